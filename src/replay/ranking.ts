import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { auc } from "../metrics/auc.ts";
import { averagePrecision } from "../metrics/average-precision.ts";
import { kolmogorovSmirnov } from "../metrics/kolmogorov-smirnov.ts";
import { scoreTable, tableTotals } from "../metrics/score-table.ts";
import type { Ranking, ReplayColumns } from "./replay-result.ts";

/**
 * How well the score at the landmark l (creation + `landmarkDays`) orders leads: among those that had not reached the
 * outcome by l and whose horizon has passed (l + H <= asOf), a positive reached it within the horizon.
 */
export function measureRanking(
	dataset: Dataset,
	columns: Pick<ReplayColumns, "lead" | "landmarkScore">,
	{
		outcome,
		horizonDays,
		landmarkDays,
	}: { readonly outcome: string; readonly horizonDays: number; readonly landmarkDays: number },
): Ranking {
	const outcomeAt = dataset.stages.firstAt[dataset.stages.names.indexOf(outcome)]!;
	const count = columns.lead.length;
	const scores = new Float64Array(count).fill(Number.NaN);
	const outcomes = new Uint8Array(count);
	for (let row = 0; row < count; row++) {
		const lead = columns.lead[row]!;
		const landmark = dataset.createdAt[lead]! + landmarkDays * DAY_MS;
		const end = landmark + horizonDays * DAY_MS;
		const s = outcomeAt[lead]!;
		if (s <= landmark || end > dataset.asOf) continue;
		scores[row] = columns.landmarkScore[row]!;
		outcomes[row] = s <= end ? 1 : 0;
	}
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
		outcome,
		atRisk: positives + negatives,
		positives,
		auc: auc(table),
		averagePrecision: averagePrecision(table),
		ks: kolmogorovSmirnov(table),
		...(reason === undefined ? {} : { reason }),
		table,
	};
}
