import type { ScoreTable } from "../tables/score-table.ts";
import { precisionRecallPoints } from "./precision-recall-points.ts";

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
