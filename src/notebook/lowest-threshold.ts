import type { HandoffSpec } from "../dataset/dataset.ts";
import type { CallCounts, Replay } from "../replay/replay-result.ts";
import { cohortWeeks, findHandoff } from "./find-handoff.ts";
import { sweepRates } from "./sweep-table.ts";

/** What a threshold must keep to; all that are given hold together. */
export interface ThresholdLimits {
	/** Leads that sales can work a week, on average over the weeks of the cohort. */
	readonly callsPerWeek?: number;
	/** Precision as measured. */
	readonly precision?: number;
	/** Lower end of the 95 % interval of precision. */
	readonly precisionAtLeast?: number;
}

/**
 * The lowest threshold of a hand-off that keeps to every limit, and with it the counts there: lower means more leads
 * called. `undefined` when there is none. It is chosen on the history it is measured on, so its precision flatters
 * a little; a later period is the test.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example lowestThreshold(result, "mql -> sql", { callsPerWeek: 20 })?.threshold // 42
 */
export function lowestThreshold(
	result: Replay,
	handoff: HandoffSpec | string,
	{ callsPerWeek, precision, precisionAtLeast }: ThresholdLimits,
): CallCounts | undefined {
	const weeks = cohortWeeks(result);
	return findHandoff(result, handoff).sweep.rows.find((row) => {
		const rate = sweepRates(row).precision;
		if (row.called === 0) return false;
		if (callsPerWeek !== undefined && (weeks === undefined || row.called / weeks > callsPerWeek)) return false;
		if (precision !== undefined && (rate.value === undefined || rate.value < precision)) return false;
		return precisionAtLeast === undefined || (rate.interval !== undefined && rate.interval[0] >= precisionAtLeast);
	});
}
