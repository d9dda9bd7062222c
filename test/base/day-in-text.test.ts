import { describe, expect, it } from "vitest";
import { dayInText } from "../../src/base/day-in-text.ts";

describe("dayInText", () => {
	it.each([
		["1970-01-02", 1],
		["1970-01-02T08:00:00Z", 1],
		[" 1970/1/2 10:00", 1],
		["02.01.1970", 1],
		["2024-02-29", 19_782],
	])("reads %s", (text, day) => {
		expect(dayInText(text)).toBe(day);
	});

	it.each(["2023-02-29", "03/05/2024", "2024-13-01", "2024-05", "20240503", "yes", "", "1970-01-021"])(
		"finds no day in %j",
		(text) => {
			expect(dayInText(text)).toBeUndefined();
		},
	);
});
