import { type Estimate, seenOf } from "../metrics/rates/estimate.ts";

/** An estimate in every command's JSON. */
export interface EstimateJson {
	/** What the leads show; null where they show nothing. On too little data `moreNeeded` is a number. */
	readonly value: number | null;
	/** 95 % interval. */
	readonly low: number | null;
	readonly high: number | null;
	/** Leads with the outcome, or hits of a rate; and all leads it stands on. */
	readonly hits: number;
	readonly total: number;
	/** Why there is no value or no interval; null where there are both. */
	readonly reason: string | null;
	/** About how many more leads it takes; null where it can be told, or where more leads would not help. */
	readonly moreNeeded: number | null;
}

/**
 * An estimate as JSON: the numbers as they are, also those on too little data, which `moreNeeded` marks.
 *
 * @example estimateJson(estimateRate(1, 8)) // { value: 0.125, low: 0.022, high: 0.471, hits: 1, total: 8, reason: null, moreNeeded: 2 }
 */
export function estimateJson(estimate: Estimate): EstimateJson {
	const { value, interval } = seenOf(estimate);
	const isWhole = value !== undefined && interval !== undefined;
	const uncertain = estimate.state === "measured" ? undefined : estimate;
	return {
		value: value ?? null,
		low: interval?.[0] ?? null,
		high: interval?.[1] ?? null,
		hits: estimate.hits,
		total: estimate.total,
		reason: isWhole ? null : (uncertain?.reason ?? null),
		moreNeeded: uncertain?.moreNeeded ?? null,
	};
}
