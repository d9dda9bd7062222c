import type { Estimate } from "../metrics/rates/estimate.ts";
import { formatCount, formatRate } from "./number-format.ts";

/** Fewer trials than this are too little data to read a rate from; such rates are grey and come with their counts. */
export const ENOUGH = 10;

/** Whether a rate is defined and stands on at least {@link ENOUGH} trials. */
export function isEnough({ value, total }: Pick<Estimate, "value" | "total">): boolean {
	return value !== undefined && total >= ENOUGH;
}

/**
 * The counts of a rate.
 *
 * @example countsText(estimateRate(123, 300)) // "123 of 300"
 */
export function countsText({ hits, total }: Pick<Estimate, "hits" | "total">): string {
	return `${formatCount(hits)} of ${formatCount(total)}`;
}

/**
 * The interval of a rate, or `"n/a"`.
 *
 * @example intervalText(estimateRate(123, 300)) // "35.6 to 46.6 %"
 */
export function intervalText({ interval }: Pick<Estimate, "interval">): string {
	if (interval === undefined) return "n/a";
	return `${(interval[0] * 100).toFixed(1)} to ${formatRate(interval[1])}`;
}

/**
 * A rate with its counts, short: `41.0 % (123 of 300)`. With too little data the words come first, so that nobody
 * reads the number alone.
 *
 * @example shortEstimate(estimateRate(1, 3)) // "too little data (1 of 3)"
 */
export function shortEstimate(estimate: Estimate): string {
	if (estimate.value === undefined) return `no rate (${estimate.reason ?? "nothing to count"})`;
	if (!isEnough(estimate)) return `too little data (${countsText(estimate)})`;
	return `${formatRate(estimate.value)} (${countsText(estimate)})`;
}

/**
 * A rate with its counts and interval, for prose and tables.
 *
 * @example formatEstimate(estimateRate(123, 300)) // "41.0 % (123 of 300; 95 % interval 35.6 to 46.6 %)"
 */
export function formatEstimate(estimate: Estimate): string {
	if (estimate.value === undefined) return `no rate (${estimate.reason ?? "nothing to count"})`;
	const words = `${countsText(estimate)}; 95 % interval ${intervalText(estimate)}`;
	return isEnough(estimate) ? `${formatRate(estimate.value)} (${words})` : `too little data (${words})`;
}
