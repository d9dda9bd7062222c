import type { Random } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { trendTest } from "../metrics/rates/trend-test.ts";
import { Z_95 } from "../metrics/rates/wilson-interval.ts";
import { sortedQuantile } from "../metrics/sampling/sorted-quantile.ts";
import type { Replay } from "../replay/replay-result.ts";
import { accountInflation } from "./account-inflation.ts";
import { equalParts } from "./drift-bins.ts";
import { creationMonths } from "./drift-months.ts";
import { type DriftPeriods, RECENT, REFERENCE } from "./drift-periods.ts";
import type { DriftScoreMonth, DriftScores } from "./drift-result.ts";
import { openStability } from "./drift-stability.ts";
import { type DriftRisk, type OpenTest, shufflesFor, tooFewUnits, withHolm } from "./drift-standing.ts";
import { meanChange, sumsOf } from "./mean-change.ts";

const QUANTILES = [0.1, 0.25, 0.5, 0.75, 0.9];
/** A change of the mean by less than this many standard deviations is seldom worth knowing. */
const SMALL_CHANGE = 0.2;

/** Scores at the landmark then and now, and month by month: distribution, mean, quantiles, shares above thresholds. */
export function driftScores(
	dataset: Dataset,
	replay: Replay,
	{ periods, random, ...risk }: { readonly periods: DriftPeriods; readonly random: Random } & DriftRisk,
): DriftScores {
	const { landmarkScore, lead } = replay.columns;
	const rowsOf = (period: number) => [...periods.of.keys()].filter((row) => periods.of[row] === period);
	const scoresOf = (rows: readonly number[]) => Float64Array.from(rows, (row) => landmarkScore[row]!).sort();
	const before = scoresOf(rowsOf(REFERENCE));
	const after = scoresOf(rowsOf(RECENT));
	const replicates = shufflesFor(3, risk);
	const stability = openStability(scoreBins(replay, periods), { periods, random: random.fork("scores"), replicates });
	const [sumsBefore, sumsAfter] = [sumsOf(before), sumsOf(after)];
	const inflation = meanInflation(replay, { periods, before, after });
	const mean = meanChange(sumsBefore, sumsAfter, { inflation });
	const spread = before.length < 2 ? undefined : Math.sqrt(varianceOf(sumsBefore));
	const few = tooFewUnits(periods);
	const meanTest = trendTest(
		[
			{ at: 0, ...sumsBefore },
			{ at: 1, ...sumsAfter },
		],
		{ inflation },
	);
	const half = mean.interval === undefined ? undefined : (mean.interval[1] - mean.interval[0]) / 2;
	const isBlind = spread !== undefined && half !== undefined && half > SMALL_CHANGE * spread;
	const openMean: OpenTest = few ?? {
		pValue: meanTest.pValue,
		isBlocked: false,
		isBlind,
		...(isBlind
			? {
					reason: "the interval of the mean is wider than a fifth of the scores' spread to each side",
					moreNeeded: Math.ceil((before.length + after.length) * ((half! / (SMALL_CHANGE * spread!)) ** 2 - 1)),
				}
			: {}),
	};
	const months = creationMonths(dataset, lead).map(({ month, at, rows }) => {
		const scores = scoresOf(rows.filter((row) => !Number.isNaN(landmarkScore[row]!)));
		return { month, at, scores, sums: sumsOf(scores) };
	});
	const trend = trendTest(
		months.map(({ at, sums }) => ({ at, ...sums })),
		{ inflation },
	);
	const scored = months.reduce((sum, { scores }) => sum + scores.length, 0);
	const openTrend: OpenTest =
		scored < 2 * LEAST_EACH || trend.pValue === undefined
			? {
					pValue: undefined,
					isBlocked: true,
					isBlind: true,
					reason: trend.reason ?? `${scored} leads; at least ${2 * LEAST_EACH} are needed`,
					moreNeeded: scored < 2 * LEAST_EACH ? 2 * LEAST_EACH - scored : undefined,
				}
			: { pValue: trend.pValue, isBlocked: false, isBlind: openMean.isBlind };
	const [testedStability, testedMean, testedTrend] = withHolm<OpenTest>([stability, openMean, openTrend], risk);
	return {
		stability: { name: "score", psi: stability.psi, bins: stability.bins, ...testedStability! },
		mean: { ...mean, ...testedMean! },
		trend: { ...trend, ...testedTrend! },
		spread,
		quantiles: QUANTILES.map((share) => ({
			share,
			before: sortedQuantile(before, share),
			after: sortedQuantile(after, share),
		})),
		above: thresholdsOf(replay).map(({ stage, threshold }) => ({
			stage,
			threshold,
			before: shareAbove(before, threshold),
			after: shareAbove(after, threshold),
		})),
		months: months.map(({ month, scores, sums }): DriftScoreMonth => {
			const value = scores.length === 0 ? undefined : sums.sum / scores.length;
			const reach = Z_95 * Math.sqrt((varianceOf(sums) * inflation) / scores.length);
			return {
				month,
				leads: scores.length,
				mean: value,
				interval: value === undefined || scores.length < LEAST_EACH ? undefined : [value - reach, value + reach],
				median: sortedQuantile(scores, 0.5),
				high: sortedQuantile(scores, 0.9),
				above: thresholdsOf(replay).map(({ stage, threshold }) => ({
					stage,
					threshold,
					share: shareAbove(scores, threshold),
				})),
			};
		}),
	};
}

function scoreBins({ columns: { landmarkScore } }: Replay, { rows }: DriftPeriods) {
	const counts = new Map<number, number>();
	for (const row of rows) counts.set(landmarkScore[row]!, (counts.get(landmarkScore[row]!) ?? 0) + 1);
	const { labels, binOf } = equalParts(
		[...counts].sort(([a], [b]) => a - b),
		{ decimals: 1 },
	);
	return { rows, labels, bin: Int32Array.from(rows, (row) => binOf.get(landmarkScore[row]!)!) };
}

function meanInflation(
	{ columns: { landmarkScore } }: Replay,
	{
		periods,
		before,
		after,
	}: { readonly periods: DriftPeriods; readonly before: Float64Array; readonly after: Float64Array },
): number {
	const { accounts, of, rows } = periods;
	if (accounts === undefined || before.length === 0 || after.length === 0) return 1;
	const mean = (scores: Float64Array) => scores.reduce((sum, score) => sum + score, 0) / scores.length;
	const [b, a] = [mean(before), mean(after)];
	const terms = Float64Array.from(rows, (row) =>
		of[row] === REFERENCE ? (b - landmarkScore[row]!) / before.length : (landmarkScore[row]! - a) / after.length,
	);
	return accountInflation(rows, { accounts, terms: [terms] });
}

function thresholdsOf({ model }: Replay) {
	return Object.entries(model.stages).map(([stage, { score }]) => ({ stage, threshold: score }));
}

function shareAbove(ascending: Float64Array, threshold: number) {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (ascending[middle]! < threshold) low = middle + 1;
		else high = middle;
	}
	return estimateRate(ascending.length - low, ascending.length);
}

function varianceOf({
	count,
	sum,
	squares,
}: {
	readonly count: number;
	readonly sum: number;
	readonly squares: number;
}) {
	return count < 2 ? 0 : Math.max(0, squares - (sum * sum) / count) / (count - 1);
}
