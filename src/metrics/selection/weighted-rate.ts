import type { Estimate, Uncertain } from "../rates/estimate.ts";
import { LEAST_EACH } from "../rates/too-few.ts";
import { Z_95 } from "../rates/wilson-interval.ts";
import { clusteredVariance, rateInterval } from "./selection-interval.ts";
import { selectionResidual } from "./selection-residual.ts";
import { effectiveSampleSize } from "./selection-weights.ts";

/** How a weighted rate is formed. */
export interface WeightedRateOptions {
	/** Which account each row belongs to; left out: each its own. */
	readonly clusters?: ArrayLike<string | number> | undefined;
	/**
	 * `hajek` (the default) divides by the sum of the weights, `horvitz-thompson` by the number of rows: right on average
	 * whatever the sample, but it may leave [0, 1] and varies more.
	 */
	readonly form?: "hajek" | "horvitz-thompson";
	/** Scores of the fit that the weights come from, a column a parameter; left out: the weights were known. */
	readonly fitted?: readonly ArrayLike<number>[] | undefined;
	/** Fewest positives and negatives with weight, and fewest effective rows; 20 by default. */
	readonly least?: number;
	/** Normal quantile of the confidence; that of 95 % by default. */
	readonly z?: number;
}

/**
 * A rate from weighted rows, the others unseen: sum w y / sum w (Hajek, self-normalised) or sum w y / n
 * (Horvitz-Thompson, inverse propensity weighting). With weights 1 / P(worked) it is the rate had all been worked; with
 * weights target chance / logged chance it is the value of another policy.
 *
 * The interval comes from the influence values w (y - rate) / mean w, or w y - rate, summed by cluster, and is Wilson's
 * for the number of trials that variance is worth. Where the weights were fitted, give the scores of the fit (`fitted`):
 * what they explain is taken out, else the interval is too wide.
 *
 * "Cannot tell yet" when fewer than 20 rows with weight are positive, or negative, or their effective number is below 20.
 *
 * Source: Hajek 1971; Horvitz and Thompson 1952; Lunceford and Davidian 2004; as obp `InverseProbabilityWeighting` and
 * `SelfNormalizedInverseProbabilityWeighting`.
 *
 * @param outcomes 1 or 0; where the weight is 0 it is not looked at
 * @param weights 0 for a row that was not seen
 * @throws RangeError when a weight is below 0 or not finite, or the lengths differ
 * @example weightedRate([1, 0, 0], [2, 1, 1], { least: 1 }) // value 0.5
 */
export function weightedRate(
	outcomes: ArrayLike<number>,
	weights: ArrayLike<number>,
	{ clusters, form = "hajek", fitted = [], least = LEAST_EACH, z = Z_95 }: WeightedRateOptions = {},
): Estimate {
	const n = outcomes.length;
	if (weights.length !== n) throw new RangeError(`weightedRate: there must be ${n} weights, got ${weights.length}.`);
	let positives = 0;
	let negatives = 0;
	let sum = 0;
	let hits = 0;
	for (let i = 0; i < n; i++) {
		const weight = weights[i]!;
		if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) {
			throw new RangeError(`weightedRate: weights must be at least 0 and finite, got ${weight} in row ${i}.`);
		}
		if (weight === 0) continue;
		sum += weight;
		if (outcomes[i] === 1) {
			hits += weight;
			positives++;
		} else negatives++;
	}
	const size = effectiveSampleSize(weights);
	const few = tooFewWorked({ positives, negatives, effective: size, rows: n }, { least });
	if (few !== undefined) return few;
	const value = form === "hajek" ? hits / sum : hits / n;
	const influence = Float64Array.from({ length: n }, (_, i) => {
		const weight = weights[i]!;
		const seen = weight === 0 ? 0 : outcomes[i]!;
		return form === "hajek" ? (weight * (seen - value) * n) / sum : weight * seen - value;
	});
	const variance = clusteredVariance(selectionResidual(influence, fitted), clusters);
	if (variance === undefined) {
		const reason = "all rows belong to one account";
		return { state: "cannot tell yet", reason, moreNeeded: undefined, hits: positives, total: positives + negatives };
	}
	return {
		state: "measured",
		value,
		interval: rateInterval(value, { variance, least: effectiveSampleSize(weights, clusters), z }),
		confidence: 0.95,
		method: form,
		hits: positives,
		total: positives + negatives,
	};
}

/**
 * "Cannot tell yet" when too few worked rows are positive, negative, or effective, else `undefined`. `moreNeeded` is
 * about how many more rows of the same kind, worked as often, would do.
 *
 * @example tooFewWorked({ positives: 10, negatives: 90, effective: 60, rows: 200 })?.moreNeeded // 200
 */
export function tooFewWorked(
	counts: { readonly positives: number; readonly negatives: number; readonly effective: number; readonly rows: number },
	{ least = LEAST_EACH }: { readonly least?: number } = {},
): Uncertain | undefined {
	const { positives, negatives, effective, rows } = counts;
	const scarce = Math.min(positives, negatives);
	if (scarce >= least && effective >= least) return undefined;
	const reason =
		scarce < least
			? `${positives} positives and ${negatives} negatives were worked; at least ${least} of each are needed`
			: `the weights are worth ${effective.toFixed(1)} leads; at least ${least} are needed`;
	// Growing the history by a factor grows each of the three by it.
	const share = Math.min(scarce, effective) / least;
	const moreNeeded = share > 0 ? Math.ceil(rows / share - rows) : undefined;
	return { state: "cannot tell yet", reason, moreNeeded, hits: positives, total: positives + negatives };
}
