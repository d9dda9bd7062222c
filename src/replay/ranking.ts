import type { Dataset } from "../dataset/dataset.ts";
import { byRankingKey, rankingMeasure } from "../metrics/measures/ranking-measures.ts";
import { scoreTable, tableTotals } from "../metrics/tables/score-table.ts";
import { type RankedSpec, rankedLeads } from "./ranked-leads.ts";
import type { Ranking, ReplayColumns } from "./replay-result.ts";

/**
 * How well the score at the landmark l (creation + `landmarkDays`) orders leads: among those that had not reached the
 * outcome by l and whose horizon has passed (l + H <= asOf), a positive reached it within the horizon.
 */
export function measureRanking(
	dataset: Dataset,
	columns: Pick<ReplayColumns, "lead" | "landmarkScore">,
	{ outcome, horizonDays, landmarkDays }: RankedSpec,
): Ranking {
	const { scores, outcomes, ...notRanked } = rankedLeads(dataset, columns, { outcome, horizonDays, landmarkDays });
	const table = scoreTable(scores, outcomes);
	const { positives, negatives } = tableTotals(table);
	const reason =
		positives + negatives === 0
			? noLead(notRanked, { outcome, horizonDays, landmarkDays })
			: positives === 0
				? `none of the ${negatives} leads reached ${outcome} in time`
				: negatives === 0
					? `all ${positives} leads reached ${outcome} in time`
					: undefined;
	return {
		stage: outcome,
		atRisk: positives + negatives,
		positives,
		...byRankingKey((key) => rankingMeasure(key).of(table)),
		...(reason === undefined ? {} : { reason }),
		table,
	};
}

/** Why there is nobody to rank, from the leads that were left out. */
function noLead(
	{ reachedBefore, tooYoung }: { readonly reachedBefore: number; readonly tooYoung: number },
	{ outcome, horizonDays, landmarkDays }: RankedSpec,
): string {
	const old = `it takes ${landmarkDays} + ${horizonDays} days to judge one`;
	if (reachedBefore + tooYoung === 0) return "the cohort has no lead";
	if (reachedBefore === 0) return `no lead is old enough: ${old}`;
	if (tooYoung === 0) {
		return reachedBefore === 1
			? `the one lead had reached ${outcome} by day ${landmarkDays}`
			: `all ${reachedBefore} leads had reached ${outcome} by day ${landmarkDays}`;
	}
	return `${reachedBefore} of ${reachedBefore + tooYoung} leads had reached ${outcome} by day ${landmarkDays}, and none of the others is old enough: ${old}`;
}
