import type { Estimate } from "../rates/estimate.ts";
import { LEAST_EACH } from "../rates/too-few.ts";
import { type CrossFitOptions, crossFit } from "./cross-fit.ts";
import { doublyRobustRate } from "./doubly-robust-rate.ts";
import { type FeatureRows, pickRows } from "./feature-rows.ts";
import { selectionChances } from "./selection-chances.ts";
import { hardlyWorked } from "./selection-overlap.ts";
import { effectiveSampleSize, selectionWeights, topWeightShare } from "./selection-weights.ts";
import { tooFewWorked, weightedRate } from "./weighted-rate.ts";

/** What is known of each lead, an entry a lead. */
export interface SelectionInput {
	/** What was known when it was decided whom to work. */
	readonly features: FeatureRows;
	/** 1 where sales worked the lead, 0 elsewhere. */
	readonly worked: ArrayLike<number>;
	/** 1 or 0; where not worked it is not looked at. */
	readonly outcomes: ArrayLike<number>;
	/** Which account each lead belongs to. */
	readonly clusters: ArrayLike<string | number>;
	/** 1 for leads that were worked for certain (before there was anything to decide); none by default. */
	readonly certain?: ArrayLike<number>;
	/** 1 for leads of a kind that is known to be hardly ever worked; found by the chances alone by default. */
	readonly blind?: ArrayLike<number>;
}

/** How to estimate. */
export interface SelectionOptions extends CrossFitOptions {
	/** Smallest chance of being worked that can be learned from; 0.02 by default. */
	readonly floor?: number;
	/** Fewest positives and negatives worked; 20 by default. */
	readonly least?: number;
}

/** The rate had all been worked, in two ways, with what they hang on. */
export interface SelectionEstimates {
	/** Over the leads of a kind that sales looked at: all of them when `blindRows` is 0. */
	readonly weighted: Estimate;
	readonly doublyRobust: Estimate;
	/** 1 for each lead of a kind that was hardly ever worked: nothing is said of those. */
	readonly blind: Uint8Array;
	readonly blindRows: number;
	/** Chance of being worked; 1 where it is certain; NaN when too little data to fit it. */
	readonly propensities: Float64Array;
	/** 1 / chance where worked and looked at, else 0. */
	readonly weights: Float64Array;
	/** The doubly robust value of each lead, whose mean is the estimate; NaN where blind or not estimated. */
	readonly values: Float64Array;
	/** How many equally weighted leads the weights are worth. */
	readonly effective: number;
	/** Share of the weight on the heaviest 1 % of the worked leads. */
	readonly topShare: number | undefined;
	/** Looked-at leads whose chance is below the floor all the same, and the most that holding them there can move. */
	readonly truncatedRows: number;
	readonly truncationBias: number;
}

/**
 * The rate had all leads been worked, estimated from the worked ones: weighted by the chance of being worked (Hajek),
 * and doubly robust. Both take it that nothing but the features decided whom sales worked, or if something did, that it
 * has nothing to do with the outcome.
 *
 * ```
 * features -> crossFit -> selectionChances -+-> hardlyWorked: leads nobody looked at, excluded
 *                                           +-> selectionWeights -> weightedRate, doublyRobustRate of the rest
 * ```
 *
 * "Cannot tell yet" when fewer than 20 worked leads are positive, or negative, or they are worth fewer than 20 by weight.
 *
 * @throws RangeError when lengths differ
 * @example selectionEstimates({ features, worked, outcomes, clusters }).doublyRobust // { state: "measured", value: 0.58, ... }
 */
