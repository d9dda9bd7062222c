import { median } from "simple-statistics";
import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { usualRange } from "../dataset/usual-range.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import { FLAG_OUTCOME, flagOutcome, isCaught, isExcluded, isImmature, isJudged } from "./flag-outcome.ts";
import type { AccountTallies } from "./leads/account-tallies.ts";
import { winAmountOf } from "./leads/win-amount.ts";
import type { Handoff } from "./replay-result.ts";

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
	/** Where leads of the cohort share accounts: intervals then take accounts as what varies. */
	readonly tallies?: AccountTallies | undefined;
}

/**
 * One hand-off from the flags of a cohort, each lead judged by {@link flagOutcome}.
 *
 * @throws LabError (configuration) when the dataset has no stage `to`
 * @example measureHandoff(history, { from: "mql", to: "sql", threshold: 45, horizonDays: 90, leads, flaggedAt }).hits
 */
export function measureHandoff(dataset: Dataset, input: HandoffInput): Handoff {
	const { from, to, threshold, horizonDays, leads, flaggedAt, rows, tallies } = input;
	const reachedAt = stageReachedAt(dataset, to);
	const amounts = winAmountOf(dataset, to);
	const window = { horizonMs: horizonDays * DAY_MS, asOf: dataset.asOf };
	const count = { leads: 0, excluded: 0, flagged: 0, late: 0, immature: 0, hits: 0, misses: 0, reached: 0, caught: 0 };
	const headStarts: number[] = [];
	let firstFlag = Number.POSITIVE_INFINITY;
	let lastFlag = Number.NEGATIVE_INFINITY;
	let everyone = 0;
	let everyonesHits = 0;
	let caughtAmount = 0;
	let reachedAmount = 0;
	const total = rows?.length ?? leads.length;
	for (let i = 0; i < total; i++) {
		const row = rows === undefined ? i : rows[i]!;
		const lead = leads[row]!;
		const s = reachedAt[lead]!;
		if (isExcluded(dataset.createdAt[lead]!, s)) {
			count.excluded++;
			continue;
		}
		count.leads++;
		const atOnce = flagOutcome(dataset.createdAt[lead]!, s, window);
		if (isJudged(atOnce)) {
			everyone++;
			tallies?.everyone.add(tallies.of[row]!, atOnce === FLAG_OUTCOME.hit);
		}
		if (atOnce === FLAG_OUTCOME.hit) everyonesHits++;
		if (s !== NEVER) {
			count.reached++;
			tallies?.recall.add(tallies.of[row]!, false);
			if (amounts !== undefined) reachedAmount += amounts(lead);
		}
		const t = flaggedAt[row]!;
		if (t === NEVER) continue;
		count.flagged++;
		if (t < firstFlag) firstFlag = t;
		if (t > lastFlag) lastFlag = t;
		const outcome = flagOutcome(t, s, window);
		if (isCaught(outcome)) {
			count.caught++;
			tallies?.recall.raise(tallies.of[row]!);
			headStarts.push(s - t);
			if (amounts !== undefined) caughtAmount += amounts(lead);
		}
		if (tallies !== undefined && isJudged(outcome)) {
			tallies.precision.add(tallies.of[row]!, outcome === FLAG_OUTCOME.hit);
		}
		if (outcome === FLAG_OUTCOME.late) count.late++;
		else if (isImmature(outcome)) count.immature++;
		else if (outcome === FLAG_OUTCOME.hit) count.hits++;
		else count.misses++;
	}
	const settled = count.hits + count.misses;
	const spread = { precision: tallies?.precision.take(), recall: tallies?.recall.take() };
	const usual =
		lastFlag - firstFlag < YEARS_MS
			? { from: firstFlag, to: lastFlag, outside: 0 }
			: usualRange(total, (i) => {
					const row = rows === undefined ? i : rows[i]!;
					const lead = leads[row]!;
					return isExcluded(dataset.createdAt[lead]!, reachedAt[lead]!) ? NEVER : flaggedAt[row]!;
				});
	const weeks = usual === undefined ? 1 : Math.max(1, (usual.to - usual.from) / (7 * DAY_MS));
	return {
		from,
		to,
		threshold,
		...count,
		precision: estimateRate(count.hits, settled, { reason: noPrecision(count), spread: spread.precision }),
		recall: estimateRate(count.caught, count.reached, {
			reason: `no lead of the cohort reached ${to}`,
			spread: spread.recall,
		}),
		everyone: estimateRate(everyonesHits, everyone, {
			reason:
				count.leads === 0 && count.excluded > 0
					? `all ${count.excluded} leads had reached ${to} by their creation`
					: `no lead has had its ${horizonDays} days`,
			spread: tallies?.everyone.take(),
		}),
		perWeek: count.flagged === 0 ? undefined : (count.flagged - (usual?.outside ?? 0)) / weeks,
		medianHeadStartDays: headStarts.length === 0 ? undefined : median(headStarts) / DAY_MS,
		caughtAmount: amounts === undefined ? undefined : caughtAmount,
		reachedAmount: amounts === undefined ? undefined : reachedAmount,
		...(tallies === undefined ? {} : { spread }),
	};
}

/** Flags that lie within less have none that is years away from the others. */
const YEARS_MS = 3 * 360 * DAY_MS;

function noPrecision({ flagged, late, immature }: { flagged: number; late: number; immature: number }): string {
	if (flagged === 0) return "no lead was flagged";
	return `none of the ${flagged} flags can be judged: ${late} came after the outcome, ${immature} are not mature`;
}
