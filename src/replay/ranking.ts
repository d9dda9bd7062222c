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
	const { scores, outcomes } = rankedLeads(dataset, columns, { outcome, horizonDays, landmarkDays });
	const table = scoreTable(scores, outcomes);
	const { positives, negatives } = tableTotals(table);
	const reason =
		positives + negatives === 0
			? `no lead is old enough: it takes ${landmarkDays} + ${horizonDays} days to judge one`
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