export function selectionEstimates(
	input: SelectionInput,
	{ floor = 0.02, least = LEAST_EACH, ...fitting }: SelectionOptions = {},
): SelectionEstimates {
	const { worked, outcomes, clusters } = input;
	const n = worked.length;
	const propensities = new Float64Array(n).fill(Number.NaN);
	const predictions = new Float64Array(n);
	const blind = Uint8Array.from({ length: n }, (_, i) => input.blind?.[i] ?? 0);
	const open = Int32Array.from({ length: n }, (_, i) => i).filter((i) => input.certain?.[i] !== 1);
	for (let i = 0; i < n; i++) if (input.certain?.[i] === 1) propensities[i] = 1;
	const few = tooFewWorked(counted(input, n), { least });
	const scores = [0, 1, 2].map(() => new Float64Array(n));
	if (few === undefined && open.length > 0) fitOpen();
	const looked = Int32Array.from({ length: n }, (_, i) => i).filter((i) => blind[i] === 0);
	const weights = new Float64Array(n);
	const values = new Float64Array(n).fill(Number.NaN);
	const aside = { blind, blindRows: n - looked.length, propensities, weights, values };
	if (few !== undefined) {
		return { weighted: few, doublyRobust: few, ...aside, effective: 0, topShare: undefined, ...NO_TRUNCATION };
	}
	const pick = (list: ArrayLike<number>) => Float64Array.from(looked, (i) => list[i]!);
	const seen = pick(outcomes);
	const held = selectionWeights(pick(worked), pick(propensities), { floor });
	looked.forEach((i, k) => {
		weights[i] = held.weights[k]!;
		values[i] = predictions[i]! + (weights[i]! > 0 ? weights[i]! * (outcomes[i]! - predictions[i]!) : 0);
	});
	const groups = Array.from(looked, (i) => clusters[i]!);
	const common = { clusters: groups, least };
	return {
		weighted: weightedRate(seen, held.weights, { ...common, fitted: scores.map(pick) }),
		doublyRobust: doublyRobustRate(
			{ outcomes: seen, weights: held.weights, predictions: pick(predictions), clusters: groups },
			{ least },
		),
		...aside,
		effective: effectiveSampleSize(held.weights),
		topShare: topWeightShare(held.weights),
		truncatedRows: held.truncatedRows,
		truncationBias: held.truncationBias,
	};

	/** Fits the chances of the leads that were not worked for certain; twice when some turn out to be blind. */
	function fitOpen() {
		const part = {
			features: pickRows(input.features, open),
			worked: Uint8Array.from(open, (i) => worked[i]!),
			outcomes: Uint8Array.from(open, (i) => (worked[i] === 1 ? outcomes[i]! : 0)),
			clusters: Array.from(open, (i) => clusters[i]!),
		};
		const fit = crossFit(part, fitting);
		const first = selectionChances(fit, part, { floor });
		open.forEach((i, k) => {
			propensities[i] = first.propensities[k]!;
			if (propensities[i]! < floor) blind[i] = 1;
		});
		// Kinds that are known to be blind would hide, or stretch into, others by their number.
		const doubted = open.filter((i) => blind[i] === 0);
		const ofDoubted = (list: ArrayLike<number>) => Float64Array.from(doubted, (i) => list[i]!);
		hardlyWorked(ofDoubted(propensities), ofDoubted(worked), { floor }).forEach((one, k) => {
			if (one === 1) blind[doubted[k]!] = 1;
		});
		const kept = Int32Array.from(open.keys()).filter((k) => blind[open[k]!] === 0);
		const of = <T>(list: ArrayLike<T>) => Array.from(kept, (k) => list[k]!);
		const ordered = {
			...fit,
			workedOrder: Float64Array.from(of(fit.workedOrder)),
			outcomeOrder: Float64Array.from(of(fit.outcomeOrder)),
		};
		const last =
			kept.length === open.length
				? first
				: selectionChances(ordered, { worked: of(part.worked), outcomes: of(part.outcomes) }, { floor });
		kept.forEach((k, place) => {
			const i = open[k]!;
			propensities[i] = last.propensities[place]!;
			predictions[i] = last.predictions[place]!;
			scores.forEach((column, j) => {
				column[i] = last.scores[j]![place]!;
			});
		});
	}
}

const NO_TRUNCATION = { truncatedRows: 0, truncationBias: 0 } as const;

function counted({ worked, outcomes, blind }: SelectionInput, n: number) {
	let positives = 0;
	let negatives = 0;
	for (let i = 0; i < n; i++) {
		if (worked[i] !== 1 || blind?.[i] === 1) continue;
		if (outcomes[i] === 1) positives++;
		else negatives++;
	}
	return { positives, negatives, effective: positives + negatives, rows: n };
}
