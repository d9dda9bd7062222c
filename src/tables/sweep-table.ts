import type { HandoffSpec } from "../dataset/dataset.ts";
import type { FlagCounts, Replay } from "../replay/replay-result.ts";
import { flagRates } from "../replay/sweep-rates.ts";
import { cohortWeeks } from "../tune/capacity.ts";
import { findHandoff } from "../tune/find-handoff.ts";
import { intervalText, rateText } from "../words/estimate-text.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import { columnsOf, type Table } from "./table.ts";

/** Which thresholds a sweep table shows. */
export interface SweepTableOptions {
	/** One row every so many points; default 5. The model's own threshold is always there. */
	readonly every?: number;
	/** Exactly these instead. */
	readonly thresholds?: readonly number[];
}

/**
 * A hand-off at many thresholds, from one replay: how many leads would be flagged, how many a week, how many of the
 * mature flags became the outcome, with the interval, and how many of those who reached the outcome were flagged in time.
 * Flags a week are over the weeks in which the leads of the cohort came in.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example sweepTable(result, "mql:sql", { every: 10 })
 */
export function sweepTable(result: Replay, handoff: HandoffSpec | string, options: SweepTableOptions = {}): Table {
	const { own, sweep } = findHandoff(result, handoff);
	const { every = 5, thresholds } = options;
	const shown = sweep.rows.filter(({ threshold }) =>
		thresholds === undefined ? threshold % every === 0 || threshold === own.threshold : thresholds.includes(threshold),
	);
	const weeks = cohortWeeks(result);
	return {
		columns: columnsOf(
			"threshold",
			"flagged",
			"a week",
			"hits",
			"mature",
			"precision",
			"95 % interval",
			"recall",
			"95 % interval",
		),
		rows: shown.map((row) => {
			const { precision, recall } = flagRates(row, { spread: sweep.spreads?.[row.threshold] });
			return [
				`${row.threshold}${row.threshold === own.threshold ? " (the model's)" : ""}`,
				row.flagged,
				(row.flagged / weeks).toFixed(1),
				row.hits,
				row.hits + row.misses,
				rateText(precision),
				intervalText(precision),
				rateText(recall),
				intervalText(recall),
			];
		}),
		note: `${result.model.name} on ${result.datasetName}: ${handoffName(own)} within ${result.horizonDays} days; precision = hits / mature flags; recall = flagged in time / all ${row0(sweep.rows)} who reached ${stageName(own.to)}.`,
	};
}

function row0(rows: readonly FlagCounts[]): number {
	return rows[0]?.reached ?? 0;
}
