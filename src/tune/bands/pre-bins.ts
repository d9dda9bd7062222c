import type { BandCounts } from "./optimal-bands.ts";

/** Leads whose number lies from `from` (included) up to the next pre-bin's. */
export interface PreBin extends BandCounts {
	/** Smallest number in it. */
	readonly from: number;
}

/** A number of every lead (`undefined` where it is not known) and whether it had the outcome (0 or 1). */
export interface NumberColumn {
	readonly values: ArrayLike<number | undefined>;
	readonly outcomes: ArrayLike<number>;
}

/**
 * Known numbers in ascending stretches with about as many leads each, at most `most` of them; equal numbers are never
 * parted, so that there may be fewer. With few distinct numbers each is a stretch of its own.
 *
 * @param special numbers that mean something else ("-1: not asked") and are left out
 * @example preBins({ values: [1, 2, 2, 9], outcomes: [0, 1, 0, 1] }, { most: 3 }).map(({ from }) => from) // [1, 2, 9]
 */
export function preBins(
	{ values, outcomes }: NumberColumn,
	{ most = 77, special = [] }: { readonly most?: number; readonly special?: readonly number[] } = {},
): PreBin[] {
	const leftOut = new Set(special);
	const rows: number[] = [];
	for (let i = 0; i < values.length; i++) {
		const value = values[i];
		if (value !== undefined && !Number.isNaN(value) && !leftOut.has(value)) rows.push(i);
	}
	rows.sort((a, b) => values[a]! - values[b]!);
	const single: { from: number; leads: number; positives: number }[] = [];
	for (const row of rows) {
		const value = values[row]!;
		let last = single.at(-1);
		if (last === undefined || last.from !== value) {
			last = { from: value, leads: 0, positives: 0 };
			single.push(last);
		}
		last.leads += 1;
		last.positives += outcomes[row] === 0 ? 0 : 1;
	}
	if (single.length <= most) return single;
	const bins: { from: number; leads: number; positives: number }[] = [];
	let seen = 0;
	let current = -1;
	for (const one of single) {
		// The stretch that the middle of these leads falls into.
		const stretch = Math.floor(((seen + one.leads / 2) / rows.length) * most);
		seen += one.leads;
		const last = bins.at(-1);
		if (last === undefined || stretch !== current) bins.push({ ...one });
		else {
			last.leads += one.leads;
			last.positives += one.positives;
		}
		current = stretch;
	}
	return bins;
}
