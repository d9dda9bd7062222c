import { type CellClusters, cellClusters } from "../sampling/cell-clusters.ts";
import { type ScoreTable, scoreTable } from "./score-table.ts";

/**
 * A score table that remembers which leads belong together. Its cells are the positives by row of the table, then the
 * negatives.
 */
export interface ClusteredTable extends CellClusters {
	readonly table: ScoreTable;
}

/**
 * The table of leads that share accounts: leads of one account succeed and fail together, so the account is what a
 * bootstrap has to draw. Leads without a score (NaN) are left out.
 *
 * @param outcomes 1 for a positive, 0 for a negative
 * @param clusters which account each lead belongs to; any values
 * @throws RangeError when `scores` and `clusters` differ in length
 * @example clusteredTable([1, 2, 2], [0, 1, 1], ["a", "b", "c"]).patterns.map(({ count }) => count) // [2, 1]
 */
export function clusteredTable(
	scores: ArrayLike<number>,
	outcomes: ArrayLike<number>,
	clusters: ArrayLike<string | number>,
): ClusteredTable {
	const table = scoreTable(scores, outcomes);
	const rows = table.scores.length;
	const rowOf = new Map(Array.from(table.scores, (score, row) => [score + 0, row]));
	const cellOfLead = Float64Array.from({ length: scores.length }, (_, i) => {
		if (Number.isNaN(scores[i]!)) return -1;
		return rowOf.get(scores[i]! + 0)! + (outcomes[i] === 1 ? 0 : rows);
	});
	return { table, ...cellClusters(cellOfLead, clusters, 2 * rows) };
}
