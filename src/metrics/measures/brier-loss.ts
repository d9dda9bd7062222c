import { type Calibrator, probabilityOf } from "../calibration/calibrator.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import { meanLossReader } from "./mean-loss-reader.ts";
import type { Measure } from "./measure.ts";
import { allLeads } from "./smallest-group.ts";

/**
 * Brier loss: the mean squared distance between the probability a lead was given and its outcome (1 or 0). Lower is
 * better. `undefined` for an empty table. Source: Brier 1950; as scikit-learn `brier_score_loss`.
 *
 * @throws RangeError when the calibrator gives no probability
 * @example brierLoss(scoreTable([1, 2], [0, 1]), (score) => score / 4) // 0.15625
 */
export function brierLoss(table: ScoreTable, calibrator: Calibrator): number | undefined {
	let sum = 0;
	let total = 0;
	for (let i = 0; i < table.scores.length; i++) {
		const p = probabilityOf(calibrator, table.scores[i]!);
		sum += table.positives[i]! * (1 - p) ** 2 + table.negatives[i]! * p * p;
		total += table.positives[i]! + table.negatives[i]!;
	}
	return total === 0 ? undefined : sum / total;
}

/**
 * {@link brierLoss} as a measure; the calibrator is held fixed, not fitted again.
 *
 * @example brierLossMeasure({ calibrator: () => 0.5 }).of(scoreTable([1], [1])) // 0.25
 */
export const brierLossMeasure = ({ calibrator }: { readonly calibrator: Calibrator }): Measure => ({
	name: "Brier loss",
	meaning: "mean squared distance of the probabilities from what happened; 0 is perfect",
	kind: "share",
	higherIsBetter: false,
	range: [0, 1],
	of: (table) => brierLoss(table, calibrator),
	reason: "there is no lead",
	reader: (scores) => meanLossReader(scores, (score, outcome) => (outcome - probabilityOf(calibrator, score)) ** 2),
	smallest: allLeads,
});
