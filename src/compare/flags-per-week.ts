import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import { weekOfDay } from "../replay/kernel/weekly-differences.ts";
import type { Replay } from "../replay/replay-result.ts";

/** How many leads a model flags a week. */
export interface FlagsPerWeek {
	/** Whole calendar weeks (Monday to Sunday) from the first to the last creation of the cohort that is not far from all others. */
	readonly weeks: number;
	readonly mean: number;
	/** Mean of the busiest tenth of the weeks, at least one. */
	readonly busiest: number;
	/** Weeks with more flags than `capacity`. */
	readonly above: number;
}

/**
 * The flags of a stage by whole week while leads of the cohort came in; every flag counts, also one that comes after an
 * outcome, since sales gets it all the same. Before and after that span there are fewer flags only because the cohort ends
 * there. `undefined` for an empty cohort, or one that spans no whole week.
 *
 * @example perWeek(history, candidate, { flag: "mql", capacity: 40 })?.mean // 33.2
 */
export function perWeek(
	{ calendar, asOf }: Dataset,
	{ columns, createdRange }: Replay,
	{ flag, capacity = Number.POSITIVE_INFINITY }: { readonly flag: string; readonly capacity?: number | undefined },
): FlagsPerWeek | undefined {
	if (createdRange === undefined) return undefined;
	const weekOf = (instant: number) => weekOfDay(calendar.dayOf(instant));
	const first = weekOf(createdRange[0]) + 1;
	const weeks = weekOf(Math.min(createdRange[1], asOf)) - first;
	if (weeks < 1) return undefined;
	const counts = new Float64Array(weeks);
	for (const at of flaggedAtOf(columns, flag)) {
		const week = at === NEVER ? -1 : weekOf(at) - first;
		if (week >= 0 && week < weeks) counts[week]!++;
	}
	const busy = counts.toSorted((a, b) => b - a).slice(0, Math.max(1, Math.round(weeks / 10)));
	const sum = (list: Float64Array) => list.reduce((total, count) => total + count, 0);
	return {
		weeks,
		mean: sum(counts) / weeks,
		busiest: sum(busy) / busy.length,
		above: counts.reduce((total, count) => total + (count > capacity ? 1 : 0), 0),
	};
}
