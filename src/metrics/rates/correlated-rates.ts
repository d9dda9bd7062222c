import { betaQuantile } from "../distributions/beta-quantile.ts";
import { normalQuantile } from "../distributions/normal-quantile.ts";
import type { CellClusters } from "../sampling/cell-clusters.ts";

/** A number measured on counts by cell, with what one unit of each cell adds to its error (its influence). */
export interface CellMeasure {
	readonly value: number;
	/** By cell: the derivative of the number by the share of leads, over their number; sums to 0 over all units. */
	readonly influence: Float64Array;
}

/** Variances and covariance of two numbers on the same units. */
export interface InfluenceMoments {
	readonly first: number;
	readonly second: number;
	readonly shared: number;
}

/**
 * Variances and covariance of two numbers from their influences: sums over units of products; over clusters, of products of
 * the clusters' sums, times G / (G - 1) for G clusters.
 *
 * Source: the infinitesimal jackknife (Efron 1982); Liang and Zeger 1986 for clusters.
 *
 * @example influenceMoments(counts, precision.influence, recall.influence).first // variance of the precision
 */
export function influenceMoments(
	from: Float64Array | CellClusters,
	first: Float64Array,
	second: Float64Array,
): InfluenceMoments {
	let own = 0;
	let other = 0;
	let shared = 0;
	if (from instanceof Float64Array) {
		for (let i = 0; i < from.length; i++) {
			own += from[i]! * first[i]! ** 2;
			other += from[i]! * second[i]! ** 2;
			shared += from[i]! * first[i]! * second[i]!;
		}
		return { first: own, second: other, shared };
	}
	let clusters = 0;
	for (const { count, cells, counts } of from.patterns) {
		let a = 0;
		let b = 0;
		for (let i = 0; i < cells.length; i++) {
			a += counts[i]! * first[cells[i]!]!;
			b += counts[i]! * second[cells[i]!]!;
		}
		clusters += count;
		own += count * a ** 2;
		other += count * b ** 2;
		shared += count * a * b;
	}
	const scale = clusters < 2 ? 1 : clusters / (clusters - 1);
	return { first: scale * own, second: scale * other, shared: scale * shared };
}

/** A rate with its influences and the trials it stands on. */
export interface CellRate extends CellMeasure {
	readonly trials: number;
}

/**
 * Interval of the second rate minus the first, two rates on the same units: Agresti and Caffo's (one success and one failure
 * more for each), with the correlation of the two. Trials are effective ones, p (1 - p) / variance, so that clusters and
 * rates that are no shares of fixed trials (F) are measured as they vary; at 0 or 1 they are `trials`.
 *
 * p' = (p n + 1) / (n + 2), v' = p' (1 - p') / (n + 2), interval p2' - p1' ± z √(v1' + v2' - 2 r √(v1' v2')), within [-1, 1].
 * Without that the interval of the plain difference holds too seldom where a rate is near 0, and pairs of Wilson intervals
 * (Newcombe 1998, method 10) hold too often where the two rates hang together.
 *
 * Source: Agresti and Caffo 2000, "Simple and effective confidence intervals for proportions and differences of
 * proportions", for independent rates; r as in Newcombe 1998, "Improved confidence intervals for the difference between
 * binomial proportions based on paired data".
 *
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example correlatedRateInterval(counts, baseline, candidate) // [0.011, 0.094]
 */
export function correlatedRateInterval(
	from: Float64Array | CellClusters,
	first: CellRate,
	second: CellRate,
	{ confidence = 0.95 }: { readonly confidence?: number } = {},
): readonly [number, number] {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`correlatedRateInterval: confidence must be in (0, 1), got ${confidence}.`);
	}
	const moments = influenceMoments(from, first.influence, second.influence);
	const own = adjusted(first, moments.first, 1);
	const other = adjusted(second, moments.second, 1);
	const variance = own.variance + other.variance - 2 * correlation(moments) * Math.sqrt(own.variance * other.variance);
	const half =
		spreadQuantile(from, first.influence, second.influence, { confidence }) * Math.sqrt(Math.max(0, variance));
	const middle = other.value - own.value;
	return [Math.max(-1, middle - half), Math.min(1, middle + half)];
}

/**
 * By how much the spread of a difference of two rates grows when each gets `more` successes and failures: what a number
 * made of the two (a lift) takes over for its own spread. 1 when they do not vary.
 *
 * @example adjustedSpread(counts, baseline, candidate, { more: 2 }) // 1.04
 */
export function adjustedSpread(
	from: Float64Array | CellClusters,
	first: CellRate,
	second: CellRate,
	{ more }: { readonly more: number },
): number {
	const moments = influenceMoments(from, first.influence, second.influence);
	const own = adjusted(first, moments.first, more).variance;
	const other = adjusted(second, moments.second, more).variance;
	const plain = moments.first + moments.second - 2 * moments.shared;
	if (!(plain > 0)) return 1;
	return Math.sqrt(Math.max(0, own + other - 2 * correlation(moments) * Math.sqrt(own * other)) / plain);
}

/**
 * How many standard errors an interval of the difference of two numbers reaches to each side: the normal quantile; over
 * clusters that of t, since the error itself is known only from as many clusters as move the difference. Degrees of
 * freedom are 4 (sum u²)² / (sum u⁴ - (sum u²)² / G), u being what a cluster adds to the difference: about four times the
 * clusters that count differently. That is twice Satterthwaite's, whose intervals hold too often: error and estimate rise
 * and fall together here (measured in test/coverage).
 *
 * Source: Satterthwaite 1946, "An approximate distribution of estimates of variance components".
 *
 * @example spreadQuantile(counts, first, second, { confidence: 0.95 }) // 1.959963984540054
 */
export function spreadQuantile(
	from: Float64Array | CellClusters,
	first: Float64Array,
	second: Float64Array,
	{ confidence }: { readonly confidence: number },
): number {
	const z = normalQuantile((1 + confidence) / 2);
	if (from instanceof Float64Array) return z;
	let clusters = 0;
	let squares = 0;
	let fourths = 0;
	for (const { count, cells, counts } of from.patterns) {
		let moved = 0;
		for (let i = 0; i < cells.length; i++) moved += counts[i]! * (second[cells[i]!]! - first[cells[i]!]!);
		clusters += count;
		squares += count * moved ** 2;
		fourths += count * moved ** 4;
	}
	const spread = fourths - squares ** 2 / clusters;
	const freedom = spread > 0 ? (4 * squares ** 2) / spread : Number.POSITIVE_INFINITY;
	if (!(freedom < 10_000)) return z;
	// t² / (t² + f) has the beta distribution of 1/2 and f/2.
	const share = betaQuantile(confidence, 0.5, Math.max(1, freedom) / 2);
	return Math.sqrt((Math.max(1, freedom) * share) / (1 - share));
}

function correlation({ first, second, shared }: InfluenceMoments): number {
	if (!(first > 0 && second > 0)) return 0;
	return Math.max(-1, Math.min(1, shared / Math.sqrt(first * second)));
}

function adjusted({ value, trials }: CellRate, variance: number, more: number) {
	const effective = variance > 0 && value > 0 && value < 1 ? (value * (1 - value)) / variance : trials;
	const rate = (value * effective + more) / (effective + 2 * more);
	return { value: rate, variance: (rate * (1 - rate)) / (effective + 2 * more) };
}
