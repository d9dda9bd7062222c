import { auc } from "./auc.ts";
import type { Measurement } from "./measured.ts";
import { normalQuantile } from "./normal-quantile.ts";
import { placements } from "./placements.ts";
import { type ScoreTable, tableTotals } from "./score-table.ts";
import { tooFew, undetermined } from "./uncertain.ts";

/**
 * DeLong's variance of the AUC: the sample variance of the positives' placements over their number, plus the same of
 * the negatives. From counts, so its cost grows with the number of distinct scores and not of leads.
 *
 * `undefined` with fewer than two positives or two negatives. 0 when the classes are separated (then it says nothing).
 * Source: DeLong, DeLong and Clarke-Pearson 1988; Sun and Xu 2014; as R pROC `var`.
 *
 * @example delongVariance(scoreTable([1, 2, 3, 4], [0, 1, 0, 1])) // 0.125
 */
export function delongVariance(table: ScoreTable): number | undefined {
	const { positives, negatives } = tableTotals(table);
	const mean = auc(table);
	if (positives < 2 || negatives < 2 || mean === undefined) return undefined;
	const { ofPositive, ofNegative } = placements(table);
	let positive = 0;
	let negative = 0;
	for (let i = 0; i < table.scores.length; i++) {
		positive += table.positives[i]! * (ofPositive[i]! - mean) ** 2;
		negative += table.negatives[i]! * (ofNegative[i]! - mean) ** 2;
	}
	return positive / (positives - 1) / positives + negative / (negatives - 1) / negatives;
}

/**
 * AUC with DeLong's interval, AUC +- z sqrt(variance), cut at 0 and 1 (as R pROC `ci.auc`).
 *
 * "Cannot tell yet" below 20 positives or negatives, and when the classes are separated or all scores equal: the variance is
 * then 0 and the interval a point, which would be a promise nobody can keep.
 *
 * @param options.confidence in (0, 1); 0.95 by default
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example delongInterval(scoreTable([1, 2], [0, 1])).state // "cannot tell yet"
 */
export function delongInterval(
	table: ScoreTable,
	{ confidence = 0.95, leastEach }: { readonly confidence?: number; readonly leastEach?: number } = {},
): Measurement {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`delongInterval: confidence must be in (0, 1), got ${confidence}.`);
	}
	const few = tooFew(table, leastEach === undefined ? {} : { leastEach });
	if (few !== undefined) return few;
	const value = auc(table);
	const variance = delongVariance(table);
	if (value === undefined || variance === undefined) return undetermined(table, "AUC needs two of each outcome");
	if (!(variance > 0)) {
		return undetermined(
			table,
			value === 0.5 ? "all leads have one score" : "the score separates the outcomes without fail",
		);
	}
	const half = normalQuantile(0.5 + confidence / 2) * Math.sqrt(variance);
	return {
		state: "measured",
		value,
		interval: [Math.max(0, value - half), Math.min(1, value + half)],
		confidence,
		method: "delong",
		...tableTotals(table),
	};
}
