import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** The flags "score at least this". */
export interface TableFlags {
	/** Flagged positives. */
	readonly hits: number;
	readonly flagged: number;
	/** All positives, flagged or not. */
	readonly reached: number;
}

/**
 * What is flagged at a threshold.
 *
 * @example flagsAt(scoreTable([1, 2, 2], [1, 1, 0]), { threshold: 2 }) // { hits: 1, flagged: 2, reached: 2 }
 */
export function flagsAt(table: ScoreTable, { threshold }: { readonly threshold: number }): TableFlags {
	let hits = 0;
	let flagged = 0;
	for (let i = table.scores.length - 1; i >= 0 && table.scores[i]! >= threshold; i--) {
		hits += table.positives[i]!;
		flagged += table.positives[i]! + table.negatives[i]!;
	}
	return { hits, flagged, reached: tableTotals(table).positives };
}

/**
 * First row whose score is at least the threshold; the number of rows when there is none. The sums of that row are the
 * flags.
 *
 * @example firstFlaggedRow(Float64Array.of(10, 20, 30), 15) // 1
 */
export function firstFlaggedRow(scores: Float64Array, threshold: number): number {
	let row = scores.length;
	while (row > 0 && scores[row - 1]! >= threshold) row--;
	return row;
}
