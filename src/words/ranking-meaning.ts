import { RANKING_KEYS, rankingMeasure } from "../metrics/measures/ranking-measures.ts";
import { capital } from "./capital.ts";

/**
 * What the measures of ranking mean, a sentence each.
 *
 * @example rankingMeaning() // "AUC: chance that a lead that reached the outcome scored higher than ..."
 */
export function rankingMeaning(): string {
	return RANKING_KEYS.map((key) => {
		const { name, meaning } = rankingMeasure(key);
		return `${capital(name)}: ${meaning}.`;
	}).join(" ");
}
