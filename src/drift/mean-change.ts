import { Z_95 } from "../metrics/rates/wilson-interval.ts";
import type { MeanChange } from "./drift-result.ts";

/** Numbers of a sample as sums. */
export interface SampleSums {
	readonly count: number;
	readonly sum: number;
	readonly squares: number;
}

/**
 * The change of a mean between two samples with its 95 % interval (unequal variances); undefined where a sample has fewer
 * than two.
 *
 * @param options.inflation how many times as much it varies as that of independent leads; 1 by default
 * @example meanChange({ count: 50, sum: 100, squares: 250 }, { count: 50, sum: 150, squares: 500 }).difference // 1
 */
export function meanChange(
	before: SampleSums,
	after: SampleSums,
	{ inflation = 1 }: { readonly inflation?: number } = {},
): MeanChange {
	const mean = ({ count, sum }: SampleSums) => (count === 0 ? undefined : sum / count);
	const variance = ({ count, sum, squares }: SampleSums) =>
		Math.max(0, squares - (sum * sum) / count) / (count - 1) / count;
	const [b, a] = [mean(before), mean(after)];
	const difference = b === undefined || a === undefined ? undefined : a - b;
	if (difference === undefined || before.count < 2 || after.count < 2) {
		return { before: b, after: a, difference, interval: undefined };
	}
	const half = Z_95 * Math.sqrt((variance(before) + variance(after)) * Math.max(1, inflation));
	return { before: b, after: a, difference, interval: [difference - half, difference + half] };
}

/** Sums of the numbers of some rows. */
export function sumsOf(values: Iterable<number>): SampleSums {
	let count = 0;
	let sum = 0;
	let squares = 0;
	for (const value of values) {
		count++;
		sum += value;
		squares += value * value;
	}
	return { count, sum, squares };
}
