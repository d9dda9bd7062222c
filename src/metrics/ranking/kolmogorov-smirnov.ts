import type { ScoreTable } from "../tables/score-table.ts";
import { rocPoints } from "./roc-points.ts";

/**
 * Kolmogorov-Smirnov distance: the largest gap between the score distributions of positives and negatives, in [0, 1].
 * `undefined` when there is no positive or no negative.
 *
 * @example kolmogorovSmirnov(scoreTable([1, 2, 3, 4], [0, 0, 1, 1])) // 1
 */
export function kolmogorovSmirnov(table: ScoreTable): number | undefined {
	const points = rocPoints(table);
	if (points.length === 0) return undefined;
	return points.reduce(
		(largest, { falsePositiveRate, truePositiveRate }) =>
			Math.max(largest, Math.abs(truePositiveRate - falsePositiveRate)),
		0,
	);
}
