import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, UNKNOWN } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { FLAG_OUTCOME, flagOutcome, isExcluded, isJudged } from "../replay/flag-outcome.ts";
import type { Replay } from "../replay/replay-result.ts";

/** The flags a precision is measured on: mature and not late, with what sales did about each. An entry a flag. */
export interface SelectionFlags {
	/** Number of the lead in the dataset. */
	readonly lead: Int32Array;
	readonly flaggedAt: Float64Array;
	/** 1 when the outcome followed within the horizon. */
	readonly hit: Uint8Array;
	/** 1 when sales had acted on the lead by the end of the horizon. */
	readonly worked: Uint8Array;
	/** 1 when sales had acted on the lead by the flag. */
	readonly touchedBefore: Uint8Array;
	/** 1 when sales acted on the lead first more than 14 days after the flag. */
	readonly workedLate: Uint8Array;
	/** Account of the lead, or its own id when it has none. */
	readonly cluster: readonly string[];
}

/** Days from a flag after which what happened since may have decided that sales work the lead. */
const LATE_DAYS = 14;

/**
 * The mature flags of a hand-off that were not late (hits and misses, leads excluded left out as in the replay), and
 * whether sales worked each by the end of its horizon. `undefined` when the dataset does not say who was worked, or the
 * model makes no such flag.
 *
 * @example selectionFlags(dataset, replay, { from: "mql", to: "sql" })?.lead.length // hits + misses
 */
export function selectionFlags(
	dataset: Dataset,
	replay: Replay,
	{ from, to }: HandoffSpec,
): SelectionFlags | undefined {
	const { workedAt, account, createdAt, asOf } = dataset;
	const flaggedAt = replay.columns.flaggedAt[from];
	if (workedAt === undefined || flaggedAt === undefined) return undefined;
	const reachedAt = stageReachedAt(dataset, to);
	const horizon = replay.horizonDays * DAY_MS;
	const window = { horizonMs: horizon, asOf };
	const { lead: leads } = replay.columns;
	const rows: number[] = [];
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		const s = reachedAt[lead]!;
		if (!isExcluded(createdAt[lead]!, s) && isJudged(flagOutcome(flaggedAt[row]!, s, window))) rows.push(row);
	}
	const at = (row: number) => flaggedAt[row]!;
	const where = (holds: (lead: number, row: number) => boolean) =>
		Uint8Array.from(rows, (row) => (holds(leads[row]!, row) ? 1 : 0));
	return {
		lead: Int32Array.from(rows, (row) => leads[row]!),
		flaggedAt: Float64Array.from(rows, at),
		hit: where((lead, row) => flagOutcome(at(row), reachedAt[lead]!, window) === FLAG_OUTCOME.hit),
		worked: where((lead, row) => workedAt[lead]! <= at(row) + horizon),
		touchedBefore: where((lead, row) => workedAt[lead]! <= at(row)),
		workedLate: where(
			(lead, row) => workedAt[lead]! > at(row) + LATE_DAYS * DAY_MS && workedAt[lead]! <= at(row) + horizon,
		),
		cluster: rows.map((row) => {
			const lead = leads[row]!;
			const code = account?.codes[lead] ?? UNKNOWN;
			return code === UNKNOWN ? `lead ${dataset.idOf(lead)}` : `account ${account!.values[code]}`;
		}),
	};
}

/**
 * At most about so many of the flags: whole accounts, chosen by a hash of their names, so that nothing is drawn and the
 * order of leads does not matter. All of them when they are no more than that.
 *
 * @example fewerFlags(flags, { most: 10_000 }).lead.length // 9_874
 */
export function fewerFlags(flags: SelectionFlags, { most }: { readonly most: number }): SelectionFlags {
	const share = most / flags.lead.length;
	if (share >= 1) return flags;
	const kept = [...flags.cluster.keys()].filter((i) => hashShare(flags.cluster[i]!) < share);
	const part = (list: Uint8Array) => Uint8Array.from(kept, (i) => list[i]!);
	return {
		lead: Int32Array.from(kept, (i) => flags.lead[i]!),
		flaggedAt: Float64Array.from(kept, (i) => flags.flaggedAt[i]!),
		hit: part(flags.hit),
		worked: part(flags.worked),
		touchedBefore: part(flags.touchedBefore),
		workedLate: part(flags.workedLate),
		cluster: kept.map((i) => flags.cluster[i]!),
	};
}

/** A text as a number in [0, 1), spread evenly. FNV-1a with a last mix, 32 bits. */
function hashShare(text: string): number {
	let hash = 2166136261;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
	hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
	hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
	return ((hash ^ (hash >>> 16)) >>> 0) / 4294967296;
}
