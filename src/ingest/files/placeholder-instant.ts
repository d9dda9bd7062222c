import { DAY_MS } from "../../dataset/calendar.ts";

/**
 * Days that systems write where there is no date: zero of the usual clocks (year 1, 1601, 1753, 1899 and 1900 of
 * spreadsheets, 1904, 1970), and their ends of time.
 */
const DAYS = [
	"0001-01-01",
	"1601-01-01",
	"1677-09-21",
	"1753-01-01",
	"1899-12-30",
	"1899-12-31",
	"1900-01-01",
	"1904-01-01",
	"1970-01-01",
	"2079-06-06",
	"2099-12-31",
	"2262-04-11",
	"2999-12-31",
	"4712-12-31",
].map((day) => Date.parse(`${day}T00:00:00Z`));

const END_OF_TIME = Date.UTC(9999, 11, 31);
/** Zones are at most 14 hours ahead of UTC. */
const ZONE_MS = 14 * 3_600_000;

/** No placeholder lies from here on ... */
export const AFTER_EPOCH = DAY_MS;
/** ... to here, so that nearly all instants are told by two comparisons. */
export const BEFORE_LATE_PLACEHOLDERS = Date.UTC(2079, 5, 5);

/**
 * Whether an instant stands for "no date": such a day in any zone, and with any time of that day.
 *
 * @param ms since 1970-01-01T00:00Z; of a naive time or a date as if the wall clock were UTC
 * @param isDate a date without a time, which a zone can only move by a whole day
 * @example isPlaceholder(Date.parse("1969-12-31T23:00:00Z"), false) // true: midnight of 1970-01-01 in Berlin
 */
export function isPlaceholder(ms: number, isDate: boolean): boolean {
	if (ms >= AFTER_EPOCH && ms < BEFORE_LATE_PLACEHOLDERS) return false;
	const before = isDate ? DAY_MS : ZONE_MS;
	return ms >= END_OF_TIME - before || DAYS.some((day) => ms >= day - before && ms < day + DAY_MS);
}
