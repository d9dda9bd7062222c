import type { ScoreTable } from "../tables/score-table.ts";
import { firstFlaggedRow, flagsAt } from "./flags-at.ts";
import type { Measure } from "./measure.ts";
import { rarerOutcome } from "./smallest-group.ts";

/** Which scores are flagged: at least this. */
export interface AtThreshold {
	readonly threshold: number;
}

/**
 * Precision of the flags "score at least this": flagged positives over all flagged. `undefined` when no lead is flagged.
 * As scikit-learn `precision_score`.
 *
 * @example precisionAt(scoreTable([1, 2, 2], [0, 1, 0]), { threshold: 2 }) // 0.5
 */
export function precisionAt(table: ScoreTable, at: AtThreshold): number | undefined {
	const { hits, flagged } = flagsAt(table, at);
	return flagged === 0 ? undefined : hits / flagged;
}

/**
 * {@link precisionAt} as a measure.
 *
 * @example precisionAtMeasure({ threshold: 2 }).of(scoreTable([1, 2, 2], [0, 1, 0])) // 0.5
 */
export const precisionAtMeasure = (at: AtThreshold): Measure => ({
	name: "precision",
	meaning: "share that reached the outcome, of the leads with at least that score",
	kind: "rate",
	higherIsBetter: true,
	range: [0, 1],
	of: (table) => precisionAt(table, at),
	reason: "no lead is flagged",
	reader(scores) {
		const row = firstFlaggedRow(scores, at.threshold);
		return ({ positives, negatives }) => positives[row]! / (positives[row]! + negatives[row]!);
	},
	flagged: (table) => flagsAt(table, at).flagged,
	smallest: (table) => Math.min(rarerOutcome(table), flagsAt(table, at).flagged),
});
