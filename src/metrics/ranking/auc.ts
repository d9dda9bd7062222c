import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/**
 * Area under the ROC curve: the chance that a positive scores higher than a negative, a tie counting one half.
 * U = sum over scores of n1(s) (negatives below s + n0(s) / 2); AUC = U / (N1 N0).
 *
 * `undefined` when there is no positive or no negative. Source: Mann-Whitney; as scikit-learn `roc_auc_score`.
 *
 * @example auc(scoreTable([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])) // 0.75
 */
export function auc(table: ScoreTable): number | undefined {
	const totals = tableTotals(table);
	if (totals.positives === 0 || totals.negatives === 0) return undefined;
	let below = 0;
	let wins = 0;
	for (let i = 0; i < table.scores.length; i++) {
		const negatives = table.negatives[i]!;
		wins += table.positives[i]! * (below + negatives / 2);
		below += negatives;
	}
	return wins / (totals.positives * totals.negatives);
}
