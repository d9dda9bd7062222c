import type { Estimate } from "../rates/estimate.ts";
import { LEAST_EACH } from "../rates/too-few.ts";
import { Z_95 } from "../rates/wilson-interval.ts";
import { clusteredVariance, rateInterval } from "./selection-interval.ts";
import { effectiveSampleSize } from "./selection-weights.ts";
import { tooFewWorked } from "./weighted-rate.ts";

/** What the doubly robust rate is made of, an entry a lead. */
export interface DoublyRobustInput {
	/** 1 or 0; where the weight is 0 it is not looked at. */
	readonly outcomes: ArrayLike<number>;
	/** 1 / P(worked) where worked, 0 elsewhere. */
	readonly weights: ArrayLike<number>;
	/** Chance of a positive outcome that a model gives the lead, had it been worked, fitted on other leads. */
	readonly predictions: ArrayLike<number>;
	/**
	 * Where the rate asked about is that of another policy (weights target chance / logged chance): the chance predicted
	 * under it. The predictions themselves by default.
	 */
	readonly expected?: ArrayLike<number> | undefined;
	/** Which account each lead belongs to; left out: each its own. */
	readonly clusters?: ArrayLike<string | number> | undefined;
}

/**
 * The rate had all leads been worked, doubly robust (AIPW): the mean over all leads of m + w (y - m), with m the
 * predicted chance and w the weight of a worked lead (0 for others). It is right when either the weights or the
 * predictions are, and no outcome is put in place of one that was not seen: an unworked lead carries its prediction only
 * as far as the worked ones like it do not contradict it.
 *
 * The interval comes from the spread of these values, summed by cluster, and is Wilson's for the number of trials that
 * variance is worth. Predictions must come from leads of other accounts (`crossFit`), or it is too narrow.
 *
 * "Cannot tell yet" when fewer than 20 worked leads are positive, or negative, or they are worth fewer than 20 by weight.
 * The value is held to [0, 1].
 *
 * Source: Robins, Rotnitzky and Zhao 1994; Chernozhukov et al. 2018 for the folds; as obp `DoublyRobust`.
 *
 * @throws RangeError when lengths differ, or a prediction is outside [0, 1]
 * @example doublyRobustRate({ outcomes: [1, 0, 0], weights: [1, 2, 0], predictions: [0.5, 0.5, 0.5] }, { least: 1 }) // 1/3
 */
export function doublyRobustRate(
	{ outcomes, weights, predictions, expected = predictions, clusters }: DoublyRobustInput,
	{ least = LEAST_EACH, z = Z_95 }: { readonly least?: number; readonly z?: number } = {},
): Estimate {
	const n = outcomes.length;
	for (const [name, list] of Object.entries({ weights, predictions, expected })) {
		if (list.length !== n) throw new RangeError(`doublyRobustRate: there must be ${n} ${name}, got ${list.length}.`);
	}
	const values = new Float64Array(n);
	let positives = 0;
	let negatives = 0;
	let sum = 0;
	for (let i = 0; i < n; i++) {
		const prediction = predictions[i]!;
		if (!(prediction >= 0 && prediction <= 1)) {
			throw new RangeError(`doublyRobustRate: predictions must be in [0, 1], got ${prediction} in row ${i}.`);
		}
		const weight = weights[i]!;
		if (weight > 0) {
			if (outcomes[i] === 1) positives++;
			else negatives++;
		}
		values[i] = expected[i]! + (weight > 0 ? weight * (outcomes[i]! - prediction) : 0);
		sum += values[i]!;
	}
	const effective = effectiveSampleSize(weights);
	const few = tooFewWorked({ positives, negatives, effective, rows: n }, { least });
	if (few !== undefined) return few;
	const mean = sum / n;
	const variance = clusteredVariance(
		values.map((value) => value - mean),
		clusters,
	);
	if (variance === undefined) {
		const reason = "all leads belong to one account";
		return { state: "cannot tell yet", reason, moreNeeded: undefined, hits: positives, total: positives + negatives };
	}
	return {
		state: "measured",
		value: Math.min(1, Math.max(0, mean)),
		interval: rateInterval(mean, { variance, least: effectiveSampleSize(weights, clusters), z }),
		confidence: 0.95,
		method: "doubly robust",
		hits: positives,
		total: positives + negatives,
	};
}
