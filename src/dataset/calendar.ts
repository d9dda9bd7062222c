/** Milliseconds of 24 hours: the unit of horizons and landmarks. Calendar days can be shorter or longer. */
export const DAY_MS = 86_400_000;

/**
 * Calendar days of one time zone. A day is a whole number: days since 1970-01-01 by the zone's own calendar.
 */
export interface Calendar {
	readonly zone: string;
	/** Calendar day of an instant (ms since 1970-01-01T00:00Z). */
	dayOf(instant: number): number;
	/** First instant of a calendar day; where the clock skips midnight, the first instant that has that date. */
	startOf(day: number): number;
	/**
	 * Instant of a wall-clock time given as if it were UTC. A time that the clock skips moves forward by the length of
	 * the gap; a time that occurs twice is the earlier one.
	 */
	instantOf(wallClock: number): number;
	/** Offset from UTC at an instant, in ms. */
	offsetAt(instant: number): number;
	/** The zone's offset changes in a range, for loops that cannot flag back; see {@link Offsets}. */
	offsets(from: number, to: number): Offsets;
}

/** Offsets of a zone as columns: `offset[i]` holds from `start[i]` (the first from -Infinity) to `start[i + 1]`. */
export interface Offsets {
	readonly start: Float64Array;
	readonly offset: Float64Array;
}

const STEP = 3 * DAY_MS;
const YEARS_BEFORE = -62_135_596_800_000;
const YEARS_AFTER = 253_402_300_799_999;

/**
 * The calendar of an IANA time zone, from the host's time-zone data.
 *
 * Checked against Temporal (`disambiguation: "compatible"`, `startOfDay`).
 *
 * @throws RangeError when the host does not know the zone
 * @example createCalendar("Europe/Berlin").instantOf(Date.UTC(2024, 2, 31, 2, 30)) // 2024-03-31T01:30Z, i.e. 03:30 summer time
 */
export function createCalendar(zone: string): Calendar {
	const readOffset = offsetReader(zone);
	/** Offset changes of each year that has been looked at: [first instant of the new offset, offset]. */
	const years = new Map<number, { readonly first: number; readonly changes: readonly (readonly [number, number])[] }>();
	const yearOf = (instant: number) => new Date(clampInstant(instant)).getUTCFullYear();
	const changesOf = (year: number) => {
		const found = years.get(year);
		if (found !== undefined) return found;
		const start = startOfYear(year);
		const end = startOfYear(year + 1);
		const changes: [number, number][] = [];
		const first = readOffset(start);
		let before = first;
		for (let at = start; at < end; at += STEP) {
			const next = Math.min(at + STEP, end);
			const after = readOffset(next - 1);
			if (after !== before) {
				const change = firstInstantWith(readOffset, at, next - 1, before);
				changes.push([change, readOffset(change)]);
				before = after;
			}
		}
		const result = { first, changes };
		years.set(year, result);
		return result;
	};

	let cachedFrom = 1;
	let cachedTo = 0;
	let cachedOffset = 0;
	const offsetAt = (instant: number): number => {
		if (instant >= cachedFrom && instant < cachedTo) return cachedOffset;
		const year = yearOf(instant);
		const { first, changes } = changesOf(year);
		let from = startOfYear(year);
		let to = startOfYear(year + 1);
		let offset = first;
		for (const [at, value] of changes) {
			if (instant >= at) {
				from = at;
				offset = value;
			} else {
				to = at;
				break;
			}
		}
		cachedFrom = from;
		cachedTo = to;
		cachedOffset = offset;
		return offset;
	};
	const instantOf = (wallClock: number): number => {
		const before = offsetAt(wallClock - DAY_MS);
		const after = offsetAt(wallClock + DAY_MS);
		const early = wallClock - before;
		if (before === after && offsetAt(early) === before) return early;
		const late = wallClock - after;
		const earlyFits = offsetAt(early) === before;
		const lateFits = offsetAt(late) === after;
		if (earlyFits && lateFits) return Math.min(early, late);
		if (earlyFits) return early;
		if (lateFits) return late;
		return early;
	};
	const dayOf = (instant: number) => Math.floor((instant + offsetAt(instant)) / DAY_MS);
	return {
		zone,
		dayOf,
		instantOf,
		offsetAt,
		startOf: (day) => {
			const start = instantOf(day * DAY_MS);
			// Where midnight is skipped the wall clock moved forward by the gap: step back to the change itself.
			if (dayOf(start - 1) !== day) return start;
			return firstOfDay(dayOf, start - 2 * 3_600_000, start, day);
		},
		offsets: (from, to) => {
			const start: number[] = [Number.NEGATIVE_INFINITY];
			const offset: number[] = [offsetAt(from)];
			for (let year = yearOf(from); year <= yearOf(to); year++) {
				for (const [at, value] of changesOf(year).changes) {
					if (at <= from || at > to) continue;
					start.push(at);
					offset.push(value);
				}
			}
			return { start: Float64Array.from(start), offset: Float64Array.from(offset) };
		},
	};
}

function clampInstant(instant: number): number {
	return Math.min(Math.max(instant, YEARS_BEFORE), YEARS_AFTER);
}

function startOfYear(year: number): number {
	return new Date(0).setUTCFullYear(year, 0, 1);
}

/** First instant in (low, high] whose offset is not `before` any more. */
function firstInstantWith(readOffset: (instant: number) => number, low: number, high: number, before: number): number {
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (readOffset(middle) === before) low = middle;
		else high = middle;
	}
	return high;
}

function firstOfDay(dayOf: (instant: number) => number, low: number, high: number, day: number): number {
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (dayOf(middle) < day) low = middle;
		else high = middle;
	}
	return high;
}

function offsetReader(zone: string): (instant: number) => number {
	if (/^(utc|gmt|etc\/utc|z)$/i.test(zone)) return () => 0;
	const format = new Intl.DateTimeFormat("en-US", {
		timeZone: zone,
		calendar: "gregory",
		hourCycle: "h23",
		era: "short",
		year: "numeric",
		month: "numeric",
		day: "numeric",
		hour: "numeric",
		minute: "numeric",
		second: "numeric",
	});
	return (instant) => {
		const at = clampInstant(instant);
		const part: Record<string, number> = {};
		for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
		const wall = Date.UTC(2000, part.month! - 1, part.day, part.hour, part.minute, part.second);
		const withYear = new Date(wall).setUTCFullYear(part.year!, part.month! - 1, part.day);
		return withYear - Math.floor(at / 1000) * 1000;
	};
}

/**
 * A calendar day as text.
 *
 * @example dayText(19_723) // "2024-01-01"
 */
export function dayText(day: number): string {
	return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
