import { countOf, formatCount } from "./number-format.ts";
import { dayText } from "./wall-clock.ts";

/** What a replay says of its leads. */
interface ReplayPopulation {
	readonly cohort: { readonly leads: number };
	/** First and last creation that is not far from all others, ms. */
	readonly createdRange: readonly [number, number] | undefined;
	/** Creations that are; left out: none. */
	readonly createdOutside?: number;
	readonly timeZone: string;
	readonly datasetName: string;
}

/**
 * Which leads a replay is about, as the subtitle of its charts says it.
 *
 * @example populationText(replay) // "acme: 12,000 leads created 2023-01-01 to 2024-06-30"
 */
export function populationText(replay: ReplayPopulation): string {
	const { cohort, createdRange, createdOutside = 0, timeZone, datasetName } = replay;
	const leads = countOf(cohort.leads, "lead");
	if (createdRange === undefined) return `${datasetName}: ${leads}`;
	const range = `${dayText(createdRange[0], timeZone)} to ${dayText(createdRange[1], timeZone)}`;
	return `${datasetName}: ${leads} created ${range}${createdOutside === 0 ? "" : `, ${farText(createdOutside)}`}`;
}

/**
 * What is left out of periods and of figures a week, as a part of a sentence.
 *
 * @example farText(1) // "1 of them years away from all others"
 */
export function farText(count: number): string {
	return `${formatCount(count)} of them years away from all others`;
}
