import type { Uncertain } from "./estimate.ts";
import { flagsForParting } from "./sample-size.ts";
import { LEAST_EACH } from "./too-few.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Hits of trials. */
export interface RateCounts {
	readonly hits: number;
	readonly total: number;
}

/** First rate minus second, of two samples that share no lead. */
export interface RateDifference {
	readonly state: "measured";
	readonly difference: number;
	/** 95 %. */
	readonly interval: readonly [number, number];
	readonly first: RateCounts;
	readonly second: RateCounts;
}

/**
 * The difference of two rates on different leads with Newcombe's interval, made of both Wilson intervals:
 * d - sqrt((p1 - l1)² + (u2 - p2)²) to d + sqrt((u1 - p1)² + (p2 - l2)²).
 *
 * "Cannot tell yet" when a side has fewer than 20 trials, or the interval holds 0: then `moreNeeded` is for both sides
 * together, until each has enough for the two intervals to part, were the rates what they are now (`undefined` when they
 * are equal). Rates of two models on the same leads are no such pair: use `mcnemarTest`.
 *
 * Source: Newcombe 1998, method 10; as statsmodels `confint_proportions_2indep(method="newcomb")`.
 *
 * @throws RangeError when hits are outside [0, total]
 * @example rateDifference({ hits: 60, total: 100 }, { hits: 30, total: 100 }) // difference 0.3
 */
export function rateDifference(first: RateCounts, second: RateCounts): RateDifference | Uncertain {
	for (const { hits, total } of [first, second]) {
		if (!(hits >= 0 && hits <= total)) {
			throw new RangeError(`rateDifference: hits must be in [0, total], got ${hits} of ${total}.`);
		}
	}
	const counts = { hits: first.hits + second.hits, total: first.total + second.total };
	const missing = Math.max(0, LEAST_EACH - first.total) + Math.max(0, LEAST_EACH - second.total);
	if (missing > 0) {
		const reason = `${first.total} and ${second.total} trials; at least ${LEAST_EACH} of each are needed`;
		return { state: "cannot tell yet", reason, moreNeeded: Math.ceil(missing), ...counts };
	}
	const p = first.hits / first.total;
	const q = second.hits / second.total;
	const difference = p - q;
	const interval = newcombeInterval(first, second);
	if (interval[0] > 0 || interval[1] < 0) return { state: "measured", difference, interval, first, second };
	const aSide = flagsForParting(p, q);
	const moreNeeded =
		aSide === undefined ? undefined : Math.ceil(Math.max(0, aSide - first.total) + Math.max(0, aSide - second.total));
	return { state: "cannot tell yet", reason: "the difference may as well be none", moreNeeded, ...counts };
}

/**
 * Newcombe's 95 % interval of the difference of two rates, whether or not it leaves 0 out.
 *
 * @throws RangeError when a side has no trial or hits are outside [0, total]
 * @example newcombeInterval({ hits: 60, total: 100 }, { hits: 55, total: 100 }) // [-0.0853, 0.1834]
 */
export function newcombeInterval(first: RateCounts, second: RateCounts): readonly [number, number] {
	return squaredReaches(
		{ value: first.hits / first.total, interval: wilsonInterval(first.hits, first.total) },
		{ value: second.hits / second.total, interval: wilsonInterval(second.hits, second.total) },
	);
}

/** A rate with its interval. */
export interface ToldRate {
	readonly value: number;
	readonly interval: readonly [number, number];
}

/**
 * The interval of the difference of two rates from their own intervals: the reaches of both, added as squares. That is
 * Newcombe's when they are Wilson's, and holds for rates over accounts too.
 *
 * Source: Zou and Donner 2008 (MOVER); Newcombe 1998, method 10.
 *
 * @example squaredReaches({ value: 0.6, interval: [0.5, 0.7] }, { value: 0.5, interval: [0.4, 0.6] })[0] // -0.0414
 */
export function squaredReaches(first: ToldRate, second: ToldRate): readonly [number, number] {
	const [p, [lowP, highP]] = [first.value, first.interval];
	const [q, [lowQ, highQ]] = [second.value, second.interval];
	return [p - q - Math.hypot(p - lowP, highQ - q), p - q + Math.hypot(highP - p, q - lowQ)];
}
