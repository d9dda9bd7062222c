import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { createCalendar, DAY_MS, dayText } from "../../src/dataset/calendar.ts";

const ZONES = [
	"UTC",
	"Europe/Berlin",
	"America/New_York",
	"America/Sao_Paulo",
	"Africa/Cairo",
	"Africa/Casablanca",
	"Asia/Kathmandu",
	"Australia/Lord_Howe",
	"Pacific/Apia",
	"America/St_Johns",
];
const instant = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2035, 0, 1) });

describe("createCalendar", () => {
	it("moves a skipped time forward and takes the earlier of a repeated one", () => {
		const berlin = createCalendar("Europe/Berlin");
		expect(berlin.instantOf(Date.UTC(2024, 2, 31, 2, 30))).toBe(Date.UTC(2024, 2, 31, 1, 30));
		expect(berlin.instantOf(Date.UTC(2024, 9, 27, 2, 30))).toBe(Date.UTC(2024, 9, 27, 0, 30));
	});

	it.each(ZONES)("agrees with Temporal in %s", (zone) => {
		const calendar = createCalendar(zone);
		fc.assert(
			fc.property(instant, (at) => {
				const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
				expect(calendar.offsetAt(at)).toBe(zoned.offsetNanoseconds / 1e6);
				expect(dayText(calendar.dayOf(at))).toBe(zoned.toPlainDate().toString());
				expect(calendar.startOf(calendar.dayOf(at))).toBe(zoned.startOfDay().epochMilliseconds);
				// The same digits read as a wall clock, which may be skipped or repeated.
				const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO("UTC").toPlainDateTime();
				const read = wall.toZonedDateTime(zone, { disambiguation: "compatible" });
				expect(calendar.instantOf(at)).toBe(read.epochMilliseconds);
			}),
			{ seed: 20, numRuns: 400 },
		);
	});

	it.each(ZONES)("agrees with Temporal around every change of the clock in %s", (zone) => {
		const calendar = createCalendar(zone);
		let at: Temporal.ZonedDateTime | null = Temporal.Instant.fromEpochMilliseconds(
			Date.UTC(2005, 0, 1),
		).toZonedDateTimeISO(zone);
		for (let i = 0; i < 30 && at !== null; i++) {
			at = at.getTimeZoneTransition("next");
			if (at === null) break;
			for (let minutes = -180; minutes <= 180; minutes += 15) {
				const near = at.epochMilliseconds + minutes * 60_000;
				const zoned = Temporal.Instant.fromEpochMilliseconds(near).toZonedDateTimeISO(zone);
				expect(calendar.offsetAt(near)).toBe(zoned.offsetNanoseconds / 1e6);
				expect(calendar.startOf(calendar.dayOf(near))).toBe(zoned.startOfDay().epochMilliseconds);
				const wall = zoned.toPlainDateTime();
				const digits = wall.toZonedDateTime("UTC").epochMilliseconds;
				expect(calendar.instantOf(digits)).toBe(wall.toZonedDateTime(zone).epochMilliseconds);
				const beside = digits + (at.offsetNanoseconds / 1e6 - calendar.offsetAt(at.epochMilliseconds - 1));
				const other = Temporal.Instant.fromEpochMilliseconds(beside).toZonedDateTimeISO("UTC").toPlainDateTime();
				expect(calendar.instantOf(beside)).toBe(other.toZonedDateTime(zone).epochMilliseconds);
			}
		}
	});

	it("gives the offsets of a range as columns that say the same", () => {
		const calendar = createCalendar("America/Sao_Paulo");
		const { start, offset } = calendar.offsets(Date.UTC(2015, 0, 1), Date.UTC(2022, 0, 1));
		for (let at = Date.UTC(2015, 0, 1); at < Date.UTC(2022, 0, 1); at += 13 * 3_600_000) {
			expect(offset[start.findLastIndex((from) => from <= at)]).toBe(calendar.offsetAt(at));
		}
	});

	it("refuses a zone nobody knows", () => {
		expect(() => createCalendar("Mars/Olympus")).toThrow(RangeError);
	});

	it("counts days that can be shorter or longer than 24 hours", () => {
		const berlin = createCalendar("Europe/Berlin");
		const spring = berlin.dayOf(Date.UTC(2024, 2, 31, 12));
		expect((berlin.startOf(spring + 1) - berlin.startOf(spring)) / DAY_MS).toBe(23 / 24);
	});
});
