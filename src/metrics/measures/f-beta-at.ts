import { fBeta } from "../ranking/f-beta.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import { firstFlaggedRow, flagsAt } from "./flags-at.ts";
import type { Measure } from "./measure.ts";
import type { AtThreshold } from "./precision-at.ts";
import { rarerOutcome } from "./smallest-group.ts";

/** Which scores are flagged, and how many times as much as precision recall counts. */
export interface FBetaAt extends AtThreshold {
	readonly beta: number;
}

/**
 * F-beta of the flags "score at least this", see `fBeta`. `undefined` when no lead is flagged or there is no positive. As
 * scikit-learn `fbeta_score`.
 *
 * @throws RangeError when beta is not above 0
 * @example fBetaAt(scoreTable([1, 2, 2], [0, 1, 0]), { threshold: 2, beta: 1 }) // 0.6667
 */
export function fBetaAt(table: ScoreTable, at: FBetaAt): number | undefined {
	const { hits, flagged, reached } = flagsAt(table, at);
	return fBeta({ hits, flagged, caught: hits, reached }, at);
}

/**
 * {@link fBetaAt} as a measure.
 *
 * @example fBetaAtMeasure({ threshold: 2, beta: 2 }).name // "F2"
 */
export const fBetaAtMeasure = (at: FBetaAt): Measure => ({
	name: `F${at.beta}`,
	meaning: `precision and recall in one number, recall weighing ${at.beta} times as much`,
	kind: "share",
	higherIsBetter: true,
	range: [0, 1],
	of: (table) => fBetaAt(table, at),
	reason: "no lead is flagged, or there is no positive",
	reader(scores) {
		const row = firstFlaggedRow(scores, at.threshold);
		return ({ positives, negatives }) => {
			const hits = positives[row]!;
			const counts = { hits, flagged: hits + negatives[row]!, caught: hits, reached: positives[0]! };
			return fBeta(counts, at) ?? Number.NaN;
		};
	},
	flagged: (table) => flagsAt(table, at).flagged,
	smallest: (table) => Math.min(rarerOutcome(table), flagsAt(table, at).flagged),
});
