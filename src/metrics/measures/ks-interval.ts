import { wilsonInterval } from "../rates/wilson-interval.ts";
import { sortedQuantile } from "../sampling/sorted-quantile.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import { tableTotals } from "../tables/score-table.ts";
import type { IntervalOfDraws, TableReader } from "./measure.ts";

/** Where the gap between the two rates may be at its largest, in standard errors from where it is in the table. */
const NEAR = 1.5;
/** The upper end hardly ever misses, for a largest gap is at least the gap where it truly is; so the lower end may have more. */
const SHARE_BELOW = 0.7;

/** The gap at one threshold: that of positives less that of negatives, or (sign -1) the other way round. */
interface Gap {
	readonly row: number;
	readonly sign: 1 | -1;
	readonly hits: number;
	readonly misses: number;
	readonly value: number;
	readonly error: number;
}

/**
 * The interval of a KS statistic, the largest of many gaps. The largest of noisy gaps is too large, and that of a resampled
 * table more so: quantiles of the replicates hold the truth 0 to 90 % of the time when the score is worth little, BCa 64 to
 * 93 %. Here the lower end is the largest lower limit of any gap, reaching so many standard errors down that the gaps that
 * may be the largest are all held at once (quantile of their largest deviation over the draws); the upper end is the limit
 * of the largest gap alone. Limits of a gap are Newcombe's of a difference of two rates.
 *
 * Read from each draw are how far the gaps near the largest went up, and how far the largest one went down.
 *
 * Source: Chernozhukov, Lee and Rosen 2013, Intersection bounds; Newcombe 1998, method 10.
 *
 * @example ksInterval(table).readers.length // 2
 */
export function ksInterval(table: ScoreTable): IntervalOfDraws {
	const { positives, negatives } = tableTotals(table);
	const gaps = gapsOf(table);
	const best = gaps.reduce((floor, { value, error }) => Math.max(floor, value - NEAR * error), 0);
	const near = gaps.filter(({ value, error }) => value + NEAR * error >= best);
	const largest = gaps.reduce<Gap | undefined>(
		(top, gap) => (top !== undefined && top.value >= gap.value ? top : gap),
		undefined,
	);
	const deviation = ({ row, sign, value, error }: Gap, sums: Parameters<TableReader>[0]) =>
		(sign * (sums.positives[row]! / sums.positives[0]! - sums.negatives[row]! / sums.negatives[0]!) - value) / error;
	return {
		readers: [
			(sums) => {
				let most = Number.NEGATIVE_INFINITY;
				for (const gap of near) most = Math.max(most, deviation(gap, sums));
				return most;
			},
			(sums) => (largest === undefined ? Number.NaN : -deviation(largest, sums)),
		],
		interval([up, down], confidence) {
			if (up === undefined || down === undefined) return undefined;
			const quantile = (list: Float64Array, share: number) =>
				sortedQuantile(list.filter(Number.isFinite).sort(), share);
			const reachDown = quantile(up, 1 - SHARE_BELOW * (1 - confidence));
			const reachUp = quantile(down, (1 + confidence) / 2);
			if (reachDown === undefined || reachUp === undefined || largest === undefined) return undefined;
			const limit = (gap: Gap, side: 1 | -1, z: number) =>
				gapLimit(gap, { positives, negatives, side, z: Math.max(0, z) });
			const low = gaps.reduce((floor, gap) => Math.max(floor, limit(gap, -1, reachDown)), 0);
			return { interval: [low, Math.min(1, limit(largest, 1, reachUp))], method: "bootstrap of the gaps" };
		},
	};
}

function gapsOf(table: ScoreTable): Gap[] {
	const { positives, negatives } = tableTotals(table);
	const gaps: Gap[] = [];
	let hits = 0;
	let misses = 0;
	for (let row = table.scores.length - 1; row >= 1; row--) {
		hits += table.positives[row]!;
		misses += table.negatives[row]!;
		const value = hits / positives - misses / negatives;
		// A lead more of either kind, so that no error is 0.
		const spread = (k: number, n: number) => (((k + 1) / (n + 2)) * (1 - (k + 1) / (n + 2))) / n;
		const error = Math.sqrt(spread(hits, positives) + spread(misses, negatives));
		for (const sign of [1, -1] as const) gaps.push({ row, sign, hits, misses, value: sign * value, error });
	}
	return gaps;
}

/** Newcombe's limit of a gap: above it (side 1) or below it. */
function gapLimit(
	{ sign, hits, misses, value }: Gap,
	{
		positives,
		negatives,
		side,
		z,
	}: { readonly positives: number; readonly negatives: number; readonly side: 1 | -1; readonly z: number },
): number {
	const [hitLow, hitHigh] = wilsonInterval(hits, positives, { z });
	const [missLow, missHigh] = wilsonInterval(misses, negatives, { z });
	const rate = hits / positives;
	const other = misses / negatives;
	// Upwards in the gap's own direction: the rate it adds goes up and the one it takes off goes down.
	const widens = side === sign;
	return (
		value + side * Math.hypot(widens ? hitHigh - rate : rate - hitLow, widens ? other - missLow : missHigh - other)
	);
}
