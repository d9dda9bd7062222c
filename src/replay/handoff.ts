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
	/** Flag of each row. */
	readonly flaggedAt: Float64Array;
	/** Rows to count; left out: all. */
	readonly rows?: Int32Array;
}

/**
 * One hand-off from the flags of a cohort: a later stage first reached at s, a flag at t, a horizon H. A lead with s at
 * or before its creation is excluded. A flag is *late* if s <= t; else *immature* if t + H is after `asOf`; else a
 * *hit* if s <= t + H; else a *miss*.
 */
export function measureHandoff(dataset: Dataset, input: HandoffInput): Handoff {
	const { from: flag, to: outcome, threshold, horizonDays, leads, flaggedAt, rows } = input;
	const outcomeAt = dataset.stages.firstAt[dataset.stages.names.indexOf(outcome)]!;
	const amounts = winAmountOf(dataset, outcome);
	const horizon = horizonDays * DAY_MS;
	const count = { leads: 0, excluded: 0, flagged: 0, late: 0, immature: 0, hits: 0, misses: 0, reached: 0, caught: 0 };
	const headStarts: number[] = [];
	let firstFlag = Number.POSITIVE_INFINITY;
	let lastFlag = Number.NEGATIVE_INFINITY;
	let caughtAmount = 0;
	let reachedAmount = 0;
	const total = rows?.length ?? leads.length;
	for (let i = 0; i < total; i++) {
		const row = rows === undefined ? i : rows[i]!;
		const lead = leads[row]!;
		const s = outcomeAt[lead]!;
		if (s <= dataset.createdAt[lead]!) {
			count.excluded++;
			continue;
		}
		count.leads++;
		if (s !== NEVER) {
			count.reached++;
			if (amounts !== undefined) reachedAmount += amounts(lead);
		}
		const t = flaggedAt[row]!;
		if (t === NEVER) continue;
		count.flagged++;
		if (t < firstFlag) firstFlag = t;
		if (t > lastFlag) lastFlag = t;
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
	const weeks = Math.max(1, (lastFlag - firstFlag) / (7 * DAY_MS));
	return {
		from: flag,
		to: outcome,
		threshold,
		...count,
		precision: estimateRate(count.hits, settled, { reason: noPrecision(count) }),
		recall: estimateRate(count.caught, count.reached, { reason: `no lead of the cohort reached ${outcome}` }),
		perWeek: count.flagged === 0 ? undefined : count.flagged / weeks,
		medianHeadStartDays: headStarts.length === 0 ? undefined : median(headStarts) / DAY_MS,
		caughtAmount: amounts === undefined ? undefined : caughtAmount,
		reachedAmount: amounts === undefined ? undefined : reachedAmount,
	};
}

function noPrecision({ flagged, late, immature }: { flagged: number; late: number; immature: number }): string {
	if (flagged === 0) return "no lead was flagged";
	return `none of the ${flagged} flags can be judged: ${late} came after the outcome, ${immature} are not mature`;
}
