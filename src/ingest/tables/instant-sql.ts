import { listOf } from "../checks/dataset-spec.ts";
import type { ColumnKind } from "../files/source.ts";
import { plainSql, sqlText } from "../files/sql-text.ts";

/**
 * How instants travel from the reader to the decoder: one double, `ms * 4 + kind` with kind 1 for an instant, 2 for a
 * naive time, 3 for a date (both as if the wall clock were UTC). Exact, since |ms| < 2^43.
 */
export const EMPTY_INSTANT = 1e300;
/** A cell that is there but is no instant. */
export const BAD_INSTANT = 2e300;
/** A date of zeros, which stands for none: 0000-00-00. Other placeholders are told when they are decoded. */
export const PLACEHOLDER_INSTANT = 3e300;

const INSTANT = 1;
const NAIVE = 2;
const DATE = 3;

const CLOCK = "\\d{4}-\\d\\d-\\d\\d[Tt ]\\d\\d:\\d\\d(:\\d\\d([.,]\\d+)?)?";
const ZONE = "[+-]\\d\\d(:?\\d\\d)?";

/**
 * SQL that turns a column into instants in the code above. Text is read as `parseInstant` reads it (a test holds the
 * two together), or by the given strptime patterns alone.
 *
 * @param column SQL of the column
 * @param kind what the column holds
 * @param dateFormat patterns, `epoch_ms` or `epoch_s`
 */
export function instantSql(column: string, kind: ColumnKind, dateFormat?: string | readonly string[]): string {
	const formats = listOf(dateFormat);
	const known = formats.includes("epoch_ms") ? 1 : formats.includes("epoch_s") ? 1000 : undefined;
	if (known !== undefined && (kind === "number" || kind === "integer" || kind === "text"))
		return epochSql(column, known);
	switch (kind) {
		case "date":
			return coded(`epoch_ms(CAST(${column} AS TIMESTAMP))`, DATE, column);
		case "timestamp":
			return coded(`epoch_ms(CAST(${column} AS TIMESTAMP))`, NAIVE, column);
		case "timestamptz":
			return coded(`epoch_ms(${column})`, INSTANT, column);
		case "text":
			return formats.length > 0 ? patternSql(column, formats) : isoSql(column);
		default:
			return `CASE WHEN ${column} IS NULL THEN ${EMPTY_INSTANT} ELSE ${BAD_INSTANT} END`;
	}
}

/** Infinite timestamps have no milliseconds: what is there and yet has none is bad. */
function coded(ms: string, kind: number, column: string): string {
	return `coalesce(CAST(${ms} AS DOUBLE) * 4 + ${kind}, CASE WHEN ${column} IS NULL THEN ${EMPTY_INSTANT} ELSE ${BAD_INSTANT} END)`;
}

function epochSql(column: string, unit: number): string {
	const number = `try_cast(${column} AS DOUBLE)`;
	return `CASE WHEN ${column} IS NULL OR trim(CAST(${column} AS VARCHAR)) = '' THEN ${EMPTY_INSTANT}
		WHEN ${number} IS NULL OR NOT isfinite(${number}) OR abs(${number}) * ${unit} > 3e14 THEN ${BAD_INSTANT}
		ELSE floor(${number} * ${unit}) * 4 + ${INSTANT} END`;
}

const timestampMs = (text: string) => `CAST(epoch_ms(try_cast(${text} AS TIMESTAMP)) AS DOUBLE)`;

function isoSql(column: string): string {
	// The commonest shapes first, told by a cheap LIKE; the regular expressions decide the rest. DuckDB's cast forgives
	// blanks at the end and before the clock, in the place of a digit; blanks sort before digits.
	const whole = `right(${column}, 1) >= '0'`;
	const bad = badText(column);
	const date = `coalesce(${timestampMs(`try_cast(${column} AS DATE)`)} * 4 + ${DATE}, ${bad})`;
	const naive = `coalesce(${timestampMs(column)} * 4 + ${NAIVE}, ${bad})`;
	const trimmed = plainSql(column);
	return `CASE WHEN ${column} IS NULL THEN ${EMPTY_INSTANT}
		WHEN ${column} LIKE '____-__-__' AND ${whole} THEN ${date}
		WHEN (${column} LIKE '____-__-__ __:__:__' OR ${column} LIKE '____-__-__T__:__:__') AND ${whole} AND substr(${column}, 12, 1) >= '0' THEN ${naive}
		WHEN ${trimmed} = '' THEN ${EMPTY_INSTANT}
		WHEN regexp_full_match(${trimmed}, '\\d{4}-\\d\\d-\\d\\d')
			THEN coalesce(${timestampMs(`try_cast(${trimmed} AS DATE)`)} * 4 + ${DATE}, ${bad})
		WHEN regexp_full_match(${trimmed}, '${CLOCK}')
			THEN coalesce(${timestampMs(clock(trimmed))} * 4 + ${NAIVE}, ${bad})
		WHEN regexp_full_match(${trimmed}, '${CLOCK} ?[Zz]')
			THEN coalesce(${timestampMs(clock(`rtrim(left(${trimmed}, length(${trimmed}) - 1))`))} * 4 + ${INSTANT}, ${bad})
		WHEN regexp_full_match(${trimmed}, '${CLOCK} ?${ZONE}')
			THEN coalesce(${zonedMs(trimmed)} * 4 + ${INSTANT}, ${bad})
		ELSE ${bad} END`;
}

/** A text that is no instant: zeros alone stand for no date. */
function badText(column: string): string {
	return `CASE WHEN regexp_matches(${column}, '^\\s*0+[-./]0+[-./]0+(\\D|$)') THEN ${PLACEHOLDER_INSTANT} ELSE ${BAD_INSTANT} END`;
}

/** A clock time as DuckDB casts it: `T` in capitals, a point for the fraction, cut (not rounded) to milliseconds. */
function clock(text: string): string {
	return `replace(replace(left(${text}, 23), 't', 'T'), ',', '.')`;
}

function zonedMs(text: string): string {
	const zone = `regexp_extract(${text}, ' ?(${ZONE})$', 1)`;
	const hours = `CAST(substr(${zone}, 2, 2) AS DOUBLE)`;
	const minutes = `CAST(CASE WHEN length(${zone}) > 3 THEN right(${zone}, 2) ELSE '0' END AS DOUBLE)`;
	const wall = clock(`regexp_extract(${text}, '^(${CLOCK})', 1)`);
	return `CASE WHEN ${hours} <= 18 AND ${minutes} <= 59
		THEN ${timestampMs(wall)} - (CASE WHEN left(${zone}, 1) = '-' THEN -1 ELSE 1 END) * (${hours} * 60 + ${minutes}) * 60000 END`;
}

/** What a pattern says about its instants: with a zone, with a clock, or only a date. */
function kindOfPattern(pattern: string): number {
	if (/%[zZ]/.test(pattern)) return INSTANT;
	return /%-?[HIMSfgpcXT]/.test(pattern) ? NAIVE : DATE;
}

function patternSql(column: string, formats: readonly string[]): string {
	const trimmed = plainSql(column);
	const tries = formats
		.filter((format) => !format.startsWith("epoch_"))
		.map(
			(format) =>
				`CAST(epoch_ms(try_strptime(${trimmed}, ${sqlText(format)})) AS DOUBLE) * 4 + ${kindOfPattern(format)}`,
		);
	return `CASE WHEN ${column} IS NULL OR ${trimmed} = '' THEN ${EMPTY_INSTANT} ELSE coalesce(${[...tries, badText(column)].join(", ")}) END`;
}
