import { median } from "simple-statistics";
import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, NEVER } from "../dataset/dataset.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import type { Handoff } from "./replay-result.ts";
import { winAmountOf } from "./win-amount.ts";

/** What {@link measureHandoff} needs besides the dataset. */
export interface HandoffInput extends HandoffSpec {
	readonly threshold: number;
	readonly horizonDays: number;
	/** Lead number of each row of the cohort. */
	readonly leads: Int32Array;
	/** Call of each row. */
	readonly callAt: Float64Array;
	/** Rows to count; left out: all. */
	readonly rows?: Int32Array;
}

/**
 * One hand-off from the calls of a cohort: a later stage first reached at s, a call at t, a horizon H. A lead with s at
 * or before its creation is set aside. A call is *late* if s <= t; else *immature* if t + H is after `asOf`; else a
 * *hit* if s <= t + H; else a *miss*.
 */
export function measureHandoff(dataset: Dataset, input: HandoffInput): Handoff {
	const { call, outcome, threshold, horizonDays, leads, callAt, rows } = input;
	const outcomeAt = dataset.stages.firstAt[dataset.stages.names.indexOf(outcome)]!;
	const amounts = winAmountOf(dataset, outcome);
	const horizon = horizonDays * DAY_MS;
	const count = { leads: 0, setAside: 0, called: 0, late: 0, immature: 0, hits: 0, misses: 0, reached: 0, caught: 0 };
	const headStarts: number[] = [];
	let firstCall = Number.POSITIVE_INFINITY;
	let lastCall = Number.NEGATIVE_INFINITY;
	let caughtAmount = 0;
	let reachedAmount = 0;
	const total = rows?.length ?? leads.length;
	for (let i = 0; i < total; i++) {
		const row = rows === undefined ? i : rows[i]!;
		const lead = leads[row]!;
		const s = outcomeAt[lead]!;
		if (s <= dataset.createdAt[lead]!) {
			count.setAside++;
			continue;
		}
		count.leads++;
		if (s !== NEVER) {
			count.reached++;
			if (amounts !== undefined) reachedAmount += amounts(lead);
		}
		const t = callAt[row]!;
		if (t === NEVER) continue;
		count.called++;
		if (t < firstCall) firstCall = t;
		if (t > lastCall) lastCall = t;
		if (s > t && s <= t + horizon) {
			count.caught++;
			headStarts.push(s - t);
			if (amounts !== undefined) caughtAmount += amounts(lead);
		}
		if (s <= t) count.late++;
		else if (t + horizon > dataset.asOf) count.immature++;
		else if (s <= t + horizon) count.hits++;
		else count.misses++;
	}
	const settled = count.hits + count.misses;
	const weeks = Math.max(1, (lastCall - firstCall) / (7 * DAY_MS));
	return {
		call,
		outcome,
		threshold,
		...count,
		precision: estimateRate(count.hits, settled, { reason: noPrecision(count) }),
		recall: estimateRate(count.caught, count.reached, { reason: `no lead of the cohort reached ${outcome}` }),
		callsPerWeek: count.called === 0 ? undefined : count.called / weeks,
		medianHeadStartDays: headStarts.length === 0 ? undefined : median(headStarts) / DAY_MS,
		caughtAmount: amounts === undefined ? undefined : caughtAmount,
		reachedAmount: amounts === undefined ? undefined : reachedAmount,
	};
}

function noPrecision({ called, late, immature }: { called: number; late: number; immature: number }): string {
	if (called === 0) return "no lead was called";
	return `none of the ${called} calls can be judged: ${late} came after the outcome, ${immature} are not mature`;
}
