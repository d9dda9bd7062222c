import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/**
 * The leads of the rarer outcome: what the spread of a measure of order hangs on.
 *
 * @example rarerOutcome(scoreTable([1, 2, 3], [0, 1, 1])) // 1
 */
export function rarerOutcome(table: ScoreTable): number {
	const { positives, negatives } = tableTotals(table);
	return Math.min(positives, negatives);
}

/**
 * All leads of a table.
 *
 * @example allLeads(scoreTable([1, 2, 3], [0, 1, 1])) // 3
 */
export function allLeads(table: ScoreTable): number {
	const { positives, negatives } = tableTotals(table);
	return positives + negatives;
}
