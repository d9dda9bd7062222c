import { type Estimate, type EstimateCounts, type Measured, seenOf } from "../metrics/rates/estimate.ts";
import { countOf, formatCount, formatRate } from "./number-format.ts";

/** How an estimate is written: a share as a rate in per cent, any other measure as a plain number. */
export interface EstimateTextOptions {
	readonly as?: "rate" | "number";
	/** Decimals of a plain number; 3 by default. */
	readonly digits?: number;
}

/** Whether an estimate stands on enough data to be said. */
export function isEnough(estimate: Estimate): estimate is Measured {
	return estimate.state === "measured";
}

/**
 * The counts of an estimate; with its accounts where leads share some, since these are what varies.
 *
 * @example countsText(estimateRate(123, 300)) // "123 of 300"
 * @example countsText({ hits: 123, total: 300, accounts: 80 }) // "123 of 300 in 80 accounts"
 */
export function countsText({ hits, total, accounts }: EstimateCounts): string {
	const of = `${formatCount(hits)} of ${formatCount(total)}`;
	return accounts === undefined ? of : `${of} in ${countOf(accounts, "account")}`;
}

/**
 * The interval of an estimate, or `"n/a"`.
 *
 * @example intervalText(estimateRate(123, 300)) // "35.6 to 46.6 %"
 */
export function intervalText(estimate: Estimate, { as = "rate", digits = 3 }: EstimateTextOptions = {}): string {
	const { interval } = seenOf(estimate);
	if (interval === undefined) return "n/a";
	if (as === "number") return `${interval[0].toFixed(digits)} to ${interval[1].toFixed(digits)}`;
	return `${(interval[0] * 100).toFixed(1)} to ${formatRate(interval[1])}`;
}

/**
 * An estimate with its counts (of a rate) and interval, for prose and tables. What cannot be told is said as such, with the
 * reason and how much more it takes, so that nobody reads a number alone.
 *
 * @example estimateText(estimateRate(123, 300)) // "41.0 % (123 of 300; 95 % interval 35.6 to 46.6 %)"
 * @example estimateText(estimateRate(1, 3)) // "too little data (1 of 3)"
 * @example estimateText(auc, { as: "number" }) // "0.824 (95 % interval 0.805 to 0.842)"
 */
export function estimateText(estimate: Estimate, options: EstimateTextOptions = {}): string {
	if (!isEnough(estimate)) return shortEstimate(estimate, options);
	const { as = "rate", digits = 3 } = options;
	const interval = `${formatRate(estimate.confidence, 0)} interval ${intervalText(estimate, options)}`;
	if (as === "number") return `${estimate.value.toFixed(digits)} (${interval})`;
	return `${formatRate(estimate.value)} (${countsText(estimate)}; ${interval})`;
}

/**
 * An estimate without its interval: `41.0 % (123 of 300)`.
 *
 * @example shortEstimate(estimateRate(1, 3)) // "too little data (1 of 3)"
 * @example shortEstimate(estimateRate(0, 0, { reason: "no lead was flagged" })) // "cannot tell yet: no lead was flagged"
 */
export function shortEstimate(estimate: Estimate, { as = "rate", digits = 3 }: EstimateTextOptions = {}): string {
	if (isEnough(estimate)) {
		if (as === "number") return estimate.value.toFixed(digits);
		return `${formatRate(estimate.value)} (${countsText(estimate)})`;
	}
	if (as === "rate" && estimate.total > 0) return `too little data (${countsText(estimate)})`;
	return `cannot tell yet: ${estimate.reason}${estimate.total > 0 ? moreText(estimate.moreNeeded) : ""}`;
}

/**
 * How many more leads it takes, in brackets, where more leads would help.
 *
 * @example moreText(244) // " (about 244 more leads)"
 */
export function moreText(moreNeeded: number | undefined): string {
	return moreNeeded === undefined || moreNeeded <= 0 ? "" : ` (about ${formatCount(moreNeeded)} more leads)`;
}

/**
 * A rate beside its counts, which stand in another cell.
 *
 * @example rateText(estimateRate(123, 300)) // "41.0 %"
 * @example rateText(estimateRate(1, 3)) // "too little data"
 */
export function rateText(estimate: Estimate): string {
	if (isEnough(estimate)) return formatRate(estimate.value);
	return estimate.total > 0 ? "too little data" : "n/a";
}
