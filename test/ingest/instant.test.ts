import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCalendar } from "../../src/dataset/calendar.ts";
import { parseInstant, whyNotInstant } from "../../src/ingest/files/instant-text.ts";
import { openSession, type Session } from "../../src/ingest/files/session.ts";
import { sqlText } from "../../src/ingest/files/sql-text.ts";
import { createInstantDecoder, instantCode, PLACEHOLDER } from "../../src/ingest/tables/instant-decoder.ts";
import { BAD_INSTANT, EMPTY_INSTANT, instantSql } from "../../src/ingest/tables/instant-sql.ts";

const utc = (text: string) => Date.parse(text);

describe("parseInstant", () => {
	test.each([
		["2024-09-30", "date", "2024-09-30T00:00:00Z"],
		["2024-02-29", "date", "2024-02-29T00:00:00Z"],
		["2024-09-30T14:05", "naive", "2024-09-30T14:05:00Z"],
		["2024-09-30 14:05:06", "naive", "2024-09-30T14:05:06Z"],
		["2024-09-30t14:05:06.7", "naive", "2024-09-30T14:05:06.700Z"],
		["2024-09-30 14:05:06,123999", "naive", "2024-09-30T14:05:06.123Z"],
		["2024-09-30T14:05:06Z", "instant", "2024-09-30T14:05:06Z"],
		["2024-09-30 14:05:06.5 +02:00", "instant", "2024-09-30T12:05:06.500Z"],
		["2024-09-30T14:05:06-0330", "instant", "2024-09-30T17:35:06Z"],
		["2024-09-30T14:05+02", "instant", "2024-09-30T12:05:00Z"],
		["  2024-09-30  ", "date", "2024-09-30T00:00:00Z"],
		["2024-12-31T24:00:00", "naive", "2025-01-01T00:00:00Z"],
		["1969-12-31T23:59:59.999Z", "instant", "1969-12-31T23:59:59.999Z"],
	])("reads %s", (text, kind, iso) => {
		expect(parseInstant(text)).toEqual({ kind, ms: utc(iso) });
	});

	test.each([
		"",
		"2024",
		"2024-02-30",
		"2023-02-29",
		"2024-13-01",
		"24-01-05",
		"05/06/2024",
		"05.06.24",
		"2024-1-5",
		"2024/01/05",
		"2024-01-05T25:00",
		"2024-01-05T10:60",
		"2024-01-05T10:00:60",
		"2024-01-05T24:00:01",
		"2024-01-05Z",
		"2024-01-05T10",
		"0024-01-05",
		"1899-12-31",
		"2201-01-01",
		"9999-12-31",
		"1700000000000",
		"2024-01-05T10:00+19:00",
		"2024-01-05T10:00+01:60",
		"now",
	])("refuses %j", (text) => {
		expect(parseInstant(text)).toBeUndefined();
	});

	test("says why a two-digit year, a slash date and a bare number are refused", () => {
		expect(whyNotInstant("05/06/24")).toContain("two-digit year");
		expect(whyNotInstant("05/06/2024")).toContain("either way round");
		expect(whyNotInstant("1700000000000")).toContain("bare number");
		expect(whyNotInstant("2024-02-30")).toContain("no such date");
		expect(whyNotInstant(" ")).toContain("empty");
	});
});

describe("instants in a zone", () => {
	const decode = (text: string, zone: string, edge: "start" | "end" = "end") =>
		createInstantDecoder(createCalendar(zone))[edge](instantCode(parseInstant(text)));

	test("a time that the clock skips moves forward", () => {
		expect(decode("2024-03-31T02:30", "Europe/Berlin")).toBe(utc("2024-03-31T03:30+02:00"));
	});

	test("a time that occurs twice is the earlier one", () => {
		expect(decode("2024-10-27T02:30", "Europe/Berlin")).toBe(utc("2024-10-27T02:30+02:00"));
		expect(decode("2024-10-27T03:00", "Europe/Berlin")).toBe(utc("2024-10-27T03:00+01:00"));
	});

	test("a date is the end of its day, also when the day has 23 or 25 hours", () => {
		expect(decode("2024-03-31", "Europe/Berlin")).toBe(utc("2024-04-01T00:00+02:00") - 1);
		expect(decode("2024-10-27", "Europe/Berlin")).toBe(utc("2024-10-28T00:00+01:00") - 1);
		expect(decode("2024-10-27", "Europe/Berlin", "start")).toBe(utc("2024-10-27T00:00+02:00"));
	});

	test("an instant with a zone of its own is not moved", () => {
		expect(decode("2024-03-31T02:30Z", "Asia/Tokyo")).toBe(utc("2024-03-31T02:30Z"));
	});

	test("empty is never, and no instant is no number", () => {
		const decoder = createInstantDecoder(createCalendar("UTC"));
		expect(decoder.end(EMPTY_INSTANT)).toBe(Number.POSITIVE_INFINITY);
		expect(decoder.end(BAD_INSTANT)).toBeNaN();
		expect(decoder.end(Date.UTC(1899, 5, 30) * 4 + 1)).toBeNaN();
		expect(decoder.end(Date.UTC(1899, 11, 31) * 4 + 1)).toBe(PLACEHOLDER);
		expect(decoder.end(3)).toBe(PLACEHOLDER);
		expect(decoder.end(Date.UTC(2201, 0, 1) * 4 + 2)).toBeNaN();
	});

	test("naive times and dates are what Temporal makes of them, in zones of all kinds", () => {
		const zones = [
			"Europe/Berlin",
			"America/New_York",
			"Australia/Lord_Howe",
			"America/Sao_Paulo",
			"Asia/Kolkata",
			"Pacific/Apia",
			"Africa/Cairo",
		];
		const decoders = new Map(zones.map((zone) => [zone, createInstantDecoder(createCalendar(zone))]));
		fc.assert(
			fc.property(
				fc.constantFrom(...zones),
				fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2035, 0, 1) }),
				(zone, ms) => {
					const wall = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO("UTC").toPlainDateTime();
					const decoder = decoders.get(zone)!;
					expect(decoder.end(ms * 4 + 2)).toBe(
						wall.toZonedDateTime(zone, { disambiguation: "compatible" }).epochMilliseconds,
					);
					const day = wall.toPlainDate();
					const midnight = day.toZonedDateTime(zone).epochMilliseconds;
					const code = Math.floor(ms / 86_400_000) * 86_400_000 * 4 + 3;
					expect(decoder.start(code)).toBe(midnight);
					expect(decoder.end(code)).toBe(day.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds - 1);
				},
			),
			{ seed: 7, numRuns: 3000 },
		);
	});
});

