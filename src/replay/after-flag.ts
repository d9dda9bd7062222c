import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, NEVER, UNKNOWN } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { estimateRate } from "../metrics/rates/estimate.ts";
import { rateTally } from "../metrics/rates/rate-tally.ts";
import { FLAG_OUTCOME, flagOutcome, isJudged } from "./flag-outcome.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import type { LeadAccounts } from "./leads/lead-accounts.ts";
import type { ExitReason, ReplayColumns, TouchDelay } from "./replay-result.ts";

/** Exits of flagged leads after their flag, by stage and recorded reason, most frequent first. */
export function measureExits(dataset: Dataset, columns: Pick<ReplayColumns, "lead" | "flaggedAt">): ExitReason[] {
	const { stages, ladder } = dataset;
	const counts = new Map<string, ExitReason & { count: number }>();
	for (const [flag, flaggedAt] of Object.entries(columns.flaggedAt)) {
		for (let row = 0; row < columns.lead.length; row++) {
			const at = flaggedAt[row]!;
			if (at === NEVER) continue;
			const lead = columns.lead[row]!;
			for (let change = stages.offsets[lead]!; change < stages.offsets[lead + 1]!; change++) {
				const stage = stages.stage[change]!;
				if (stage < ladder.length || stages.at[change]! <= at) continue;
				const code = stages.reason?.codes[change] ?? UNKNOWN;
				const key = `${flag}\u0000${stage}\u0000${code}`;
				const found = counts.get(key);
				if (found !== undefined) {
					found.count++;
					continue;
				}
				const reason = code === UNKNOWN ? undefined : String(stages.reason?.values[code]);
				counts.set(key, { stage: flag, exit: stages.names[stage]!, reason, count: 1 });
			}
		}
	}
	return [...counts.values()].sort(
		(a, b) => b.count - a.count || compare(a.exit, b.exit) || compare(a.reason ?? "", b.reason ?? ""),
	);
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Days from a flag to the first sales touch at which the delays are split. */
const DELAYS = [1, 3, 7, 14, 30];

/**
 * Precision by how soon sales touched a lead after its flag. Only flags that can be judged (hits and misses) and that
 * sales had not touched before the flag are counted. Empty when the contract does not say what counts as worked.
 */
export function measureTouchDelays(
	dataset: Dataset,
	columns: Pick<ReplayColumns, "lead" | "flaggedAt">,
	{
		handoffs,
		horizonDays,
		accounts,
	}: {
		readonly handoffs: readonly HandoffSpec[];
		readonly horizonDays: number;
		readonly accounts?: LeadAccounts | undefined;
	},
): TouchDelay[] {
	const { workedAt } = dataset;
	if (workedAt === undefined) return [];
	const edges = [0, ...DELAYS];
	const window = { horizonMs: horizonDays * DAY_MS, asOf: dataset.asOf };
	const tallies = accounts && [...edges, undefined].map(() => rateTally(accounts.count));
	return handoffs.flatMap(({ from, to }) => {
		const reachedAt = stageReachedAt(dataset, to);
		const flaggedAt = flaggedAtOf(columns, from);
		const hits = new Float64Array(edges.length + 1);
		const total = new Float64Array(edges.length + 1);
		for (let row = 0; row < columns.lead.length; row++) {
			const lead = columns.lead[row]!;
			const at = flaggedAt[row]!;
			const touched = workedAt[lead]!;
			const outcome = flagOutcome(at, reachedAt[lead]!, window);
			if (!isJudged(outcome) || touched < at) continue;
			const days = (touched - at) / DAY_MS;
			const part = touched === NEVER ? edges.length : edges.findLastIndex((edge) => days >= edge);
			total[part]!++;
			if (accounts !== undefined) tallies?.[part]?.add(accounts.of[row]!, outcome === FLAG_OUTCOME.hit);
			if (outcome === FLAG_OUTCOME.hit) hits[part]!++;
		}
		return [...edges, undefined].map((fromDays, part) => ({
			from,
			to,
			fromDays,
			toDays: fromDays === undefined ? undefined : edges[part + 1],
			precision: estimateRate(hits[part]!, total[part]!, {
				reason: "no flag was touched after this many days",
				spread: tallies?.[part]?.take(),
			}),
		}));
	});
}
