import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** The leads at or above a score, as a share of all, with what they caught. */
export interface LiftPoint {
	readonly threshold: number;
	readonly hits: number;
	readonly flagged: number;
	/** Share of leads flagged. */
	readonly share: number;
	/** Share of positives caught: the gains curve. */
	readonly gain: number;
	/** Precision over prevalence. */
	readonly lift: number;
}

/**
 * Cumulative gains and lift at every distinct score, from high to low. Between two points the curve is a straight
 * segment: leads of equal score have no order. Empty when there is no positive.
 *
 * @example liftCurve(scoreTable([1, 2, 3, 4], [0, 0, 0, 1]))[0].lift // 4
 */
export function liftCurve(table: ScoreTable): LiftPoint[] {
	const totals = tableTotals(table);
	const all = totals.positives + totals.negatives;
	if (totals.positives === 0) return [];
	const points: LiftPoint[] = [];
	let hits = 0;
	let flagged = 0;
	for (let i = table.scores.length - 1; i >= 0; i--) {
		hits += table.positives[i]!;
		flagged += table.positives[i]! + table.negatives[i]!;
		if (flagged === 0) continue;
		const share = flagged / all;
		const gain = hits / totals.positives;
		points.push({ threshold: table.scores[i]!, hits, flagged, share, gain, lift: gain / share });
	}
	return points;
}
