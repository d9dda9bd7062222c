import { isotonicFit, isotonicValue } from "../calibration/isotonic-calibrator.ts";

/** Rows of about the same chance of being worked. */
export interface PropensityBin {
	/** `[from, to)`; the last ends at 1, included. */
	readonly from: number;
	readonly to: number;
	readonly worked: number;
	readonly unworked: number;
}

/**
 * How the chances of being worked are spread: rows in ranges of equal width. Where a range has rows that were not worked
 * and hardly any that were, the two do not overlap.
 *
 * @param options.bins number of ranges; 10 by default
 * @example propensityBins([0.05, 0.95], [0, 1])[9].worked // 1
 */
export function propensityBins(
	propensities: ArrayLike<number>,
	worked: ArrayLike<number>,
	{ bins = 10 }: { readonly bins?: number } = {},
): readonly PropensityBin[] {
	const counts = Array.from({ length: bins }, () => ({ worked: 0, unworked: 0 }));
	for (let i = 0; i < propensities.length; i++) {
		const bin = counts[Math.min(bins - 1, Math.floor(propensities[i]! * bins))]!;
		if (worked[i] === 1) bin.worked++;
		else bin.unworked++;
	}
	return counts.map((count, k) => ({ from: k / bins, to: (k + 1) / bins, ...count }));
}

/** At most this many rows have to be looked at before a share worked of nearly none is no accident. */
const LEAST_ROWS = 100;

/**
 * Rows that were hardly ever worked: the share worked, made to rise with the chance (isotonic regression), is below
 * `floor` there, and they are at least 100 (a fifth of all when those are fewer, and never below 20). A fitted chance
 * alone does not show that nobody looked: a smooth curve gives some chance to everybody.
 *
 * @returns 1 for each such row
 * @example hardlyWorked([0.1, 0.2, 0.9], [0, 0, 1]) // [0, 0, 0]: too few to say
 */
export function hardlyWorked(
	propensities: ArrayLike<number>,
	worked: ArrayLike<number>,
	{ floor = 0.02 }: { readonly floor?: number } = {},
): Uint8Array {
	const n = propensities.length;
	const blocks = isotonicFit(Array.from(propensities), Array.from(worked));
	if (n === 0) return new Uint8Array();
	const share = (i: number) => isotonicValue(blocks, propensities[i]!) ?? 0;
	const blind = Uint8Array.from({ length: n }, (_, i) => (share(i) < floor ? 1 : 0));
	const least = Math.max(20, Math.min(LEAST_ROWS, Math.ceil(n / 5)));
	return blind.reduce((sum, one) => sum + one, 0) < least ? new Uint8Array(n) : blind;
}
