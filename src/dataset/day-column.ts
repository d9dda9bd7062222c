import { type Calendar, DAY_MS } from "./calendar.ts";
import { sharedInt32 } from "./shared-array.ts";

/** Calendar day of each instant of a column. */
export function dayColumn(at: Float64Array, calendar: Calendar, asOf: number): Int32Array {
	const day = sharedInt32(at.length);
	let first = asOf;
	for (let i = 0; i < at.length; i++) if (at[i]! < first) first = at[i]!;
	const { start, offset } = calendar.offsets(first, asOf);
	let segment = 0;
	let from = start[0]!;
	let to = start[1] ?? Number.POSITIVE_INFINITY;
	let shift = offset[0]!;
	for (let i = 0; i < at.length; i++) {
		const instant = at[i]!;
		if (instant < from || instant >= to) {
			segment = segmentOf(start, instant);
			from = start[segment]!;
			to = start[segment + 1] ?? Number.POSITIVE_INFINITY;
			shift = offset[segment]!;
		}
		day[i] = Math.floor((instant + shift) / DAY_MS);
	}
	return day;
}

/** Index of the last start that is not after the instant. */
function segmentOf(start: Float64Array, instant: number): number {
	let low = 0;
	let high = start.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (start[middle]! <= instant) low = middle;
		else high = middle - 1;
	}
	return low;
}
