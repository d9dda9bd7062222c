import type { Estimate } from "../metrics/rates/estimate.ts";
import { formatCount, formatRate } from "../words/number-format.ts";

/**
 * A rate with its counts and interval, for a sentence.
 *
 * @example rateText(estimateRate(30, 100)) // "30.0 % (30 of 100; 21.9 to 39.6 %)"
 */
export function rateText({ value, hits, total, interval }: Estimate): string {
	if (value === undefined || interval === undefined) return "none (nobody to count)";
	return `${formatRate(value)} (${formatCount(hits)} of ${formatCount(total)}; ${(interval[0] * 100).toFixed(1)} to ${formatRate(interval[1])})`;
}
