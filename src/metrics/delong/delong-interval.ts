import { normalQuantile } from "../distributions/normal-quantile.ts";
import { auc } from "../ranking/auc.ts";
import type { Estimate } from "../rates/estimate.ts";
import { tooFew, undetermined } from "../rates/too-few.ts";
import { placements } from "../tables/placements.ts";
import { type ScoreTable, tableCounts, tableTotals } from "../tables/score-table.ts";

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

/** How much of a lead of each class is added before an interval is made. */
const ADDED = 0.5;

/**
 * AUC with DeLong's interval, made on the scale of the logit, ln(A / (1 - A)), so that its ends stay within 0 and 1.
 *
 * Before that half a lead of each class is added whose score says nothing (spread over the scores as the other class is), as
 * is done for rates (Agresti and Coull 1998). Without either, AUC +- z sqrt(variance) as R pROC's `ci.auc` has it (`scale:
 * "plain"`, cut at 0 and 1) holds the truth 86 to 95 % of the time with 20 positives, the less the better the score; with
 * both it is 93 to 97 %, whether the score is worth much or nothing (test/coverage).
 *
 * "Cannot tell yet" below 20 positives or negatives, and when the classes are separated or all scores equal: the variance is
 * then 0.
 *
 * @param options.confidence in (0, 1); 0.95 by default
 * @param options.scale `logit` by default
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example delongInterval(scoreTable([1, 2], [0, 1])).state // "cannot tell yet"
 */
export function delongInterval(
	table: ScoreTable,
	{
		confidence = 0.95,
		leastEach,
		scale = "logit",
	}: { readonly confidence?: number; readonly leastEach?: number; readonly scale?: "logit" | "plain" } = {},
): Estimate {
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
	const z = normalQuantile(0.5 + confidence / 2);
	const interval = scale === "plain" ? plainEnds(value, z * Math.sqrt(variance)) : logitEnds(table, { z });
	return {
		state: "measured",
		value,
		// With almost no confidence asked for, the interval of the table with the added leads need not hold the value.
		interval: [Math.min(value, interval[0]), Math.max(value, interval[1])],
		confidence,
		method: scale === "plain" ? "delong" : "delong logit",
		...tableCounts(table),
	};
}

function plainEnds(value: number, half: number): readonly [number, number] {
	return [Math.max(0, value - half), Math.min(1, value + half)];
}

/**
 * The ends of the interval on the logit scale, with half a lead of each class added; see {@link delongInterval}.
 *
 * @param options.z how many standard errors
 * @param options.designEffect the variance over DeLong's own, where leads do not stand alone; 1 by default
 * @example logitEnds(scoreTable([1, 2, 2, 3], [0, 1, 0, 1]), { z: 1.96 })[1] < 1 // true
 */
export function logitEnds(
	table: ScoreTable,
	{ z, designEffect = 1 }: { readonly z: number; readonly designEffect?: number },
): readonly [number, number] {
	const { positives, negatives } = tableTotals(table);
	const added = {
		scores: table.scores,
		positives: table.positives.map((count, i) => count + (ADDED * table.negatives[i]!) / negatives),
		negatives: table.negatives.map((count, i) => count + (ADDED * table.positives[i]!) / positives),
	};
	const value = auc(added)!;
	const half = (z * Math.sqrt(designEffect * delongVariance(added)!)) / (value * (1 - value));
	const logit = Math.log(value / (1 - value));
	return [1 / (1 + Math.exp(half - logit)), 1 / (1 + Math.exp(-half - logit))];
}
