import { normalQuantile } from "../distributions/normal-quantile.ts";
import { studentCriticalValue } from "../distributions/student.ts";
import { checkOutcomes } from "../tables/score-table.ts";

/** The share still without the event just after `time`. */
export interface SurvivalStep {
	readonly time: number;
	/** Leads watched and without the event just before `time`. */
	readonly atRisk: number;
	readonly events: number;
	readonly survival: number;
	/** Greenwood's; `undefined` once nobody is left. */
	readonly standardError: number | undefined;
	/** On the log-log scale, so within [0, 1]; `undefined` once nobody is left. */
	readonly interval: readonly [number, number] | undefined;
}

/** A survival curve. */
export interface KaplanMeier {
	/** One step for each time at which an event was seen, ascending. Before the first the share is 1. */
	readonly steps: readonly SurvivalStep[];
	/** First time at which the share is at most one half; `undefined` when it is not reached. */
	readonly medianTime: number | undefined;
	readonly leads: number;
	readonly events: number;
}

/**
 * Kaplan-Meier curve of the time to an event (e.g. days from flag to customer) when some leads were not watched long
 * enough to see it. Events come before the ends of watching at the same time. Leads whose time is NaN are left out.
 * Leads that are alike may be one row with a weight, so that a table of counts by day is enough for any number of leads.
 *
 * Variance by Greenwood, sum of d / (n (n - d)); interval by exp(-exp(log(-log S) +- z se)).
 * Source: Kaplan and Meier 1958; Kalbfleisch and Prentice 1980; as lifelines `KaplanMeierFitter`.
 *
 * @param times time to the event, or to the end of watching
 * @param observed 1 when the event was seen, 0 when watching ended before
 * Where leads share accounts (`clusters`) the variance is that of the accounts' sums of influences (the infinitesimal
 * jackknife; Greenwood's when each lead has an account of its own, but for G / (G - 1)), with Student's t of the accounts
 * less 1 for z; without an interval below {@link LEAST_ACCOUNTS} accounts. As R `survfit(cluster = )` with Greenwood's
 * product in the place of Aalen's sum.
 *
 * @param options.weights how many leads each row stands for; 1 each by default
 * @param options.clusters account of each row, numbered from 0; rows then stand for one lead each
 * @param options.confidence in (0, 1); 0.95 by default
 * @throws RangeError when a time or weight is below 0, `observed` is neither 1 nor 0, the lists differ in length or `confidence` is not in (0, 1)
 * @example kaplanMeier([1, 2, 3], [1, 0, 1]).steps.map(({ survival }) => survival) // [0.6667, 0]
 */
export function kaplanMeier(
	times: ArrayLike<number>,
	observed: ArrayLike<number>,
	{
		weights,
		clusters,
		confidence = 0.95,
	}: {
		readonly weights?: ArrayLike<number>;
		readonly clusters?: ArrayLike<number> | undefined;
		readonly confidence?: number;
	} = {},
): KaplanMeier {
	if (times.length !== observed.length || (weights !== undefined && weights.length !== times.length)) {
		throw new RangeError(`kaplanMeier: lists must be equally long, got ${times.length} and ${observed.length}.`);
	}
	checkOutcomes("kaplanMeier", observed, { scores: times });
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`kaplanMeier: confidence must be in (0, 1), got ${confidence}.`);
	}
	const weightOf = (i: number) => weights?.[i] ?? 1;
	const order = Array.from({ length: times.length }, (_, i) => i)
		.filter((i) => !Number.isNaN(times[i]!) && weightOf(i) !== 0)
		.sort((a, b) => times[a]! - times[b]!);
	let leads = 0;
	for (const i of order) {
		if (!(weightOf(i) > 0)) throw new RangeError(`kaplanMeier: weights must be at least 0, got ${weightOf(i)}.`);
		leads += weightOf(i);
	}
	if (order.length > 0 && times[order[0]!]! < 0) {
		throw new RangeError(`kaplanMeier: times must be at least 0, got ${times[order[0]!]}.`);
	}
	const accounts = clusters === undefined ? undefined : accountVariance(order, clusters);
	const z =
		accounts === undefined || accounts.count < LEAST_ACCOUNTS
			? normalQuantile((1 + confidence) / 2)
			: studentCriticalValue(confidence, accounts.count - 1);
	const steps: SurvivalStep[] = [];
	let survival = 1;
	let greenwood = 0;
	let events = 0;
	let left = leads;
	for (let at = 0; at < order.length; ) {
		const time = times[order[at]!]!;
		const atRisk = left;
		let seen = 0;
		const from = at;
		for (; at < order.length && times[order[at]!] === time; at++) {
			const weight = weightOf(order[at]!);
			left -= weight;
			if (observed[order[at]!] === 1) seen += weight;
		}
		const variance = accounts?.step(order.slice(from, at), { atRisk, seen, observed });
		if (seen === 0) continue;
		events += seen;
		survival *= (atRisk - seen) / atRisk;
		greenwood += seen / (atRisk * (atRisk - seen));
		const isEnough = accounts === undefined || accounts.count >= LEAST_ACCOUNTS;
		const spread = survival > 0 && isEnough ? spreadOf(survival, variance ?? greenwood, z) : undefined;
		steps.push({
			time,
			atRisk,
			events: seen,
			survival,
			standardError: spread?.standardError,
			interval: spread?.interval,
		});
	}
	// A share that should be one half may be a rounding error above it.
	const medianTime = steps.find((step) => step.survival <= 0.5 + 1e-12)?.time;
	return { steps, medianTime, leads, events };
}

/** Fewer accounts than this say nothing of how far others would vary. */
const LEAST_ACCOUNTS = 10;

/** The variance of the logarithm of the curve, over accounts, step by step. */
function accountVariance(order: readonly number[], clusters: ArrayLike<number>) {
	const numbers = new Map<number, number>();
	for (const i of order) if (!numbers.has(clusters[i]!)) numbers.set(clusters[i]!, numbers.size);
	const count = numbers.size;
	const left = new Float64Array(count);
	const moved = new Float64Array(count);
	for (const i of order) left[numbers.get(clusters[i]!)!]!++;
	return {
		count,
		/** Takes the rows of one time, events and ends of watching, and gives the variance after it. */
		step(
			rows: readonly number[],
			{
				atRisk,
				seen,
				observed,
			}: { readonly atRisk: number; readonly seen: number; readonly observed: ArrayLike<number> },
		): number {
			const rest = atRisk - seen;
			if (seen > 0 && rest > 0) {
				const hazard = seen / atRisk;
				for (let account = 0; account < count; account++) moved[account]! -= (left[account]! * hazard) / rest;
			}
			for (const i of rows) {
				const account = numbers.get(clusters[i]!)!;
				left[account]!--;
				if (observed[i] === 1 && rest > 0) moved[account]! += 1 / rest;
			}
			let squares = 0;
			for (const sum of moved) squares += sum * sum;
			// To ten digits: accounts summed in another order differ in the last ones.
			return Number((count < 2 ? squares : (count / (count - 1)) * squares).toPrecision(10));
		},
	};
}

function spreadOf(survival: number, greenwood: number, z: number) {
	const log = Math.log(survival);
	const wide = (z * Math.sqrt(greenwood)) / log;
	const end = (shift: number) => Math.exp(log * Math.exp(shift));
	return { standardError: survival * Math.sqrt(greenwood), interval: [end(-wide), end(wide)] as const };
}
