import { type Calibrator, probabilityOf } from "../calibration/calibrator.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import { meanLossReader } from "./mean-loss-reader.ts";
import type { Measure } from "./measure.ts";
import { allLeads } from "./smallest-group.ts";

/**
 * Log loss: the mean of minus the natural logarithm of the probability given to what then happened. Lower is better.
 *
 * `undefined` for an empty table, and when something happened that was given no chance at all (the loss is infinite; no
 * clipping hides it). Source: Good 1952; as scikit-learn `log_loss`, but for its clipping.
 *
 * @throws RangeError when the calibrator gives no probability
 * @example logLoss(scoreTable([1], [1]), () => 0.5) // 0.6931471805599453
 */
export function logLoss(table: ScoreTable, calibrator: Calibrator): number | undefined {
	let sum = 0;
	let total = 0;
	for (let i = 0; i < table.scores.length; i++) {
		const p = probabilityOf(calibrator, table.scores[i]!);
		// A count of 0 costs nothing, whatever the probability.
		if (table.positives[i]! > 0) sum -= table.positives[i]! * Math.log(p);
		if (table.negatives[i]! > 0) sum -= table.negatives[i]! * Math.log1p(-p);
		total += table.positives[i]! + table.negatives[i]!;
	}
	return total === 0 || sum === Number.POSITIVE_INFINITY ? undefined : sum / total;
}

/**
 * {@link logLoss} as a measure; the calibrator is held fixed, not fitted again.
 *
 * @example logLossMeasure({ calibrator: () => 0.5 }).of(scoreTable([1], [1])) // 0.6931471805599453
 */
export const logLossMeasure = ({ calibrator }: { readonly calibrator: Calibrator }): Measure => ({
	name: "log loss",
	meaning: "mean surprise at what happened, -ln of the probability it was given; 0 is perfect",
	kind: "share",
	higherIsBetter: false,
	range: [0, Number.POSITIVE_INFINITY],
	of: (table) => logLoss(table, calibrator),
	reason: "there is no lead, or one whose outcome was given no chance at all",
	reader: (scores) =>
		meanLossReader(scores, (score, outcome) => {
			const p = probabilityOf(calibrator, score);
			return outcome === 1 ? -Math.log(p) : -Math.log1p(-p);
		}),
	smallest: allLeads,
});
