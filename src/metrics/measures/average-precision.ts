import { precisionRecallPoints } from "../ranking/precision-recall-points.ts";
import type { CellMeasure } from "../rates/correlated-rates.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import type { Measure, TableSums } from "./measure.ts";
import { influencePair, pairTotals } from "./measure-pair.ts";
import { rarerOutcome } from "./smallest-group.ts";

/** Leads that reached the outcome below which the interval of a difference holds too seldom: 92 in 100 with 20. */
const LEAST_POSITIVES = 30;

/**
 * Average precision: the sum over distinct thresholds, from high to low, of the gain in recall times the precision
 * there. A step sum, not the trapezoid (which is too optimistic); ties are grouped, so a constant score has the
 * prevalence as its average precision.
 *
 * `undefined` when there is no positive. Source: scikit-learn `average_precision_score`.
 *
 * @example averagePrecision(scoreTable([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])) // 0.8333333333333333
 */
export function averagePrecision(table: ScoreTable): number | undefined {
	const points = precisionRecallPoints(table);
	if (points.length === 0) return undefined;
	let sum = 0;
	let before = 0;
	for (const { precision, recall } of points) {
		sum += (recall - before) * precision;
		before = recall;
	}
	return sum;
}

/**
 * {@link averagePrecision} as a measure. Its influence is the derivative of sum p TP / C over rows, over the positives.
 *
 * @example averagePrecisionMeasure.name // "average precision"
 */
export const averagePrecisionMeasure: Measure = {
	name: "average precision",
	meaning: "mean precision over recall, threshold by threshold; the share that reached the outcome is random order",
	kind: "share",
	higherIsBetter: true,
	range: [0, 1],
	of: averagePrecision,
	reason: "there is no positive",
	reader: () => readAveragePrecision,
	influence: influenceOf,
	pair(pair) {
		const { positives } = pairTotals(pair);
		return {
			...influencePair(influenceOf, pair, { factor: Math.sqrt(positives / (positives - 1)) }),
			stands: [{ count: positives, noun: "leads that reached the outcome", least: LEAST_POSITIVES }],
		};
	},
	smallest: rarerOutcome,
};

function readAveragePrecision({ positives, negatives }: TableSums): number {
	let sum = 0;
	let before = 0;
	for (let row = positives.length - 2; row >= 0; row--) {
		const hits = positives[row]!;
		if (hits === before) continue;
		sum += ((hits - before) * hits) / (hits + negatives[row]!);
		before = hits;
	}
	return sum / positives[0]!;
}

function influenceOf(table: ScoreTable): CellMeasure | undefined {
	const { positives: total, negatives } = tableTotals(table);
	if (total === 0 || negatives === 0) return undefined;
	const rows = table.scores.length;
	const value = averagePrecision(table)!;
	const influence = new Float64Array(2 * rows);
	const share = new Float64Array(rows);
	const flagged = new Float64Array(rows);
	let hits = 0;
	let all = 0;
	for (let row = rows - 1; row >= 0; row--) {
		hits += table.positives[row]!;
		all += table.positives[row]! + table.negatives[row]!;
		share[row] = hits / all;
		flagged[row] = all;
	}
	// One more lead of a row is in the flags of that row and of all rows below it.
	let gained = 0;
	let lost = 0;
	for (let row = 0; row < rows; row++) {
		gained += table.positives[row]! / flagged[row]!;
		lost += (table.positives[row]! * share[row]!) / flagged[row]!;
		influence[row] = (share[row]! + gained - lost - value) / total;
		influence[rows + row] = -lost / total;
	}
	return { value, influence };
}
