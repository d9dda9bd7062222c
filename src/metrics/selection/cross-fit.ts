import { clusterFolds } from "./cluster-folds.ts";
import type { FeatureRows } from "./feature-rows.ts";
import { fitLogistic, type LogisticFit } from "./fit-logistic.ts";

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
	/** Log odds of being worked, less what the same fit gives all rows on average: an order, free of each fold's level. */
	readonly workedOrder: Float64Array;
	/** The same of the outcome. */
	readonly outcomeOrder: Float64Array;
	/** The penalties that were used. */
	readonly ridge: { readonly propensity: number; readonly outcome: number };
}

/** How to fit. */
export interface CrossFitOptions {
	/** 5 by default, fewer when there are fewer accounts. */
	readonly folds?: number;
	/**
	 * Penalties to choose from, from the largest down, see `fitLogistic`; 125, 25, 5 and 1 by default. One alone is used
	 * as it is.
	 */
	readonly ridges?: readonly number[];
}

/** More rows than this do not make the choice of a penalty better. */
const ROWS_TO_CHOOSE_ON = 4_000;
/** Slope left in fits that only choose a penalty. */
const ROUGH = 1e-4;

/**
 * Fits the chance of being worked and the chance of a positive outcome among the worked, by penalised logistic
 * regression, K times: each lead gets the chances of the fit that has not seen its fold, and the leads of an account share
 * a fold. Without this an estimate would be sure of what it has only memorised.
 *
 * Of several penalties the one with the least log loss on the folds left out is taken, for each of the two (on every k-th
 * row when there are more than 4,000; the search ends at the first that is worse). Nothing is drawn.
 *
 * @example crossFit({ features, worked, outcomes, clusters }).propensities[0] // 0.31
 */
export function crossFit(
	{ features, outcomeFeatures = features, worked, outcomes, clusters }: CrossFitInput,
	{ folds: wanted = 5, ridges = [125, 25, 5, 1] }: CrossFitOptions = {},
): CrossFit {
	const folds = Math.max(2, Math.min(wanted, new Set(Array.from(clusters)).size));
	const foldOf = clusterFolds(clusters, { folds });
	const all = Int32Array.from({ length: worked.length }, (_, i) => i);
	const seen = all.filter((i) => worked[i] === 1);
	const chance = heldOut({ features, outcomes: worked, fitOn: all, foldOf, folds, ridges });
	const outcome = heldOut({ features: outcomeFeatures, outcomes, fitOn: seen, foldOf, folds, ridges });
	return {
		propensities: chance.probabilities,
		predictions: outcome.probabilities,
		workedOrder: chance.order,
		outcomeOrder: outcome.order,
		ridge: { propensity: chance.ridge, outcome: outcome.ridge },
	};
}

interface HeldOutInput {
	readonly features: FeatureRows;
	readonly outcomes: ArrayLike<number>;
	/** Rows whose outcome was seen. */
	readonly fitOn: Int32Array;
	readonly foldOf: Uint8Array;
	readonly folds: number;
	readonly ridges: readonly number[];
}

/** The probability of every row by the fit on the other folds, with the best of the penalties. */
function heldOut({ features, outcomes, fitOn, foldOf, folds, ridges }: HeldOutInput) {
	const stride = Math.ceil(fitOn.length / ROWS_TO_CHOOSE_ON);
	const some = stride > 1 ? fitOn.filter((_, place) => place % stride === 0) : fitOn;
	const without = (rows: Int32Array) =>
		Array.from({ length: folds }, (_, fold) => rows.filter((i) => foldOf[i] !== fold));
	const someWithout = without(some);
	let best = ridges[0]!;
	let least = Number.POSITIVE_INFINITY;
	let starts: readonly (LogisticFit | undefined)[] = [];
	for (const ridge of ridges.length > 1 ? ridges : []) {
		let loss = 0;
		// Folds share most rows, and a penalty with the next much of its fit: good places to start from.
		let last: LogisticFit | undefined;
		const fits = someWithout.map((rows, fold) => {
			last = fitLogistic(features, outcomes, { rows, ridge, tolerance: ROUGH, start: starts[fold] ?? last });
			return last;
		});
		for (const i of some) {
			loss -= Math.log(Math.abs(outcomes[i]! - 1 + fits[foldOf[i]!]!.probability(features, i)));
		}
		if (loss >= least) break;
		least = loss;
		best = ridge;
		starts = fits;
	}
	const size = foldOf.length;
	const probabilities = new Float64Array(size);
	const order = new Float64Array(size);
	const fullWithout = stride > 1 ? without(fitOn) : someWithout;
	for (let fold = 0; fold < folds; fold++) {
		const { logOdds } = fitLogistic(features, outcomes, { rows: fullWithout[fold]!, ridge: best, start: starts[fold] });
		const lines = Float64Array.from({ length: size }, (_, i) => logOdds(features, i));
		const level = lines.reduce((sum, line) => sum + line, 0) / size;
		for (let i = 0; i < size; i++) {
			if (foldOf[i] !== fold) continue;
			probabilities[i] = 1 / (1 + Math.exp(-lines[i]!));
			order[i] = lines[i]! - level;
		}
	}
	return { probabilities, order, ridge: best };
}
