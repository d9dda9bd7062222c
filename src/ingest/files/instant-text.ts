import { plainText } from "../../base/plain-text.ts";

/** What an instant in a file says about itself. */
export type InstantKind = "instant" | "naive" | "date";

/**
 * An instant as written: `ms` since 1970-01-01T00:00Z, for a naive time or a date as if the wall clock were UTC.
 */
export interface ParsedInstant {
	readonly kind: InstantKind;
	readonly ms: number;
}

const INSTANT =
	/^(\d{4})-(\d\d)-(\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?: ?([Zz]|[+-]\d\d(?::?\d\d)?))?)?$/;

/**
 * Reads an ISO 8601 date or date-time: `T` or a space between, seconds optional, a fraction cut to milliseconds, then
 * `Z`, `+hh:mm`, `+hhmm`, `+hh` or nothing. Blanks around it are ignored. 24:00:00 is the start of the next day.
 *
 * @returns `undefined` for anything else: dates that do not exist, other orders, two-digit years, and years outside
 * 1900 to 2200 (which are slips of the keyboard or placeholders)
 * @example parseInstant("2024-03-31T02:30:00+02:00") // { kind: "instant", ms: 1711845000000 }
 * @example parseInstant("2024-02-30") // undefined
 */
export function parseInstant(text: string): ParsedInstant | undefined {
	const match = INSTANT.exec(plainText(text));
	if (match === null) return undefined;
	const [, year, month, day, hour, minute, second, fraction, zone] = match;
	if (Number(year) < 1900 || Number(year) > 2200) return undefined;
	const midnight = Date.UTC(Number(year), Number(month) - 1, Number(day));
	const date = new Date(midnight);
	if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
	if (hour === undefined) return checked("date", midnight);
	const [h, m, s] = [Number(hour), Number(minute), Number(second ?? 0)];
	const milli = Number((fraction ?? "").slice(0, 3).padEnd(3, "0"));
	const inDay = ((h * 60 + m) * 60 + s) * 1000 + milli;
	if (m > 59 || s > 59 || h > 24 || inDay > 86_400_000) return undefined;
	if (zone === undefined) return checked("naive", midnight + inDay);
	const offset = offsetOf(zone);
	return offset === undefined ? undefined : checked("instant", midnight + inDay - offset);
}

function offsetOf(zone: string): number | undefined {
	if (zone === "Z" || zone === "z") return 0;
	const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
	const [hours, minutes] = [Number(digits.slice(0, 2)), Number(digits.slice(2))];
	if (hours > 18 || minutes > 59) return undefined;
	return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

/** First instant that is believed. */
export const EARLIEST = Date.UTC(1900, 0, 1);
/** One past the last instant that is believed. */
export const LATEST = Date.UTC(2201, 0, 1);

function checked(kind: InstantKind, ms: number): ParsedInstant | undefined {
	return ms >= EARLIEST && ms < LATEST ? { kind, ms } : undefined;
}

/**
 * Why a text is not an instant, as the end of a sentence.
 *
 * @example whyNotInstant("05/06/24") // "a two-digit year does not say its century"
 */
export function whyNotInstant(text: string): string {
	const trimmed = plainText(text);
	if (trimmed === "") return "it is empty";
	if (/^\d{1,2}[./-]\d{1,2}[./-]\d{2}(\D|$)/.test(trimmed)) return "a two-digit year does not say its century";
	if (/^\d{1,2}[./-]\d{1,2}[./-]\d{4}/.test(trimmed)) return "day and month could be either way round";
	if (/^-?\d+(\.\d+)?$/.test(trimmed)) return "a bare number could be seconds, milliseconds or a year";
	if (/^\d{4}-\d\d-\d\d/.test(trimmed)) return "there is no such date or time between 1900 and 2200";
	return "dates are read as ISO 8601 (2024-09-30, 2024-09-30T14:05:00Z)";
}
