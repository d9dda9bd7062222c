import {
	type CellMeasure,
	correlatedRateInterval,
	influenceMoments,
	spreadQuantile,
} from "../rates/correlated-rates.ts";
import type { ClusteredJoint } from "../tables/clustered-joint.ts";
import type { JointScoreTable } from "../tables/joint-score-table.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import { tableCells } from "../tables/table-cells.ts";

/** Two scores of the same leads, with their accounts where leads share some. */
export interface ScorePair {
	readonly from: JointScoreTable | ClusteredJoint;
	/** In (0, 1). */
	readonly confidence: number;
}

/** An interval and how it was made; or the reason why there is none. */
export type PairInterval =
	| { readonly interval: readonly [number, number]; readonly method: string }
	| { readonly reason: string };

/** How two scores of the same leads compare by one measure. */
export interface MeasurePair {
	/** Of the first score and of the second; `undefined` where it has no value. */
	readonly values: readonly [number | undefined, number | undefined];
	/** First minus second; asked for only when enough leads stand behind it. */
	readonly interval: () => PairInterval;
	/** What there must be enough of (20 where not said), beside leads of either outcome. */
	readonly stands?: readonly { readonly count: number; readonly noun: string; readonly least?: number }[];
}

/** A measure with its influences, see `Measure.influence`. */
type Influence = (table: ScoreTable) => CellMeasure | undefined;

/**
 * Two scores by a measure with the normal interval of its influences.
 *
 * @param options.factor what the standard error is multiplied by; 1 by default
 * @example influencePair(ksMeasure.influence, { from: jointScoreTable(first, second, outcomes), confidence: 0.95 }).values
 */
export function influencePair(
	influence: Influence,
	{ from, confidence }: ScorePair,
	{ factor = 1 }: { readonly factor?: number } = {},
): MeasurePair {
	const joint = jointOf(from);
	const own = influence(joint.first);
	const other = influence(joint.second);
	return {
		values: [own?.value, other?.value],
		interval() {
			if (own === undefined || other === undefined) return { reason: "one of the outcomes is missing" };
			const cells = cellsOf(from);
			const a = onJoint(own, joint.firstRow);
			const b = onJoint(other, joint.secondRow);
			const { first, second, shared } = influenceMoments(cells, a, b);
			// A score that separates the outcomes shows no spread of its own, which is not to be without any.
			const isSilent = (own: number, table: ScoreTable) => !(own > 1e-18) && table.scores.length > 1;
			if (isSilent(first, joint.first) || isSilent(second, joint.second)) {
				return { reason: "a score separates the outcomes without fail: how far it would vary cannot be seen" };
			}
			const error = factor * Math.sqrt(Math.max(0, first + second - 2 * shared));
			if (!(error > 1e-9)) return { reason: "the leads show no spread of it: an interval would have no width" };
			const half = spreadQuantile(cells, a, b, { confidence }) * error;
			const difference = own.value - other.value;
			return { interval: [difference - half, difference + half], method: "delta" };
		},
	};
}

/**
 * Two scores by a measure that is the rate of something among the leads that reached the outcome once it is multiplied by
 * `scale`: the interval is that of two such rates, {@link correlatedRateInterval}.
 *
 * @example ratePair(liftAtMeasure({ fraction: 0.1 }).influence, pair, { scale: 0.1 }).values // [4.1, 3.9]
 */
export function ratePair(
	influence: Influence,
	{ from, confidence }: ScorePair,
	{ scale }: { readonly scale: number },
): MeasurePair {
	const joint = jointOf(from);
	const own = influence(joint.first);
	const other = influence(joint.second);
	const trials = tableTotals(joint.first).positives;
	const rate = ({ value, influence }: CellMeasure, rowOf: Int32Array) => ({
		value: value * scale,
		influence: onJoint({ value, influence }, rowOf).map((one) => one * scale),
		trials,
	});
	return {
		values: [own?.value, other?.value],
		interval() {
			if (own === undefined || other === undefined) return { reason: "one of the outcomes is missing" };
			const [low, high] = correlatedRateInterval(
				cellsOf(from),
				rate(other, joint.secondRow),
				rate(own, joint.firstRow),
				{ confidence },
			);
			return { interval: [low / scale, high / scale], method: "agresti-caffo, correlated" };
		},
	};
}

/**
 * How many of the leads reached the outcome, and how many did not.
 *
 * @example pairTotals({ from: jointScoreTable([1, 2], [2, 1], [0, 1]), confidence: 0.95 }).positives // 1
 */
export function pairTotals({ from }: ScorePair) {
	return tableTotals(jointOf(from).first);
}

function jointOf(from: JointScoreTable | ClusteredJoint): JointScoreTable {
	return "patterns" in from ? from.joint : from;
}

/** The cells a spread is read from: positives, then negatives. */
function cellsOf(from: JointScoreTable | ClusteredJoint) {
	return "patterns" in from ? from : tableCells(from);
}

/** Influences by row of a model's table as influences by cell of the joint table. */
function onJoint({ influence }: CellMeasure, rowOf: Int32Array): Float64Array {
	const rows = influence.length / 2;
	const cells = rowOf.length;
	return Float64Array.from({ length: 2 * cells }, (_, cell) =>
		cell < cells ? influence[rowOf[cell]!]! : influence[rows + rowOf[cell - cells]!]!,
	);
}