describe("instantSql", () => {
	let session: Session;
	beforeAll(async () => {
		session = await openSession({ threads: 1 });
	});
	afterAll(() => session.close());

	const codes = async (texts: readonly (string | null)[], sql = instantSql("v", "text")) => {
		const values = texts.map((text, i) => `(${i}, ${text === null ? "NULL" : sqlText(text)})`).join(", ");
		const [column = []] = await session.columns(`SELECT ${sql} FROM (VALUES ${values}) AS t(i, v) ORDER BY i`);
		return column.map(Number);
	};

	test("reads every text as parseInstant does", async () => {
		const digit = fc.constantFrom(..."0123456789");
		const digits = (min: number, max: number) => fc.string({ unit: digit, minLength: min, maxLength: max });
		const mostly = (arbitrary: fc.Arbitrary<string>, other: fc.Arbitrary<string>) =>
			fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: other });
		const two = (max: number) =>
			mostly(
				fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, "0")),
				digits(1, 3),
			);
		const text = fc
			.tuple(
				fc.constantFrom("", "", "", " ", "\t"),
				mostly(fc.integer({ min: 1890, max: 2210 }).map(String), digits(2, 5)),
				two(13),
				two(32),
				fc.constantFrom("", "T", " ", "t", "  ", "x"),
				two(24),
				two(60),
				fc.oneof(
					fc.constant(""),
					two(60).map((s) => `:${s}`),
				),
				fc.oneof(
					fc.constant(""),
					fc.tuple(fc.constantFrom(".", ","), digits(0, 9)).map((p) => p.join("")),
				),
				fc.oneof(
					fc.constantFrom("", "", "Z", "z", " Z"),
					fc
						.tuple(
							fc.constantFrom("", " "),
							fc.constantFrom("+", "-"),
							two(19),
							fc.constantFrom("", ":00", ":30", "00", "60", ":6"),
						)
						.map((p) => p.join("")),
				),
				fc.constantFrom("", "", "", " "),
			)
			.map(
				([pre, y, m, d, sep, h, min, s, f, z, post]) =>
					`${pre}${y}-${m}-${d}${sep === "" ? "" : `${sep}${h}:${min}${s}${s === "" ? "" : f}${z}`}${post}`,
			);
		const texts = [
			...fc.sample(text, { seed: 11, numRuns: 20_000 }),
			...fc.sample(fc.string({ maxLength: 26 }), { seed: 12, numRuns: 5_000 }),
		].filter((t) => !t.includes("\0"));
		const expected = texts.map((one) => {
			if (/^[ \t\r\n]*$/.test(one)) return EMPTY_INSTANT;
			return instantCode(parseInstant(one));
		});
		const got = await codes(texts);
		// Years that are not believed are told by the decoder, which sees all kinds of columns.
		const decoder = createInstantDecoder(createCalendar("UTC"));
		const differ = texts.filter((_, i) => !Object.is(decoder.end(got[i]!), decoder.end(expected[i]!)));
		expect(differ).toEqual([]);
		expect(got.filter((code) => code < 1e300).length).toBeGreaterThan(5000);
	});

	test("reads by patterns alone when they are given, several if need be", async () => {
		const sql = instantSql("v", "text", ["%d/%m/%Y %H:%M", "%d/%m/%Y", "%m-%d-%y"]);
		expect(await codes(["05/06/2024 10:30", "05/06/2024", "06-05-24", "2024-06-05", "", null], sql)).toEqual([
			utc("2024-06-05T10:30Z") * 4 + 2,
			utc("2024-06-05") * 4 + 3,
			utc("2024-06-05") * 4 + 3,
			BAD_INSTANT,
			EMPTY_INSTANT,
			EMPTY_INSTANT,
		]);
	});

	test("reads bare numbers only where the contract says what they are", async () => {
		expect(await codes(["1700000000000", "x", ""], instantSql("v", "text", "epoch_ms"))).toEqual([
			1700000000000 * 4 + 1,
			BAD_INSTANT,
			EMPTY_INSTANT,
		]);
		expect(await codes(["1700000000"], instantSql("v", "text", "epoch_s"))).toEqual([1700000000000 * 4 + 1]);
		expect(await codes(["1700000000000"], instantSql("try_cast(v AS BIGINT)", "integer"))).toEqual([BAD_INSTANT]);
		expect(await codes(["1700000000000"], instantSql("try_cast(v AS BIGINT)", "integer", "epoch_ms"))).toEqual([
			1700000000000 * 4 + 1,
		]);
	});
});
