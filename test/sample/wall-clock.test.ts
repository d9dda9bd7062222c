import fc from "fast-check";
import { expect, test } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { createCreationCalendar } from "../../src/sample/creation-calendar.ts";
import {
	DAY_SECONDS,
	dateText,
	dayOfDate,
	officeTime,
	timeText,
	visitTime,
	weekdayOf,
} from "../../src/sample/wall-clock.ts";

const day = fc.integer({ min: 3653, max: 47_847 });

test("texts are those of ISO 8601 with a space", () => {
	expect(timeText(19_723 * DAY_SECONDS + 3661)).toBe("2024-01-01 01:01:01");
	expect(timeText(19_782 * DAY_SECONDS + DAY_SECONDS - 1)).toBe("2024-02-29 23:59:59");
	fc.assert(
		fc.property(day, fc.integer({ min: 0, max: DAY_SECONDS - 1 }), (d, second) => {
			const at = d * DAY_SECONDS + second;
			expect(timeText(at)).toBe(new Date(at * 1000).toISOString().slice(0, 19).replace("T", " "));
			expect(dayOfDate(dateText(d))).toBe(d);
		}),
		{ seed: 3 },
	);
});

test.each(["2024-02-30", "2023-02-29", "2024-1-1", "", "2024-01-01 ", "yesterday"])("%j is no date", (text) => {
	expect(dayOfDate(text)).toBeUndefined();
});

test("1970-01-01 was a Thursday, and weekdays go round", () => {
	expect(weekdayOf(0)).toBe(4);
	expect([19_724, 19_730, 19_731].map(weekdayOf)).toEqual([2, 1, 2]);
});

test("sales works on weekdays from 8 to 18, at once or on the next working day", () => {
	const random = createRandom(1);
	fc.assert(
		fc.property(day, fc.integer({ min: 0, max: DAY_SECONDS - 1 }), (d, second) => {
			const at = d * DAY_SECONDS + second;
			const then = officeTime(random, at);
			const hour = (then % DAY_SECONDS) / 3600;
			expect(weekdayOf(Math.floor(then / DAY_SECONDS)) % 6).not.toBe(0);
			expect(hour).toBeGreaterThanOrEqual(8);
			expect(hour).toBeLessThan(18);
			expect(then - at).toBeGreaterThanOrEqual(0);
			expect(then - at).toBeLessThan(3.2 * DAY_SECONDS);
		}),
		{ seed: 5 },
	);
});

test("nobody visits between midnight and 5", () => {
	const random = createRandom(2);
	for (let i = 0; i < 5000; i++)
		expect(visitTime(random, 19_000 + i / 10) % DAY_SECONDS).toBeGreaterThanOrEqual(5 * 3600);
});

test("creations go from the first day to the last, in order, mostly on weekdays, and grow", () => {
	const [first, last] = [19_267, 19_996];
	const calendar = createCreationCalendar(first, last);
	const days = Array.from({ length: 20_000 }, (_, i) => calendar.dayAt((i + 0.5) / 20_000));
	expect(days[0]).toBe(first);
	expect(days.at(-1)).toBe(last);
	expect(days.every((d, i) => i === 0 || d >= days[i - 1]!)).toBe(true);
	expect(days.filter((d) => weekdayOf(d) % 6 === 0).length / days.length).toBeLessThan(0.12);
	expect(days.filter((d) => d > (first + last) / 2).length).toBeGreaterThan(10_500);
});
