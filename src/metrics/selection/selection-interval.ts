import { wilsonInterval, Z_95 } from "../rates/wilson-interval.ts";

/**
 * Variance of a mean of influence values, leads of one cluster moving together: the sum over clusters of the squared
 * sum of their values, times G / (G - 1), over n². With one row a cluster it is the sample variance over n.
 *
 * `undefined` with fewer than 2 clusters.
 *
 * @param influence value of each row less the mean; they add up to 0
 * @param clusters which account each row belongs to; left out: each its own
 * @example clusteredVariance([-0.5, 0.5, -0.5, 0.5]) // 0.0833
 */
export function clusteredVariance(
	influence: ArrayLike<number>,
	clusters?: ArrayLike<string | number>,
): number | undefined {
	const n = influence.length;
	let groups = n;
	let squares = 0;
	if (clusters === undefined) for (let i = 0; i < n; i++) squares += influence[i]! ** 2;
	else {
		const sums = new Map<string | number, number>();
		for (let i = 0; i < n; i++) sums.set(clusters[i]!, (sums.get(clusters[i]!) ?? 0) + influence[i]!);
		groups = sums.size;
		for (const sum of sums.values()) squares += sum * sum;
	}
	return groups < 2 ? undefined : ((groups / (groups - 1)) * squares) / (n * n);
}

/**
 * Interval of a rate whose variance is known from elsewhere (weights, clusters): Wilson's, for as many trials as would
 * give a plain rate that variance, rate (1 - rate) / variance. So it stays in [0, 1], leans the right way for small
 * rates, and is the plain Wilson interval when every row counts once.
 *
 * With a rate of 0 or 1, or no variance, nothing tells how many trials it is worth: `least` trials are taken.
 *
 * Source: Korn and Graubard 1998 (their effective sample size), with Wilson's interval.
 *
 * @param options.least trials to take where the variance cannot tell
 * @example rateInterval(0.3, { variance: 0.3 * 0.7 / 100, least: 100 }) // [0.2189488529493275, 0.3958485463334667]
 */
export function rateInterval(
	rate: number,
	{ variance, least, z = Z_95 }: { readonly variance: number; readonly least: number; readonly z?: number },
): readonly [number, number] {
	const value = Math.min(1, Math.max(0, rate));
	const known = variance > 0 && value > 0 && value < 1;
	const trials = known ? (value * (1 - value)) / variance : least;
	return wilsonInterval(Math.min(trials, value * trials), trials, { z });
}
