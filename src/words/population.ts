import { countOf } from "./number-format.ts";
import { dayText } from "./wall-clock.ts";

/** What a replay says of its leads. */
interface ReplayPopulation {
	readonly cohort: { readonly leads: number };
	/** First and last creation, ms. */
	readonly createdRange: readonly [number, number] | undefined;
	readonly timeZone: string;
	readonly datasetName: string;
}

/**
 * Which leads a replay is about, as the subtitle of its charts says it.
 *
 * @example populationText(replay) // "acme: 12,000 leads created 2023-01-01 to 2024-06-30"
 */
export function populationText(replay: ReplayPopulation): string {
	const { cohort, createdRange, timeZone, datasetName } = replay;
	const leads = countOf(cohort.leads, "lead");
	if (createdRange === undefined) return `${datasetName}: ${leads}`;
	return `${datasetName}: ${leads} created ${dayText(createdRange[0], timeZone)} to ${dayText(createdRange[1], timeZone)}`;
}
