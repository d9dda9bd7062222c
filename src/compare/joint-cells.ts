/** Leads by the scores of two models and outcome, cell by cell, with the cell of each lead. */
export interface JointCells {
	readonly first: { readonly scores: Float64Array; readonly rowOf: Int32Array };
	readonly second: { readonly scores: Float64Array; readonly rowOf: Int32Array };
	/** Outcome of each cell: 1 or 0. */
	readonly outcome: Uint8Array;
	readonly counts: Float64Array;
	readonly cellOf: Int32Array;
}

/** Distinct scores a model keeps: more are put together, a part in a thousand of the leads each. */
const MOST_SCORES = 1000;

/**
 * The cells that two models' scores and the outcome make of a sample. `rowOf[cell]` is the row of a cell's score among
 * the distinct `scores` of that model.
 *
 * A model with more than 1,000 distinct scores (decay gives every lead its own) has them put together in order, so that
 * the table stays small. Its numbers then differ in the fourth digit from those of the scores themselves: take the
 * spread from it, and the value from the scores.
 *
 * @example jointCells([1, 2, 2], [5, 5, 5], [0, 1, 1]).counts // [1, 2]
 */
export function jointCells(
	firstScores: ArrayLike<number>,
	secondScores: ArrayLike<number>,
	outcomes: ArrayLike<number>,
): JointCells {
	const first = rowsOf(firstScores);
	const second = rowsOf(secondScores);
	const width = 2 * second.scores.length;
	const keys = Float64Array.from(
		{ length: outcomes.length },
		(_, i) => first.rows[i]! * width + 2 * second.rows[i]! + (outcomes[i] === 1 ? 1 : 0),
	);
	// By content, so that the order of leads does not matter.
	const distinct = [...new Set(keys)].sort((a, b) => a - b);
	const cellOfKey = new Map(distinct.map((key, cell) => [key, cell]));
	const cellOf = Int32Array.from(keys, (key) => cellOfKey.get(key)!);
	const counts = new Float64Array(distinct.length);
	for (const cell of cellOf) counts[cell]!++;
	return {
		first: { scores: first.scores, rowOf: Int32Array.from(distinct, (key) => Math.floor(key / width)) },
		second: { scores: second.scores, rowOf: Int32Array.from(distinct, (key) => Math.floor((key % width) / 2)) },
		outcome: Uint8Array.from(distinct, (key) => key % 2),
		counts,
		cellOf,
	};
}

function rowsOf(scores: ArrayLike<number>): { readonly scores: Float64Array; readonly rows: Int32Array } {
	// -0 and 0 are one score.
	const sorted = Float64Array.from(scores, (score) => score + 0).sort();
	const distinct = new Set(sorted).size;
	const step = distinct <= MOST_SCORES ? 1 : sorted.length / MOST_SCORES;
	const rowOfScore = new Map<number, number>();
	const kept: number[] = [];
	let last = -1;
	for (let i = 0; i < sorted.length; i++) {
		const score = sorted[i]!;
		if (rowOfScore.has(score)) continue;
		const part = step === 1 ? i : Math.floor(i / step);
		if (part !== last) kept.push(score);
		last = part;
		rowOfScore.set(score, kept.length - 1);
	}
	return {
		scores: Float64Array.from(kept),
		rows: Int32Array.from(Float64Array.from(scores), (score) => rowOfScore.get(score + 0)!),
	};
}
