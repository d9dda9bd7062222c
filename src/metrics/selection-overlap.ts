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
 * Rows that were hardly ever worked: in the order of their chances, the longest stretch from the lowest in which less
 * than `floor` of the rows were worked, of at least 100 rows (a fifth of all when those are fewer, and never below 20).
 * A fitted chance alone does not show that nobody looked: a smooth curve gives some chance to everybody.
 *
 * @returns 1 for each row of the stretch
 * @example hardlyWorked([0.1, 0.2, 0.9], [0, 0, 1]) // [0, 0, 0]: too few to say
 */
export function hardlyWorked(
	propensities: ArrayLike<number>,
	worked: ArrayLike<number>,
	{ floor = 0.02 }: { readonly floor?: number } = {},
): Uint8Array {
	const n = propensities.length;
	const order = Int32Array.from({ length: n }, (_, i) => i).sort(
		(a, b) => propensities[a]! - propensities[b]! || a - b,
	);
	const least = Math.max(20, Math.min(LEAST_ROWS, Math.ceil(n / 5)));
	let seen = 0;
	let length = 0;
	for (let k = 0; k < n; k++) {
		if (worked[order[k]!] === 1) seen++;
		// Rows of equal chance stand or fall together.
		if (k + 1 < n && propensities[order[k + 1]!] === propensities[order[k]!]) continue;
		if (k + 1 >= least && seen < floor * (k + 1)) length = k + 1;
	}
	const blind = new Uint8Array(n);
	for (let k = 0; k < length; k++) blind[order[k]!] = 1;
	return blind;
}
