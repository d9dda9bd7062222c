import type { FeatureRows } from "./propensity-features.ts";
import { clusterFolds } from "./propensity-folds.ts";
import { fitLogistic } from "./propensity-logistic.ts";

/** What to fit, an entry a lead. */
export interface CrossFitInput {
	/** What predicts being worked. */
	readonly features: FeatureRows;
	/** What predicts the outcome; the same features by default. */
	readonly outcomeFeatures?: FeatureRows;
	/** 1 where sales worked the lead, 0 elsewhere. */
	readonly worked: ArrayLike<number>;
	/** 1 or 0; where not worked it is not looked at. */
	readonly outcomes: ArrayLike<number>;
	/** Which account each lead belongs to. */
	readonly clusters: ArrayLike<string | number>;
}

/** Fitted chances, each from leads of other accounts. */
export interface CrossFit {
	/** Chance of being worked. */
	readonly propensities: Float64Array;
	/** Chance of a positive outcome, had the lead been worked. */
	readonly predictions: Float64Array;
}

/**
 * Fits the chance of being worked and the chance of a positive outcome among the worked, by penalised logistic
 * regression, K times: each lead gets the chances of the fit that has not seen its fold, and the leads of an account share
 * a fold. Without this an estimate would be sure of what it has only memorised.
 *
 * @param options.folds 5 by default, fewer when there are fewer accounts
 * @param options.ridge penalty, see `fitLogistic`; 1 by default
 * @example crossFit({ features, worked, outcomes, clusters }).propensities[0] // 0.31
 */
export function crossFit(
	{ features, outcomeFeatures = features, worked, outcomes, clusters }: CrossFitInput,
	{ folds: wanted = 5, ridge = 1 }: { readonly folds?: number; readonly ridge?: number } = {},
): CrossFit {
	const n = worked.length;
	const accounts = new Set(Array.from(clusters)).size;
	const folds = Math.max(2, Math.min(wanted, accounts));
	const foldOf = clusterFolds(clusters, { folds });
	const propensities = new Float64Array(n);
	const predictions = new Float64Array(n);
	for (let fold = 0; fold < folds; fold++) {
		const inside: number[] = [];
		const others: number[] = [];
		for (let i = 0; i < n; i++) (foldOf[i] === fold ? inside : others).push(i);
		const chance = fitLogistic(features, worked, { rows: others, ridge });
		const outcome = fitLogistic(outcomeFeatures, outcomes, { rows: others.filter((i) => worked[i] === 1), ridge });
		for (const i of inside) {
			propensities[i] = chance.probability(features, i);
			predictions[i] = outcome.probability(outcomeFeatures, i);
		}
	}
	return { propensities, predictions };
}
