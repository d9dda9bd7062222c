import type { Dataset } from "../dataset/dataset.ts";

/** Leads created in [from, to); open ends are left out. */
export interface CohortRange {
	readonly from?: number | undefined;
	readonly to?: number | undefined;
	/** Of these only the leads for which this holds. */
	readonly keep?: ((lead: number) => boolean) | undefined;
}

/** The numbers of a cohort's leads, in the order of the dataset. */
export function cohortLeads({ createdAt, leadCount }: Dataset, { from, to, keep }: CohortRange): Int32Array {
	const low = from ?? Number.NEGATIVE_INFINITY;
	const high = to ?? Number.POSITIVE_INFINITY;
	const leads = new Int32Array(new SharedArrayBuffer(leadCount * 4));
	let count = 0;
	for (let lead = 0; lead < leadCount; lead++) {
		if (createdAt[lead]! < low || !(createdAt[lead]! < high)) continue;
		if (keep === undefined || keep(lead)) leads[count++] = lead;
	}
	return leads.subarray(0, count);
}

/**
 * Splits the rows of a cohort by a key.
 *
 * @param keyOf number of the part of a row; negative: in none
 */
export function rowsByKey(rows: number, parts: number, keyOf: (row: number) => number): Int32Array[] {
	const counts = new Int32Array(parts);
	const keys = new Int32Array(rows);
	for (let row = 0; row < rows; row++) {
		keys[row] = keyOf(row);
		if (keys[row]! >= 0) counts[keys[row]!]!++;
	}
	const split = Array.from(counts, (count) => new Int32Array(count));
	counts.fill(0);
	for (let row = 0; row < rows; row++) {
		const key = keys[row]!;
		if (key >= 0) split[key]![counts[key]!++] = row;
	}
	return split;
}
