import { normalCdf } from "../distributions/normal.ts";
import { Z_95 } from "../rates/wilson-interval.ts";
import { clusteredVariance, rateInterval } from "./selection-interval.ts";

/** What a rate can be when some outcomes were not seen, whatever these are. */
export interface WorstCaseBounds {
	readonly state: "measured";
	/** Had every unworked lead missed. */
	readonly lower: number;
	/** Had every unworked lead been a hit. */
	readonly upper: number;
	/** 95 % interval of the rate itself: wider than the bounds by the chance in who was there. */
	readonly interval: readonly [number, number];
	readonly confidence: number;
	readonly hits: number;
	readonly misses: number;
	/** Rows whose outcome was not seen. */
	readonly unseen: number;
}

/** No rows: anything is possible and nothing is known. */
export interface NoBounds {
	readonly state: "cannot tell yet";
	readonly reason: string;
}

/**
 * Worst-case bounds of a rate: from sum R y / n to (sum R y + sum (1 - R)) / n. They assume nothing at all about who was
 * worked, so the rate of these leads is always within them; no estimate from the same records can be sure of more
 * without an assumption.
 *
 * The interval covers the rate (not the whole range) with 95 %: the quantile C solves Phi(C + width / larger standard
 * error) - Phi(-C) = 0.95, so it lies between 1.645 for wide bounds and 1.96 where all was seen. Each end is Wilson's.
 *
 * Source: Manski 1989; Imbens and Manski 2004.
 *
 * @param outcomes 1 or 0; where not worked it is not looked at
 * @param worked 1 where the outcome was seen
 * @example worstCaseBounds([1, 0, 0, 0], [1, 1, 0, 1]) // lower 0.25, upper 0.5
 */
export function worstCaseBounds(
	outcomes: ArrayLike<number>,
	worked: ArrayLike<number>,
	{ clusters }: { readonly clusters?: ArrayLike<string | number> | undefined } = {},
): WorstCaseBounds | NoBounds {
	const n = outcomes.length;
	if (n === 0) return { state: "cannot tell yet", reason: "there is no lead" };
	let hits = 0;
	let misses = 0;
	for (let i = 0; i < n; i++) {
		if (worked[i] !== 1) continue;
		if (outcomes[i] === 1) hits++;
		else misses++;
	}
	const unseen = n - hits - misses;
	const lower = hits / n;
	const upper = (hits + unseen) / n;
	const low = Float64Array.from({ length: n }, (_, i) => (worked[i] === 1 && outcomes[i] === 1 ? 1 : 0) - lower);
	const high = Float64Array.from({ length: n }, (_, i) => (worked[i] !== 1 || outcomes[i] === 1 ? 1 : 0) - upper);
	// One cluster alone: as if all its leads were one trial.
	const lowVariance = clusteredVariance(low, clusters) ?? lower * (1 - lower);
	const highVariance = clusteredVariance(high, clusters) ?? upper * (1 - upper);
	const error = Math.sqrt(Math.max(lowVariance, highVariance));
	const z = error === 0 ? Z_95 : quantileFor((upper - lower) / error);
	return {
		state: "measured",
		lower,
		upper,
		interval: [
			rateInterval(lower, { variance: lowVariance, least: n, z })[0],
			rateInterval(upper, { variance: highVariance, least: n, z })[1],
		],
		confidence: 0.95,
		hits,
		misses,
		unseen,
	};
}

/** C with Phi(C + width) - Phi(-C) = 0.95, by bisection. */
function quantileFor(width: number): number {
	let low = 1.6;
	let high = Z_95;
	for (let step = 0; step < 60; step++) {
		const middle = (low + high) / 2;
		if (normalCdf(middle + width) - normalCdf(-middle) < 0.95) low = middle;
		else high = middle;
	}
	return high;
}
