import { type Estimate, seenOf } from "../../metrics/rates/estimate.ts";
import { countsText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatRate } from "../../words/number-format.ts";
import { rateDomain } from "../scales/rate-domain.ts";
import { drawnNumber } from "./drawn-number.ts";

/** An estimate as a row draws it: its value and the ends of its interval, null where nothing is drawn. */
export function estimateFields(estimate: Estimate | undefined) {
	const { value, interval } = seenOf(estimate);
	return { rate: drawnNumber(value), low: drawnNumber(interval?.[0]), high: drawnNumber(interval?.[1]) };
}

/** The tone of a mark: `enough` (or another word for it), or `little` for too little data. */
export function toneOf(estimate: Estimate | undefined, enough = "enough"): string {
	return estimate !== undefined && isEnough(estimate) ? enough : "little";
}

/** The axis that holds the intervals of all estimates on enough data, and further values. */
export function estimateDomain(
	estimates: readonly (Estimate | undefined)[],
	...values: readonly (number | undefined)[]
): [number, number] {
	const ends = estimates.map((one) => (one !== undefined && isEnough(one) ? one.interval?.[1] : undefined));
	return rateDomain([...ends, ...values]);
}

/** The value of an estimate as a cell of a table whose counts have a cell of their own. */
export function rateCell(estimate: Estimate): string {
	return isEnough(estimate) ? formatRate(estimate.value) : shortEstimate(estimate);
}

/** Value, counts and interval of an estimate as three cells of a table. */
export function estimateCells(estimate: Estimate): readonly [string, string, string] {
	return [rateCell(estimate), countsText(estimate), intervalText(estimate)];
}
