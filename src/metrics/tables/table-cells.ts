import type { ScoreTable } from "./score-table.ts";

/**
 * The cells of a score table (or joint table): its positives by row, then its negatives.
 *
 * @example tableCells(scoreTable([1, 2, 2], [0, 1, 0])) // [0, 1, 1, 1]
 */
export function tableCells({ positives, negatives }: Pick<ScoreTable, "positives" | "negatives">): Float64Array {
	const cells = new Float64Array(positives.length + negatives.length);
	cells.set(positives);
	cells.set(negatives, positives.length);
	return cells;
}
