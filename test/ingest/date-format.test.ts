import { describe, expect, it } from "vitest";
import { dateFormatFault } from "../../src/ingest/checks/date-format.ts";

describe("a pattern of instants", () => {
	it.each([
		["%d/%m/%Y", true],
		["%-d.%-m.%y %H:%M", true],
		["%b %d, %Y %I:%M %p", true],
		["%Y-%j", true],
		["%c", true],
		["epoch_ms", true],
		["epoch_us", false],
		["%d/%m", false],
		["%H:%M:%S", false],
		["%Y-%m", false],
		["%Y%d", false],
		["%Q", false],
		["100 %", false],
		["yyyy-mm-dd", false],
	])("%s says the whole date: %s", (pattern, isWhole) => {
		expect(dateFormatFault(pattern) === undefined).toBe(isWhole);
	});
});
