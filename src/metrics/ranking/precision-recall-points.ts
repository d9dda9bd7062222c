import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** Precision and recall of "at least this score". */
export interface PrecisionRecallPoint {
	readonly threshold: number;
	readonly hits: number;
	readonly flagged: number;
	readonly precision: number;
	readonly recall: number;
}

/**
 * Precision and recall at every distinct score, from the highest threshold down. Leads with equal scores are flagged
 * together, so ties are one point. Empty when there is no positive (recall is undefined).
 *
 * @example precisionRecallPoints(scoreTable([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])).map((p) => p.precision)
 * // [1, 0.5, 0.6667, 0.5]
 */
export function precisionRecallPoints(table: ScoreTable): PrecisionRecallPoint[] {
	const total = tableTotals(table).positives;
	if (total === 0) return [];
	const points: PrecisionRecallPoint[] = [];
	let hits = 0;
	let flagged = 0;
	for (let i = table.scores.length - 1; i >= 0; i--) {
		hits += table.positives[i]!;
		flagged += table.positives[i]! + table.negatives[i]!;
		if (flagged === 0) continue;
		points.push({ threshold: table.scores[i]!, hits, flagged, precision: hits / flagged, recall: hits / total });
	}
	return points;
}
