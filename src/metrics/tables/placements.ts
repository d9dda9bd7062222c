import { type ScoreTable, tableTotals } from "./score-table.ts";

/**
 * Placement values of every score: `ofPositive[i]` is the share of negatives below `scores[i]`, `ofNegative[i]` the
 * share of positives above it, a tie counting one half. Their means, over positives and over negatives, are both the AUC.
 *
 * Needs a positive and a negative; otherwise the shares are NaN.
 *
 * @example placements(scoreTable([1, 2, 2], [0, 1, 0])).ofPositive // [0.25, 0.75]
 */
export function placements(table: ScoreTable): {
	readonly ofPositive: Float64Array;
	readonly ofNegative: Float64Array;
} {
	const { positives, negatives } = tableTotals(table);
	const ofPositive = new Float64Array(table.scores.length);
	const ofNegative = new Float64Array(table.scores.length);
	let negativesBelow = 0;
	let positivesBelow = 0;
	for (let i = 0; i < table.scores.length; i++) {
		ofPositive[i] = (negativesBelow + table.negatives[i]! / 2) / negatives;
		negativesBelow += table.negatives[i]!;
		positivesBelow += table.positives[i]!;
		ofNegative[i] = (positives - positivesBelow + table.positives[i]! / 2) / positives;
	}
	return { ofPositive, ofNegative };
}
