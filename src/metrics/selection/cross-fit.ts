import { logistic } from "../distributions/logistic.ts";
import { clusterFolds } from "./cluster-folds.ts";
import { strongestProducts, withProducts } from "./feature-products.ts";
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
 * row when there are more than 4,000; the search ends at the first that is worse). Products of two features that the fit
 * misses most are added, fold by fold, and kept where they bring the log loss of the folds left out down: so two facts
 * that decide only together are seen. Nothing is drawn.
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
function heldOut(input: HeldOutInput) {
	const { fitOn, folds, foldOf } = input;
	const stride = Math.ceil(fitOn.length / ROWS_TO_CHOOSE_ON);
	const some = stride > 1 ? fitOn.filter((_, place) => place % stride === 0) : fitOn;
	const without = (rows: Int32Array) =>
		Array.from({ length: folds }, (_, fold) => rows.filter((i) => foldOf[i] !== fold));
	const { ridge, starts } = bestRidge(input, some, without(some));
	const training = without(fitOn);
	const plain = training.map((rows, fold) => fitFold(input, { rows, ridge, start: starts[fold] }));
	const richer = withInteractions(input, { training, plain, ridge });
	return richer === undefined
		? { ...spread(plain, foldOf), ridge }
		: { ...spread(richer.fits, foldOf), ridge: richer.ridge };
}

/** The penalty with the least log loss on folds left out, and the fits that have it. */
function bestRidge({ features, outcomes, foldOf, ridges }: HeldOutInput, some: Int32Array, training: Int32Array[]) {
	let best = ridges[0]!;
	let least = Number.POSITIVE_INFINITY;
	let starts: readonly (LogisticFit | undefined)[] = [];
	for (const ridge of ridges.length > 1 ? ridges : []) {
		let loss = 0;
		// Folds share most rows, and a penalty with the next much of its fit: good places to start from.
		let last: LogisticFit | undefined;
		const fits = training.map((rows, fold) => {
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
	return { ridge: best, starts };
}

/** Log odds of all rows, by the fit that has not seen one fold. */
interface FoldFit {
	readonly fit: LogisticFit;
	readonly lines: Float64Array;
}

interface FoldFitting {
	/** Rows of the other folds whose outcome was seen. */
	readonly rows: Int32Array;
	readonly ridge: number;
	readonly start?: LogisticFit | undefined;
}

function fitFold({ features, outcomes }: Pick<HeldOutInput, "features" | "outcomes">, fitting: FoldFitting): FoldFit {
	const fit = fitLogistic(features, outcomes, fitting);
	const lines = Float64Array.from({ length: outcomes.length }, (_, i) => fit.logOdds(features, i));
	return { fit, lines };
}

/**
 * The same with the products of two features that each plain fit misses most on its own rows, at the penalty with the
 * least log loss on the folds left out: where only products tell, the plain fit asks for a larger one than they do.
 * `undefined` when none brings that loss down.
 */
function withInteractions(
	input: HeldOutInput,
	{
		training,
		plain,
		ridge,
	}: { readonly training: readonly Int32Array[]; readonly plain: readonly FoldFit[]; readonly ridge: number },
) {
	const { features, outcomes, ridges } = input;
	const wider = plain.map(({ fit, lines }, fold) => {
		const chances = lines.map(logistic);
		const pairs = strongestProducts(features, {
			residuals: chances.map((chance, i) => outcomes[i]! - chance),
			variances: chances.map((chance) => chance * (1 - chance)),
			rows: training[fold]!,
		});
		const longer = new Float64Array(fit.coefficients.length + pairs.length);
		longer.set(fit.coefficients);
		return { features: withProducts(features, pairs), start: { ...fit, coefficients: longer }, any: pairs.length > 0 };
	});
	if (!wider.some(({ any }) => any)) return undefined;
	let best: { readonly fits: readonly FoldFit[]; readonly ridge: number } | undefined;
	let least = lossOf(input, plain);
	for (const one of ridges.filter((other) => other <= ridge)) {
		const fits = training.map((rows, fold) => {
			const { features: table, start } = wider[fold]!;
			return fitFold({ features: table, outcomes }, { rows, ridge: one, start: best?.fits[fold]?.fit ?? start });
		});
		const loss = lossOf(input, fits);
		if (loss >= least) {
			if (best !== undefined) break;
			continue;
		}
		least = loss;
		best = { fits, ridge: one };
	}
	return best;
}

/** Log loss of rows seen, each by the fit that has not seen its fold. */
function lossOf({ outcomes, fitOn, foldOf }: HeldOutInput, fits: readonly FoldFit[]): number {
	let loss = 0;
	for (const i of fitOn) {
		const line = (outcomes[i] === 1 ? -1 : 1) * fits[foldOf[i]!]!.lines[i]!;
		loss += line > 30 ? line : Math.log1p(Math.exp(line));
	}
	return loss;
}

/** What each row gets from the fit that has not seen its fold. */
function spread(fits: readonly FoldFit[], foldOf: Uint8Array) {
	const levels = fits.map(({ lines }) => lines.reduce((sum, line) => sum + line, 0) / lines.length);
	const line = (i: number) => fits[foldOf[i]!]!.lines[i]!;
	return {
		probabilities: Float64Array.from(foldOf, (_, i) => logistic(line(i))),
		order: Float64Array.from(foldOf, (fold, i) => line(i) - levels[fold]!),
	};
}
