import type { ScoreTable } from "../tables/score-table.ts";
import { firstFlaggedRow, flagsAt } from "./flags-at.ts";
import type { Measure } from "./measure.ts";
import type { AtThreshold } from "./precision-at.ts";
import { allLeads } from "./smallest-group.ts";

/**
 * Recall of the flags "score at least this": flagged positives over all positives. `undefined` when there is no positive.
 * As scikit-learn `recall_score`.
 *
 * @example recallAt(scoreTable([1, 2, 2], [1, 1, 0]), { threshold: 2 }) // 0.5
 */
export function recallAt(table: ScoreTable, at: AtThreshold): number | undefined {
	const { hits, reached } = flagsAt(table, at);
	return reached === 0 ? undefined : hits / reached;
}

/**
 * {@link recallAt} as a measure.
 *
 * @example recallAtMeasure({ threshold: 2 }).of(scoreTable([1, 2, 2], [1, 1, 0])) // 0.5
 */
export const recallAtMeasure = (at: AtThreshold): Measure => ({
	name: "recall",
	meaning: "share with at least that score, of the leads that reached the outcome",
	kind: "rate",
	higherIsBetter: true,
	range: [0, 1],
	of: (table) => recallAt(table, at),
	reason: "there is no positive",
	reader(scores) {
		const row = firstFlaggedRow(scores, at.threshold);
		return ({ positives }) => positives[row]! / positives[0]!;
	},
	smallest: allLeads,
});
