import { sum } from "simple-statistics";
import type { Random } from "../../base/random.ts";
import { shuffledCounts } from "../sampling/hypergeometric-draw.ts";
import { permutationTest } from "../sampling/permutation-test.ts";
import type { RateCounts } from "./rate-difference.ts";

/** Whether several rates may be one and the same. */
export interface Homogeneity {
	/** Pearson's chi-square of the table; 0 when there is nothing to compare. */
	readonly statistic: number;
	/** Groups with a trial, less one. */
	readonly degrees: number;
	/** By shuffling hits among all trials: exact at any size. 1 when there is nothing to compare. */
	readonly pValue: number;
}

/**
 * Tests whether the rates of several groups differ at all, in whatever way, against shuffled hits: exact also where
 * groups are small, as months are.
 *
 * @param options.inflation how many times as much rates vary as those of independent leads; 1 by default
 * @param options.replicates shuffles at most; 999 by default
 * @example homogeneityTest([{ hits: 2, total: 10 }, { hits: 8, total: 10 }], { random }).statistic // 7.2
 */
export function homogeneityTest(
	groups: readonly RateCounts[],
	{
		random,
		replicates = 999,
		inflation = 1,
	}: { readonly random: Random; readonly replicates?: number; readonly inflation?: number },
): Homogeneity {
	const filled = groups.filter(({ total }) => total > 0);
	const totals = filled.map(({ total }) => total);
	const hits = sum(filled.map((group) => group.hits));
	const all = sum(totals);
	const degrees = Math.max(0, filled.length - 1);
	if (degrees === 0 || hits === 0 || hits === all) return { statistic: 0, degrees, pValue: 1 };
	const rate = hits / all;
	const chiSquare = (counts: ArrayLike<number>) => {
		let squares = 0;
		for (let i = 0; i < totals.length; i++) squares += (counts[i]! - totals[i]! * rate) ** 2 / totals[i]!;
		return squares / (rate * (1 - rate));
	};
	const statistic = chiSquare(filled.map((group) => group.hits));
	const into = new Float64Array(totals.length);
	const { pValue } = permutationTest(
		() => {
			shuffledCounts(random, totals, { drawn: hits, into });
			return chiSquare(into);
		},
		{ seen: statistic / Math.max(1, inflation), most: replicates },
	);
	return { statistic, degrees, pValue };
}
