import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** One point of the ROC curve. */
export interface RocPoint {
	/** "At least this score"; `Infinity` for the first point, where nobody is flagged. */
	readonly threshold: number;
	readonly falsePositiveRate: number;
	readonly truePositiveRate: number;
}

/**
 * The ROC curve from (0, 0) to (1, 1), one point per distinct score from high to low. Empty when there is no positive
 * or no negative.
 *
 * @example rocPoints(scoreTable([1, 2], [0, 1])).length // 3
 */
export function rocPoints(table: ScoreTable): RocPoint[] {
	const totals = tableTotals(table);
	if (totals.positives === 0 || totals.negatives === 0) return [];
	const points: RocPoint[] = [{ threshold: Number.POSITIVE_INFINITY, falsePositiveRate: 0, truePositiveRate: 0 }];
	let positives = 0;
	let negatives = 0;
	for (let i = table.scores.length - 1; i >= 0; i--) {
		positives += table.positives[i]!;
		negatives += table.negatives[i]!;
		points.push({
			threshold: table.scores[i]!,
			falsePositiveRate: negatives / totals.negatives,
			truePositiveRate: positives / totals.positives,
		});
	}
	return points;
}
