import { normalQuantile } from "../distributions/normal-quantile.ts";
import { studentCriticalValue } from "../distributions/student.ts";
import { effectiveTrials, rateMoments, rateSpread } from "./rate-spread.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Hits of trials of one account in each of two periods. */
export interface AccountPeriods {
	readonly before: readonly [hits: number, trials: number];
	readonly after: readonly [hits: number, trials: number];
}

/** How a rate moved from one period to another, with the test that its interval is made of. */
export interface PeriodChange {
	/** After minus before. */
	readonly difference: number;
	/** 95 %. */
	readonly interval: readonly [number, number];
	/** Two-sided: 1 less the confidence at which an end of the interval comes to lie on 0. */
	readonly pValue: number;
	/** The interval at another confidence. */
	readonly at: (confidence: number) => readonly [number, number];
}

/** From so many accounts on Student's t is the normal distribution. */
const MANY = 20_000;
/** Smaller p-values are all alike. */
const LEAST_P = 1e-12;

/**
 * The change of a rate between two periods, and whether it is one: the reaches of both rates' own intervals added as
 * squares, less what the two have in common through accounts that are in both. The p-value is read from the same
 * interval, so that the two can never contradict each other. Where leads share accounts the reaches are those of
 * `estimateRate`; with a lead an account the interval is Newcombe's.
 *
 * `undefined` when a period has no trial, or one account alone.
 *
 * Source: Newcombe 1998, method 10; Zou and Donner 2008 for correlated rates.
 *
 * @param accounts of both periods; a lead that shares no account is one of its own
 * @example periodChange([{ before: [60, 100], after: [0, 0] }, { before: [0, 0], after: [30, 100] }]) // undefined: one account each
 */
export function periodChange(accounts: Iterable<AccountPeriods>): PeriodChange | undefined {
	const list = [...accounts];
	const before = sideOf(list.map((one) => one.before));
	const after = sideOf(list.map((one) => one.after));
	if (before === undefined || after === undefined) return undefined;
	const shared = sharedBy(list, before.rate, after.rate);
	const difference = after.rate - before.rate;
	const at = (confidence: number): readonly [number, number] => {
		const [lowBefore, highBefore] = before.at(confidence);
		const [lowAfter, highAfter] = after.at(confidence);
		return [
			difference - reach(after.rate - lowAfter, highBefore - before.rate, shared),
			difference + reach(highAfter - after.rate, before.rate - lowBefore, shared),
		];
	};
	return { difference, interval: at(0.95), pValue: pValueOf(difference, at), at };
}

/** √(a² - 2 r a b + b²): how far a difference reaches whose two sides reach a and b and move together by r. */
function reach(own: number, other: number, shared: number): number {
	return Math.sqrt(Math.max(0, own * own - 2 * shared * own * other + other * other));
}

function pValueOf(difference: number, at: (confidence: number) => readonly [number, number]): number {
	if (difference === 0) return 1;
	const leavesOut = (p: number) => (difference > 0 ? at(1 - p)[0] > 0 : at(1 - p)[1] < 0);
	if (leavesOut(LEAST_P)) return LEAST_P;
	// On the scale of the logarithm: small p-values are the ones that count.
	let low = Math.log(LEAST_P);
	let high = Math.log(1 - 1e-9);
	if (!leavesOut(Math.exp(high))) return 1;
	for (let step = 0; step < 50; step++) {
		const middle = (low + high) / 2;
		if (leavesOut(Math.exp(middle))) high = middle;
		else low = middle;
	}
	return Math.exp(high);
}

function sideOf(counts: readonly (readonly [hits: number, trials: number])[]) {
	const moments = rateMoments(counts);
	const { hits, total } = moments;
	if (total === 0) return undefined;
	const spread = rateSpread(moments);
	if (spread !== undefined && spread.accounts < 2) return undefined;
	const trials = effectiveTrials(total, spread);
	const effective = hits === total ? trials : Math.min(trials, (hits * trials) / total);
	return {
		rate: hits / total,
		at(confidence: number) {
			const isNormal = spread === undefined || spread.accounts > MANY;
			const z = isNormal ? normalQuantile((1 + confidence) / 2) : studentCriticalValue(confidence, spread.accounts - 1);
			return wilsonInterval(effective, trials, { z });
		},
	};
}

/** How the two rates move together, because accounts are in both periods. */
function sharedBy(accounts: readonly AccountPeriods[], before: number, after: number): number {
	let own = 0;
	let other = 0;
	let both = 0;
	for (const one of accounts) {
		const b = one.before[0] - before * one.before[1];
		const a = one.after[0] - after * one.after[1];
		own += b * b;
		other += a * a;
		both += a * b;
	}
	return own > 0 && other > 0 ? Math.max(-1, Math.min(1, both / Math.sqrt(own * other))) : 0;
}
