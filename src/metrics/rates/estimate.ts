import { studentCriticalValue } from "../distributions/student.ts";
import { effectiveTrials, type RateSpread } from "./rate-spread.ts";
import { wilsonInterval, Z_95 } from "./wilson-interval.ts";

/** Leads that an estimate stands on. */
export interface EstimateCounts {
	/** Leads with the outcome, or hits of a rate. */
	readonly hits: number;
	/** All leads, or trials of a rate. */
	readonly total: number;
	/** Accounts they belong to, where leads share some: then accounts are what varies. */
	readonly accounts?: number;
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
	/** About how many more accounts; where it is for want of accounts that it cannot be told. */
	readonly moreAccounts?: number;
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
 * The rate `hits / total` with its 95 % Wilson interval; "cannot tell yet" below `least` trials.
 *
 * Where leads share accounts, accounts are what varies: the interval is that of as many independent trials as would tell
 * as much, `effectiveTrials`, with Student's t of the accounts less 1 in the place of z. "Cannot tell yet" below `least`
 * effective accounts too. With a lead an account it is Wilson's, digit for digit.
 *
 * Source: Wilson 1927; for accounts as Korn and Graubard 1998, "Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data", with Wilson's interval (Franco et al. 2019).
 *
 * @param options.reason why there is no rate when `total` is 0
 * @param options.least fewest trials; {@link ENOUGH} by default
 * @param options.spread how the trials hang together, from `rateSpread`
 * @throws RangeError when `hits` is outside [0, total]
 * @example estimateRate(30, 100) // { state: "measured", value: 0.3, interval: [0.2189, 0.3958], hits: 30, total: 100, ... }
 * @example estimateRate(1, 8) // { state: "cannot tell yet", moreNeeded: 2, hits: 1, total: 8, seen: { value: 0.125, ... } }
 */
export function estimateRate(
	hits: number,
	total: number,
	{ reason = "no lead to count", least = ENOUGH, spread }: RateOptions = {},
): Estimate {
	if (!(hits >= 0 && hits <= total)) {
		throw new RangeError(`estimateRate: hits must be in [0, total], got ${hits} of ${total}.`);
	}
	if (total === 0) return { state: "cannot tell yet", hits, total, reason, moreNeeded: least };
	const counts =
		spread === undefined || spread.isEstimate ? { hits, total } : { hits, total, accounts: spread.accounts };
	const few = spread === undefined || total < least ? undefined : tooFewToVary(total, spread, least);
	if (few !== undefined)
		return { state: "cannot tell yet", ...counts, ...few, seen: { value: hits / total, interval: undefined } };
	const seen = { value: hits / total, interval: rateInterval(hits, total, spread) };
	if (total >= least) {
		const method = spread === undefined ? "wilson" : "wilson, by account";
		return { state: "measured", ...seen, confidence: 0.95, method, ...counts };
	}
	const lacking = `${total} ${total === 1 ? "trial" : "trials"}; at least ${least} are needed`;
	return { state: "cannot tell yet", ...counts, reason: lacking, moreNeeded: Math.ceil(least - total), seen };
}

/** How a rate is told. */
export interface RateOptions {
	readonly reason?: string;
	readonly least?: number;
	readonly spread?: RateSpread | undefined;
}

/** The interval of {@link estimateRate}; [0, 1] of one account alone, which says nothing of others. */
function rateInterval(hits: number, total: number, spread: RateSpread | undefined): readonly [number, number] {
	if (spread === undefined) return wilsonInterval(hits, total);
	if (spread.accounts < 2) return [0, 1];
	const trials = effectiveTrials(total, spread);
	const z = spread.accounts > MANY ? Z_95 : studentCriticalValue(0.95, spread.accounts - 1);
	return wilsonInterval(hits === total ? trials : Math.min(trials, (hits * trials) / total), trials, { z });
}

/** From so many accounts on Student's t is the normal distribution to 4 digits. */
const MANY = 20_000;

/** Why a rate over accounts cannot be told: one account, or a few large ones, are few witnesses however many leads. */
function tooFewToVary(total: number, { accounts, effectiveAccounts }: RateSpread, least: number) {
	if (effectiveAccounts >= least) return undefined;
	const moreAccounts = Math.ceil(least - effectiveAccounts - 1e-9);
	const more = `at least ${least} are needed, about ${moreAccounts} more`;
	const reason =
		accounts === 1
			? `all ${total} leads belong to one account; ${more}`
			: accounts < least
				? `the ${total} leads belong to ${accounts} accounts; ${more}`
				: `a few of the ${accounts} accounts hold most of the ${total} leads, as if there were ${Math.floor(effectiveAccounts)}; ${more}`;
	// At as many leads an account as now.
	return { reason, moreAccounts, moreNeeded: Math.max(1, Math.ceil((total / accounts) * moreAccounts - 1e-9)) };
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
