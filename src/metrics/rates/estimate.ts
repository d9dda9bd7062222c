import { wilsonInterval } from "./wilson.ts";

/**
 * A rate with the counts it comes from and its interval. With no trials the value is `undefined` and `reason` says why:
 * never 0, never NaN.
 */
export interface Estimate {
	readonly hits: number;
	readonly total: number;
	readonly value: number | undefined;
	/** 95 % interval `[low, high]`. */
	readonly interval: readonly [number, number] | undefined;
	readonly reason?: string;
}

/**
 * The rate `hits / total` with its 95 % Wilson interval.
 *
 * @param options.reason why the rate is undefined when `total` is 0
 * @example estimateRate(30, 100).interval // [0.2189488529493275, 0.3958485463334667]
 */
export function estimateRate(hits: number, total: number, { reason = "no lead to count" } = {}): Estimate {
	if (total === 0) return { hits, total, value: undefined, interval: undefined, reason };
	return { hits, total, value: hits / total, interval: wilsonInterval(hits, total) };
}
