import type { CrossFit } from "./cross-fit.ts";
import { featureRows } from "./feature-rows.ts";
import { fitLogistic } from "./fit-logistic.ts";

/** Chances put right by what was seen. */
export interface SelectionChances {
	/** Chance of being worked. */
	readonly propensities: Float64Array;
	/** Chance of a positive outcome, had the lead been worked. */
	readonly predictions: Float64Array;
	/** What the fit of the propensities was asked to balance: `(worked - propensity) x` for each of its three columns. */
	readonly scores: readonly Float64Array[];
}

/** Enough to keep a fit finite when two columns part the worked from the others; next to nothing otherwise. */
const SLIGHT = 0.1;

/**
 * Puts cross-fitted chances right. A penalty pulls chances to their mean, which leaves weights too even and an estimate
 * near the plain rate. So being worked is fitted once more, nearly without a penalty, on two numbers only: the order by
 * which leads were worked, and the order by which they have the outcome. Weights from it balance the one thing that can
 * bend the rate, the outlook of worked leads against that of all. Then the outcome is fitted on its order, among the
 * worked by weight, so that what is predicted adds up to what was seen.
 *
 * @param fit chances from leads of other accounts
 * @param options.floor smallest propensity whose weight is used
 * @example selectionChances(crossFit(input), input).propensities[0] // 0.27
 */
export function selectionChances(
	fit: CrossFit,
	{ worked, outcomes }: { readonly worked: ArrayLike<number>; readonly outcomes: ArrayLike<number> },
	{ floor = 0.02 }: { readonly floor?: number } = {},
): SelectionChances {
	const { workedOrder, outcomeOrder } = fit;
	const both = featureRows(Array.from(workedOrder, (order, i) => [order, outcomeOrder[i]!]));
	const chance = fitLogistic(both, worked, { ridge: SLIGHT });
	const propensities = Float64Array.from(workedOrder, (_, i) => chance.probability(both, i));
	const rows = Int32Array.from(workedOrder.keys()).filter((i) => worked[i] === 1);
	const weights = propensities.map((p) => 1 / Math.max(p, floor));
	const one = featureRows(Array.from(outcomeOrder, (order) => [order]));
	const outcome = fitLogistic(one, outcomes, { ridge: SLIGHT, rows, weights });
	const off = propensities.map((p, i) => worked[i]! - p);
	return {
		propensities,
		predictions: Float64Array.from(outcomeOrder, (_, i) => outcome.probability(one, i)),
		scores: [off, off.map((value, i) => value * workedOrder[i]!), off.map((value, i) => value * outcomeOrder[i]!)],
	};
}
