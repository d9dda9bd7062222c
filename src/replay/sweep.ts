import type { HandoffSpec } from "../dataset/dataset.ts";
import type { ThresholdDifferences } from "./kernel/kernel-input.ts";
import type { FlagCounts, HitAmount, RowSpread, Sweep } from "./replay-result.ts";

/**
 * The counts of a hand-off at every integer threshold from 0 to the largest score reached, summed up from the
 * differences. Empty when no lead reached a score of 0.
 */
export function sweepFrom(
	{ from, to }: HandoffSpec,
	differences: ThresholdDifferences,
	{
		largestScore,
		reached,
		hasAmounts = false,
		spreads,
	}: {
		readonly largestScore: number;
		readonly reached: number;
		readonly hasAmounts?: boolean;
		readonly spreads?: readonly RowSpread[] | undefined;
	},
): Sweep {
	const rows: FlagCounts[] = [];
	const hitAmounts: HitAmount[] = [];
	const sums = [0, 0, 0, 0, 0, 0, 0, 0];
	for (let threshold = 0; threshold <= largestScore; threshold++) {
		for (let verdict = 0; verdict < sums.length; verdict++) sums[verdict]! += differences[verdict]![threshold] ?? 0;
		const [flagged, late, immature, hits, misses, caught] = sums as [number, number, number, number, number, number];
		rows.push({ threshold, flagged, late, immature, hits, misses, reached, caught });
		if (hasAmounts) hitAmounts.push({ sum: sums[6]! / 100, squares: sums[7]! });
	}
	const counted = { from, to, rows, hitAmounts: hasAmounts ? hitAmounts : undefined };
	return spreads === undefined ? counted : { ...counted, spreads };
}
