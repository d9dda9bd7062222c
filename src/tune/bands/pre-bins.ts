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
	const isKnown = (value: number | undefined): value is number =>
		value !== undefined && !Number.isNaN(value) && !leftOut.has(value);
	const known = Float64Array.from(Array.from(values).filter(isKnown)).sort();
	const single: { from: number; leads: number; positives: number }[] = [];
	for (const value of known) {
		const last = single.at(-1);
		if (last?.from === value) last.leads += 1;
		else single.push({ from: value, leads: 1, positives: 0 });
	}
	for (let row = 0; row < values.length; row++) {
		const value = values[row];
		if (outcomes[row] !== 0 && isKnown(value)) single[placeOf(single, value)]!.positives += 1;
	}
	if (single.length <= most) return single;
	const bins: { from: number; leads: number; positives: number }[] = [];
	let seen = 0;
	let current = -1;
	for (const one of single) {
		// The stretch that the middle of these leads falls into.
		const stretch = Math.floor(((seen + one.leads / 2) / known.length) * most);
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

/** Place of a number among the distinct ones. */
function placeOf(single: readonly { readonly from: number }[], value: number): number {
	let low = 0;
	let high = single.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if (single[middle]!.from <= value) low = middle;
		else high = middle - 1;
	}
	return low;
}
