import { type CellClusters, cellClusters } from "../sampling/cell-clusters.ts";
import { type JointScoreTable, jointScoreTable } from "./joint-score-table.ts";

/**
 * A joint table of two models that remembers which leads belong together. Its cells are the positives by row of the joint
 * table, then the negatives.
 */
export interface ClusteredJoint extends CellClusters {
	readonly joint: JointScoreTable;
}

/**
 * The joint table of leads that share accounts. Leads without a score of both models (NaN) are left out.
 *
 * @param outcomes 1 for a positive, 0 for a negative
 * @param clusters which account each lead belongs to; any values
 * @throws RangeError when the lists differ in length
 * @example clusteredJoint([1, 2], [5, 5], [0, 1], ["a", "a"]).patterns.length // 1
 */
export function clusteredJoint(
	firstScores: ArrayLike<number>,
	secondScores: ArrayLike<number>,
	outcomes: ArrayLike<number>,
	clusters: ArrayLike<string | number>,
): ClusteredJoint {
	const joint = jointScoreTable(firstScores, secondScores, outcomes);
	const rows = joint.positives.length;
	const width = joint.second.scores.length;
	const first = new Map(Array.from(joint.first.scores, (score, row) => [score + 0, row]));
	const second = new Map(Array.from(joint.second.scores, (score, row) => [score + 0, row]));
	const rowOf = new Map<number, number>();
	for (let row = 0; row < rows; row++) rowOf.set(joint.firstRow[row]! * width + joint.secondRow[row]!, row);
	const cellOfLead = Float64Array.from({ length: outcomes.length }, (_, i) => {
		if (Number.isNaN(firstScores[i]!) || Number.isNaN(secondScores[i]!)) return -1;
		const row = rowOf.get(first.get(firstScores[i]! + 0)! * width + second.get(secondScores[i]! + 0)!)!;
		return row + (outcomes[i] === 1 ? 0 : rows);
	});
	return { joint, ...cellClusters(cellOfLead, clusters, 2 * rows) };
}
