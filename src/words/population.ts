import type { Replay } from "../replay/replay-result.ts";
import { formatCount } from "./number-format.ts";
import { dayText } from "./wall-clock.ts";

/**
 * Which leads a replay is about, as the subtitle of its charts says it.
 *
 * @example populationText(replay) // "acme: 12,000 leads created 2023-01-01 to 2024-06-30"
 */
export function populationText(replay: Replay): string {
	const { cohort, createdRange, timeZone, datasetName } = replay;
	const leads = `${formatCount(cohort.leads)} ${cohort.leads === 1 ? "lead" : "leads"}`;
	if (createdRange === undefined) return `${datasetName}: ${leads}`;
	return `${datasetName}: ${leads} created ${dayText(createdRange[0], timeZone)} to ${dayText(createdRange[1], timeZone)}`;
}
