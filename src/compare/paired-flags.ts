import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, NEVER } from "../dataset/dataset.ts";
import type { Replay } from "../replay/replay-result.ts";

/**
 * What became of a lead under one model at a hand-off, as {@link measureHandoff} counts it; an immature flag is split by
 * whether the outcome has come already, since such a lead is caught.
 */
export type FlagState = "not flagged" | "late" | "immature" | "immature, caught" | "hit" | "miss";

/** The states in the order of their codes. */
export const FLAG_STATES: readonly FlagState[] = ["not flagged", "late", "immature", "immature, caught", "hit", "miss"];

/** Code of each state. */
export const STATE = { notFlagged: 0, late: 1, immature: 2, immatureCaught: 3, hit: 4, miss: 5 } as const;

/** What a flag of every lead at its creation would have been: what a flag has to beat. */
export type AtCreation = "hit" | "miss" | "immature";

const AT_CREATION: readonly AtCreation[] = ["hit", "miss", "immature"];

/** Number of cells of the table of a hand-off's pairs. */
export const PAIR_CELLS = AT_CREATION.length * 2 * FLAG_STATES.length ** 2;

/** What a cell of the table holds: leads that are alike in all that a comparison of flags looks at. */
export interface PairCell {
	readonly baseline: number;
	readonly candidate: number;
	/** Whether the lead ever reached the outcome, flagged or not. */
	readonly reached: boolean;
	readonly atCreation: AtCreation;
}

/** A cohort at one hand-off under two models. */
export interface PairedFlags extends HandoffSpec {
	/** Cell of each row of the cohort; -1: excluded, the outcome was there at creation (the same for both models). */
	readonly cellOf: Int16Array;
	/** Leads by cell: the sufficient statistic of every number about the two models' flags. */
	readonly counts: Float64Array;
	readonly excluded: number;
}

/** The cell of a number; see {@link PAIR_CELLS}. */
export function pairCell(cell: number): PairCell {
	const states = FLAG_STATES.length;
	const rest = Math.floor(cell / states ** 2);
	return {
		candidate: cell % states,
		baseline: Math.floor(cell / states) % states,
		reached: rest % 2 === 1,
		atCreation: AT_CREATION[Math.floor(rest / 2)]!,
	};
}

/** Moments of one lead at a hand-off. */
interface Moments {
	readonly flagged: number;
	readonly reached: number;
	readonly horizon: number;
	readonly asOf: number;
}

/** Code of the state of a lead that is not excluded. */
export function flagState({ flagged, reached, horizon, asOf }: Moments): number {
	if (flagged === NEVER) return STATE.notFlagged;
	if (reached <= flagged) return STATE.late;
	const inTime = reached <= flagged + horizon;
	if (flagged + horizon > asOf) return inTime ? STATE.immatureCaught : STATE.immature;
	return inTime ? STATE.hit : STATE.miss;
}

/**
 * The table of a hand-off's pairs: for each lead its state under the baseline and under the candidate, whether it reached
 * the outcome, and what a flag at creation would have been.
 *
 * ```
 * s first reached, t flagged, H horizon          candidate
 *   excluded: s <= creation                    not flagged  late  immature  hit  miss
 *   late:      s <= t               baseline  not flagged  .       .      .       .    .
 *   immature:  t + H > asOf                   ...
 *   hit:       s <= t + H                     miss        .       .      .       .    .
 * ```
 *
 * @param baseline replay over the same leads as `candidate`; the caller has checked that
 * @param rows rows of the cohort to count; left out: all
 * @example pairedFlags(history, baseline, candidate, { from: "mql", to: "sql" }).counts.length // 216
 */
export function pairedFlags(
	dataset: Dataset,
	baseline: Replay,
	candidate: Replay,
	{ from: flag, to: outcome }: HandoffSpec,
): PairedFlags {
	const { columns, horizonDays, asOf } = candidate;
	const { lead: leads } = columns;
	const horizon = horizonDays * DAY_MS;
	const reachedAt = dataset.stages.firstAt[dataset.stages.names.indexOf(outcome)]!;
	const before = baseline.columns.flaggedAt[flag]!;
	const after = columns.flaggedAt[flag]!;
	const cellOf = new Int16Array(leads.length);
	const counts = new Float64Array(PAIR_CELLS);
	const states = FLAG_STATES.length;
	let excluded = 0;
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		const created = dataset.createdAt[lead]!;
		const reached = reachedAt[lead]!;
		if (reached <= created) {
			cellOf[row] = -1;
			excluded++;
			continue;
		}
		const moments = { reached, horizon, asOf };
		const early = created + horizon > asOf ? 2 : reached <= created + horizon ? 0 : 1;
		const ever = reached === NEVER ? 0 : 1;
		const own = flagState({ flagged: before[row]!, ...moments });
		const other = flagState({ flagged: after[row]!, ...moments });
		const cell = ((early * 2 + ever) * states + own) * states + other;
		cellOf[row] = cell;
		counts[cell]!++;
	}
	return { from: flag, to: outcome, cellOf, counts, excluded };
}
