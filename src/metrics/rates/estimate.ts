import { wilsonInterval } from "./wilson-interval.ts";

/** Leads that an estimate stands on. */
export interface EstimateCounts {
	/** Leads with the outcome, or hits of a rate. */
	readonly hits: number;
	/** All leads, or trials of a rate. */
	readonly total: number;
}

/** A number with its interval: enough data to say it. */
export interface Measured extends EstimateCounts {
	readonly state: "measured";
	readonly value: number;
	/** `[low, high]` at `confidence`. */
	readonly interval: readonly [number, number];
	readonly confidence: number;
	/** How the interval was made, e.g. `wilson`, `delong`, `bca`. */
	readonly method: string;
}

/** Too little data to say, or nothing to measure: a state of its own, never a number. */
export interface Uncertain extends EstimateCounts {
	readonly state: "cannot tell yet";
	/** Why, as a clause for a reader. */
	readonly reason: string;
	/**
	 * About how many more leads would be needed; `undefined` when more leads of the same kind would not help. A lower
	 * bound when an outcome has not been seen at all.
	 */
	readonly moreNeeded: number | undefined;
	/** What the few leads show, where they show anything: read it with {@link seenOf}. */
	readonly seen?: Seen;
}

/** A number and its interval as the leads show them, enough or not. */
export interface Seen {
	readonly value: number | undefined;
	readonly interval: readonly [number, number] | undefined;
}

/**
 * A rate or a measure with its counts and interval, or the reason why it cannot be told and how much more it takes. Narrow
 * it by `state`: a number on too little data cannot be read by accident.
 */
export type Estimate = Measured | Uncertain;

/** Fewer trials than this are too little data to read a rate from. */
export const ENOUGH = 10;

/**
 * The rate `hits / total` with its 95 % Wilson interval; "cannot tell yet" below `least` trials or while its interval is
 * wider than wanted.
 *
 * @param options.reason why there is no rate when `total` is 0
 * @param options.least fewest trials; {@link ENOUGH} by default
 * @throws RangeError when `hits` is outside [0, total]
 * @example estimateRate(30, 100) // { state: "measured", value: 0.3, interval: [0.2189, 0.3958], hits: 30, total: 100, ... }
 * @example estimateRate(1, 8) // { state: "cannot tell yet", moreNeeded: 2, hits: 1, total: 8, seen: { value: 0.125, ... } }
 */
export function estimateRate(
	hits: number,
	total: number,
	{ reason = "no lead to count", least = ENOUGH }: { readonly reason?: string; readonly least?: number } = {},
): Estimate {
	if (!(hits >= 0 && hits <= total)) {
		throw new RangeError(`estimateRate: hits must be in [0, total], got ${hits} of ${total}.`);
	}
	if (total === 0) return { state: "cannot tell yet", hits, total, reason, moreNeeded: least };
	const seen = { value: hits / total, interval: wilsonInterval(hits, total) };
	if (total >= least) return { state: "measured", ...seen, confidence: 0.95, method: "wilson", hits, total };
	const few = `${total} ${total === 1 ? "trial" : "trials"}; at least ${least} are needed`;
	return { state: "cannot tell yet", hits, total, reason: few, moreNeeded: Math.ceil(least - total), seen };
}

/**
 * What the leads show, enough of them or not: for a mark that is drawn grey and for further arithmetic. Text never reads
 * it: an estimate that cannot be told is said as such.
 *
 * @example seenOf(estimateRate(1, 8)).value // 0.125
 */
export function seenOf(estimate: Estimate | undefined): Seen {
	if (estimate?.state === "measured") return estimate;
	return estimate?.seen ?? { value: undefined, interval: undefined };
}
