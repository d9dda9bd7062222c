import { type Calendar, DAY_MS } from "../../dataset/calendar.ts";
import { EARLIEST, LATEST } from "../files/instant-text.ts";
import { AFTER_EPOCH, BEFORE_LATE_PLACEHOLDERS, isPlaceholder } from "../files/placeholder-instant.ts";
import { BAD_INSTANT, EMPTY_INSTANT, PLACEHOLDER_INSTANT } from "./instant-sql.ts";

/** What a placeholder such as 1970-01-01 or 9999-12-31 is decoded to: no instant, and known to be none. */
export const PLACEHOLDER = Number.NEGATIVE_INFINITY;

/**
 * Turns coded instants (see {@link EMPTY_INSTANT}) into instants of a zone.
 *
 * `start` and `end` differ for a date without a time alone: the first or the last millisecond of that day. Both give
 * `Infinity` for an empty cell, {@link PLACEHOLDER} for one that stands for no date, and `NaN` for one that is no instant
 * or lies outside the years 1900 to 2200.
 */
export interface InstantDecoder {
	readonly start: (code: number) => number;
	readonly end: (code: number) => number;
}

const FIRST_DAY = Math.floor(EARLIEST / DAY_MS) - 2;
const DAYS = Math.floor(LATEST / DAY_MS) + 3 - FIRST_DAY;

/**
 * A decoder for a calendar. Days are looked up once: what the zone does on a day is kept, and only days on which the
 * clock changes ask the calendar for each instant.
 *
 * @example createInstantDecoder(createCalendar("UTC")).end(86_400_000 * 4 + 3) // 172799999: the end of 1970-01-02
 */
export function createInstantDecoder(calendar: Calendar): InstantDecoder {
	const offsets = new Float64Array(DAYS).fill(Number.NaN);
	const starts = new Float64Array(DAYS).fill(Number.NaN);
	/** Offset that holds all through a day and its neighbours; Infinity where it changes. */
	const offsetOf = (day: number): number => {
		const before = calendar.offsetAt((day - 1) * DAY_MS);
		const after = calendar.offsetAt((day + 2) * DAY_MS);
		const offset = before === after ? before : Number.POSITIVE_INFINITY;
		offsets[day - FIRST_DAY] = offset;
		return offset;
	};
	const startOf = (day: number): number => {
		const known = starts[day - FIRST_DAY]!;
		if (!Number.isNaN(known)) return known;
		const start = calendar.startOf(day);
		starts[day - FIRST_DAY] = start;
		return start;
	};
	const decode = (code: number, dateShift: 0 | 1): number => {
		if (code >= EMPTY_INSTANT) return codedInstant(code);
		const ms = Math.floor(code / 4);
		const kind = code - ms * 4;
		if (!(ms >= AFTER_EPOCH && ms < BEFORE_LATE_PLACEHOLDERS)) {
			if (isPlaceholder(ms, kind === 3)) return PLACEHOLDER;
			if (!(ms >= EARLIEST && ms < LATEST)) return Number.NaN;
		}
		if (kind === 1) return ms;
		const day = Math.floor(ms / DAY_MS);
		if (kind === 3) return startOf(day + dateShift) - dateShift;
		let offset = offsets[day - FIRST_DAY]!;
		if (Number.isNaN(offset)) offset = offsetOf(day);
		return offset === Number.POSITIVE_INFINITY ? calendar.instantOf(ms) : ms - offset;
	};
	return { start: (code) => decode(code, 0), end: (code) => decode(code, 1) };
}

function codedInstant(code: number): number {
	if (code === EMPTY_INSTANT) return Number.POSITIVE_INFINITY;
	return code === PLACEHOLDER_INSTANT ? PLACEHOLDER : Number.NaN;
}

/** Rows of the largest chunk that DuckDB hands over. */
export const CHUNK_ROWS = 2048;

/**
 * Decodes a column of a chunk, dates as the end of their day.
 *
 * @param into room for the result, reused from chunk to chunk
 */
export function decodeAll(codes: Float64Array | Int32Array, decoder: InstantDecoder, into: Float64Array): Float64Array {
	const count = codes.length;
	for (let i = 0; i < count; i++) into[i] = decoder.end(codes[i]!);
	return into;
}

/** The code of an instant read by `parseInstant`, for texts that come from the configuration. */
export function instantCode(parsed: { readonly kind: string; readonly ms: number } | undefined): number {
	if (parsed === undefined) return BAD_INSTANT;
	return parsed.ms * 4 + (parsed.kind === "instant" ? 1 : parsed.kind === "naive" ? 2 : 3);
}
