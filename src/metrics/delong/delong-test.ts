import { normalTail } from "../distributions/normal.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";
import { studentCriticalValue, studentTwoSided } from "../distributions/student.ts";
import { auc } from "../ranking/auc.ts";
import type { Uncertain } from "../rates/estimate.ts";
import { tooFew, undetermined } from "../rates/too-few.ts";
import type { JointScoreTable } from "../tables/joint-score-table.ts";
import { placements } from "../tables/placements.ts";
import { tableTotals } from "../tables/score-table.ts";
import { delongVariance } from "./delong-interval.ts";

/** Two AUCs on the same leads. */
export interface DelongComparison {
	readonly state: "measured";
	readonly first: number;
	readonly second: number;
	/** First minus second. */
	readonly difference: number;
	readonly standardError: number;
	/** Of the difference, `[low, high]` at `confidence`. */
	readonly interval: readonly [number, number];
	readonly confidence: number;
	readonly z: number;
	/** Two-sided. */
	readonly pValue: number;
	readonly positives: number;
	readonly negatives: number;
}

/**
 * DeLong's covariance of the AUCs of two models on the same leads. `undefined` with fewer than two positives or two
 * negatives. Source: DeLong, DeLong and Clarke-Pearson 1988; as R pROC `cov`.
 *
 * @example delongCovariance(jointScoreTable([1, 2, 3, 4], [1, 2, 3, 4], [0, 1, 0, 1])) // 0.125, the variance
 */
export function delongCovariance(joint: JointScoreTable): number | undefined {
	const { positives, negatives } = tableTotals(joint.first);
	const first = auc(joint.first);
	const second = auc(joint.second);
	if (positives < 2 || negatives < 2 || first === undefined || second === undefined) return undefined;
	const a = placements(joint.first);
	const b = placements(joint.second);
	let positive = 0;
	let negative = 0;
	for (let i = 0; i < joint.positives.length; i++) {
		const one = joint.firstRow[i]!;
		const other = joint.secondRow[i]!;
		positive += joint.positives[i]! * (a.ofPositive[one]! - first) * (b.ofPositive[other]! - second);
		negative += joint.negatives[i]! * (a.ofNegative[one]! - first) * (b.ofNegative[other]! - second);
	}
	return positive / (positives - 1) / positives + negative / (negatives - 1) / negatives;
}

/**
 * Why two AUCs have no spread to be tested against: the reason that applies, from the AUCs themselves.
 *
 * @example noSpreadReason(0, 1) // "both scores separate the outcomes without fail, ..."
 */
export function noSpreadReason(first: number, second: number): string {
	const nothing = "there is no spread to test against";
	if (first === second) return `the two models rank these leads alike: ${nothing}`;
	const kind = (value: number) =>
		value === 0 || value === 1 ? "separates the outcomes without fail" : "is the same for all leads";
	if (kind(first) === kind(second)) return `each of the two scores ${kind(first)}: ${nothing}`;
	return `one score ${kind(first)}, the other ${kind(second)}: ${nothing}`;
}

/**
 * DeLong's test of two AUCs on the same leads: z = difference / sqrt(V1 + V2 - 2 cov), with the interval of the
 * difference.
 *
 * "Cannot tell yet" below 20 positives or negatives, and when there is no spread to test against (the two rank the leads
 * alike, or each separates the outcomes or is constant).
 * `reference`: what z is held against, for the p-value and the interval alike. `normal` is DeLong's test; with 20 positives
 * its interval holds the true difference 92 % of the time, as the spread is known from few leads only. `student`, with the
 * scarcer outcome's leads less 1 as degrees, holds it 94 % of the time and is what differences are shown with.
 * Source: as R pROC `roc.test(method = "delong", paired = TRUE)`.
 *
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example delongTest(jointScoreTable([1, 2], [2, 1], [0, 1])).state // "cannot tell yet"
 */
export function delongTest(
	joint: JointScoreTable,
	{
		confidence = 0.95,
		leastEach,
		reference = "normal",
	}: {
		readonly confidence?: number;
		readonly leastEach?: number;
		readonly reference?: "normal" | "student";
	} = {},
): DelongComparison | Uncertain {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`delongTest: confidence must be in (0, 1), got ${confidence}.`);
	}
	const few = tooFew(joint.first, leastEach === undefined ? {} : { leastEach });
	if (few !== undefined) return few;
	const first = auc(joint.first);
	const second = auc(joint.second);
	const own = delongVariance(joint.first);
	const other = delongVariance(joint.second);
	const shared = delongCovariance(joint);
	if (first === undefined || second === undefined || own === undefined || other === undefined || shared === undefined) {
		return undetermined(joint.first, "AUC needs two of each outcome");
	}
	const variance = own + other - 2 * shared;
	// Equal placements leave rounding behind, not 0.
	if (!(variance > 1e-14 * (own + other))) {
		return undetermined(joint.first, noSpreadReason(first, second));
	}
	const standardError = Math.sqrt(variance);
	const difference = first - second;
	const z = difference / standardError;
	const { positives, negatives } = tableTotals(joint.first);
	const degrees = Math.min(positives, negatives) - 1;
	const student = reference === "student";
	const reach = student ? studentCriticalValue(confidence, degrees) : normalQuantile(0.5 + confidence / 2);
	return {
		state: "measured",
		first,
		second,
		difference,
		standardError,
		interval: [difference - reach * standardError, difference + reach * standardError],
		confidence,
		z,
		pValue: Math.min(1, student ? studentTwoSided(z, degrees) : 2 * normalTail(Math.abs(z))),
		positives,
		negatives,
	};
}
