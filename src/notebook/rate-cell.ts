import { type Estimate, seenOf } from "../metrics/rates/estimate.ts";
import { intervalText, isEnough } from "../words/estimate-text.ts";
import { formatRate } from "../words/number-format.ts";

/**
 * A rate as a cell beside its counts; on fewer than ten trials the words "too little" stand in its place.
 *
 * @example rateCell(estimateRate(123, 300)) // "41.0 %"
 */
export function rateCell(estimate: Estimate): string {
	if (seenOf(estimate).value === undefined) return "no rate";
	return isEnough(estimate) ? formatRate(estimate.value) : "too little";
}

/** The interval of a rate as a cell; empty when there is none. */
export function intervalCell(estimate: Estimate): string {
	return seenOf(estimate).interval === undefined ? "" : intervalText(estimate);
}
