import { sharedInt32 } from "./shared-array.ts";

/** Where the rows of each lead are after grouping. */
export interface Grouping {
	/** Row of the input at each place of the output; `undefined` when the input is already grouped and ordered. */
	readonly order: Int32Array | undefined;
	/** Rows of lead `i` are the places `offsets[i]` to `offsets[i + 1]`. */
	readonly offsets: Int32Array;
}

/**
 * Groups rows by lead and orders each lead's rows by an instant; rows with equal instants stay in file order. A
 * counting sort over leads, then an insertion sort (or a library sort for long runs) within each: linear for files that
 * are in order, as most exports are.
 */
export function groupByLead(lead: Int32Array, count: number, leadCount: number, at: Float64Array): Grouping {
	const offsets = sharedInt32(leadCount + 1);
	let inOrder = true;
	for (let i = 0; i < count; i++) {
		offsets[lead[i]! + 1]!++;
		if (i > 0 && inOrder) {
			const before = lead[i - 1]!;
			inOrder = before < lead[i]! || (before === lead[i]! && at[i - 1]! <= at[i]!);
		}
	}
	for (let i = 0; i < leadCount; i++) offsets[i + 1]! += offsets[i]!;
	if (inOrder) return { order: undefined, offsets };
	const order = new Int32Array(count);
	const next = offsets.slice();
	for (let i = 0; i < count; i++) order[next[lead[i]!]!++] = i;
	for (let i = 0; i < leadCount; i++) sortRun(order, offsets[i]!, offsets[i + 1]!, at);
	return { order, offsets };
}

const LONG_RUN = 64;

/** Stable sort of a run of row numbers by their instants. The run starts in file order. */
function sortRun(order: Int32Array, from: number, to: number, at: Float64Array): void {
	if (to - from > LONG_RUN && !isSorted(order, from, to, at)) {
		order.subarray(from, to).sort((a, b) => at[a]! - at[b]! || a - b);
		return;
	}
	for (let i = from + 1; i < to; i++) {
		const row = order[i]!;
		const key = at[row]!;
		let j = i - 1;
		while (j >= from && at[order[j]!]! > key) {
			order[j + 1] = order[j]!;
			j--;
		}
		order[j + 1] = row;
	}
}

function isSorted(order: Int32Array, from: number, to: number, at: Float64Array): boolean {
	for (let i = from + 1; i < to; i++) if (at[order[i - 1]!]! > at[order[i]!]!) return false;
	return true;
}
