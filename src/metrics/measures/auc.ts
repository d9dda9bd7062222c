import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import type { Measure, TableSums } from "./measure.ts";
import { rarerOutcome } from "./smallest-group.ts";

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

/**
 * {@link auc} as a measure. Its interval and its influence are DeLong's, see `delongInterval` and `delongTest`; drawn, it is
 * read from the sums.
 *
 * @example aucMeasure.name // "AUC"
 */
export const aucMeasure: Measure = {
	name: "AUC",
	kind: "share",
	higherIsBetter: true,
	range: [0, 1],
	of: auc,
	reason: "one of the outcomes is missing",
	reader: () => readAuc,
	smallest: rarerOutcome,
};

function readAuc({ positives, negatives }: TableSums): number {
	let wins = 0;
	let below = negatives[0]!;
	for (let row = 0; row < positives.length - 1; row++) {
		// Negatives below the row and half of those on it: the mean of what is below its lower and its upper edge.
		wins += (positives[row]! - positives[row + 1]!) * (negatives[0]! - (negatives[row + 1]! + below) / 2);
		below = negatives[row + 1]!;
	}
	return wins / (positives[0]! * negatives[0]!);
}
