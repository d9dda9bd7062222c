import { sortedQuantile } from "./sorted-quantile.ts";

/** What a statistic is by chance alone, and how far out the one seen lies. */
export interface PermutationTest {
	/** Share of the shuffled statistics, and the one seen, that are at least as large. */
	readonly pValue: number;
	/** Median and 95 % quantile of the shuffled statistics. */
	readonly median: number;
	readonly high: number;
	readonly replicates: number;
}

const FIRST = 999;
/** As many large ones among the first draws settle that nothing is to be seen. */
const SETTLED = 20;

/**
 * The test of a statistic against its distribution under shuffled labels: exact at any size. It stops after 999 draws
 * when 20 of them are as large (nothing smaller than 0.02 would come of it), else it goes on, so that a small p-value is
 * told from a smaller one.
 *
 * @param draw the statistic of one shuffle
 * @param options.seen the statistic of the data; relative differences below 1e-9 are none
 * @param options.most draws at most
 * @throws RangeError when `most` is not a whole number of 999 or more
 * @example permutationTest(() => 0, { seen: 1, most: 999 }).pValue // 0.001
 */
export function permutationTest(
	draw: () => number,
	{ seen, most }: { readonly seen: number; readonly most: number },
): PermutationTest {
	if (!(Number.isInteger(most) && most >= FIRST)) {
		throw new RangeError(`permutationTest: most must be a whole number from ${FIRST}, got ${most}.`);
	}
	const bar = seen - 1e-9 * Math.abs(seen);
	const drawn: number[] = [];
	let large = 0;
	while (drawn.length < most && !(drawn.length === FIRST && large >= SETTLED)) {
		const statistic = draw();
		if (statistic >= bar) large++;
		drawn.push(statistic);
	}
	const sorted = Float64Array.from(drawn).sort();
	return {
		pValue: (large + 1) / (drawn.length + 1),
		median: sortedQuantile(sorted, 0.5)!,
		high: sortedQuantile(sorted, 0.95)!,
		replicates: drawn.length,
	};
}
