import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { FLAG_OUTCOME, flagOutcome, isExcluded, isImmature } from "../replay/flag-outcome.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import type { Replay } from "../replay/replay-result.ts";

/** Outcomes that a lead of the table can have under a model: all of {@link FLAG_OUTCOME} but excluded, which is last. */
export const PAIR_STATES = FLAG_OUTCOME.excluded;

/** What a flag of every lead at its creation would have been: what a flag has to beat. */
export type AtCreation = "hit" | "miss" | "immature";

const AT_CREATION: readonly AtCreation[] = ["hit", "miss", "immature"];

/** Number of cells of the table of a hand-off's pairs. */
export const PAIR_CELLS = AT_CREATION.length * 2 * PAIR_STATES ** 2;

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
	const rest = Math.floor(cell / PAIR_STATES ** 2);
	return {
		candidate: cell % PAIR_STATES,
		baseline: Math.floor(cell / PAIR_STATES) % PAIR_STATES,
		reached: rest % 2 === 1,
		atCreation: AT_CREATION[Math.floor(rest / 2)]!,
	};
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
 * @param flags flags by row in place of those at a model's own threshold
 * @example pairedFlags(history, candidate, baseline, { from: "mql", to: "sql" }).counts.length // 216
 */
export function pairedFlags(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	{ from, to }: HandoffSpec,
	flags: { readonly baseline?: Float64Array | undefined; readonly candidate?: Float64Array | undefined } = {},
): PairedFlags {
	const { columns, horizonDays, asOf } = candidate;
	const { lead: leads } = columns;
	const window = { horizonMs: horizonDays * DAY_MS, asOf };
	const reachedAt = stageReachedAt(dataset, to);
	const before = flags.baseline ?? flaggedAtOf(baseline.columns, from);
	const after = flags.candidate ?? flaggedAtOf(columns, from);
	const cellOf = new Int16Array(leads.length);
	const counts = new Float64Array(PAIR_CELLS);
	let excluded = 0;
	for (let row = 0; row < leads.length; row++) {
		const lead = leads[row]!;
		const created = dataset.createdAt[lead]!;
		const reached = reachedAt[lead]!;
		if (isExcluded(created, reached)) {
			cellOf[row] = -1;
			excluded++;
			continue;
		}
		const atCreation = flagOutcome(created, reached, window);
		const early = isImmature(atCreation) ? 2 : atCreation === FLAG_OUTCOME.hit ? 0 : 1;
		const ever = reached === NEVER ? 0 : 1;
		const own = flagOutcome(before[row]!, reached, window);
		const other = flagOutcome(after[row]!, reached, window);
		const cell = ((early * 2 + ever) * PAIR_STATES + own) * PAIR_STATES + other;
		cellOf[row] = cell;
		counts[cell]!++;
	}
	return { from, to, cellOf, counts, excluded };
}
