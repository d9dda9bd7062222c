import { type ScoreTable, scoreTable } from "./score-table.ts";

/**
 * Counts of leads by the scores of two models and outcome: what a paired comparison of the two needs. Row i holds the
 * leads that the first model gives `first.scores[firstRow[i]]` and the second `second.scores[secondRow[i]]`.
 */
export interface JointScoreTable {
	readonly first: ScoreTable;
	readonly second: ScoreTable;
	readonly firstRow: Int32Array;
	readonly secondRow: Int32Array;
	readonly positives: Float64Array;
	readonly negatives: Float64Array;
}

/**
 * The joint table of a sample. Leads without a score of both models (NaN) are left out of all its parts, so that the two
 * models are compared on the same leads.
 *
 * @param outcomes 1 for a positive, 0 for a negative
 * @throws RangeError when the three lists differ in length, or an outcome is neither 1 nor 0
 * @example jointScoreTable([1, 2, 2], [5, 5, 5], [0, 1, 1]).positives // [0, 2]
 */
export function jointScoreTable(
	firstScores: ArrayLike<number>,
	secondScores: ArrayLike<number>,
	outcomes: ArrayLike<number>,
): JointScoreTable {
	if (firstScores.length !== outcomes.length || secondScores.length !== outcomes.length) {
		throw new RangeError(
			`jointScoreTable: lists must be equally long, got ${firstScores.length}, ${secondScores.length} and ${outcomes.length}.`,
		);
	}
	const a: number[] = [];
	const b: number[] = [];
	const y: number[] = [];
	for (let i = 0; i < outcomes.length; i++) {
		if (Number.isNaN(firstScores[i]!) || Number.isNaN(secondScores[i]!)) continue;
		// -0 and 0 are one score.
		a.push(firstScores[i]! + 0);
		b.push(secondScores[i]! + 0);
		y.push(outcomes[i]!);
	}
	const first = scoreTable(a, y);
	const second = scoreTable(b, y);
	const firstIndex = new Map(Array.from(first.scores, (score, row) => [score + 0, row]));
	const secondIndex = new Map(Array.from(second.scores, (score, row) => [score + 0, row]));
	const width = second.scores.length;
	const cells = new Map<number, [positives: number, negatives: number]>();
	for (let i = 0; i < y.length; i++) {
		const key = firstIndex.get(a[i]!)! * width + secondIndex.get(b[i]!)!;
		const cell = cells.get(key);
		if (cell === undefined) cells.set(key, y[i] === 1 ? [1, 0] : [0, 1]);
		else cell[y[i] === 1 ? 0 : 1]++;
	}
	const rows = [...cells].sort(([one], [other]) => one - other);
	return {
		first,
		second,
		firstRow: Int32Array.from(rows, ([key]) => Math.floor(key / width)),
		secondRow: Int32Array.from(rows, ([key]) => key % width),
		positives: Float64Array.from(rows, ([, [positives]]) => positives),
		negatives: Float64Array.from(rows, ([, [, negatives]]) => negatives),
	};
}
