/**
 * Counts of leads by score and outcome: the sufficient statistic of every ranking measure. Scores are distinct and
 * ascending; `positives[i]` and `negatives[i]` count the leads at `scores[i]`. Counts may be weights.
 */
export interface ScoreTable {
	readonly scores: Float64Array;
	readonly positives: Float64Array;
	readonly negatives: Float64Array;
}

/**
 * The table of a sample.
 *
 * @param scores score of each lead; leads with a NaN score are left out
 * @param outcomes 1 for a positive, 0 for a negative
 * @example scoreTable([1, 2, 2], [0, 1, 0]) // scores 1, 2; positives 0, 1; negatives 1, 1
 */
export function scoreTable(scores: ArrayLike<number>, outcomes: ArrayLike<number>): ScoreTable {
	const cells = new Map<number, [number, number]>();
	for (let i = 0; i < scores.length; i++) {
		const score = scores[i]!;
		if (Number.isNaN(score)) continue;
		const cell = cells.get(score);
		const side = outcomes[i] === 1 ? 0 : 1;
		if (cell === undefined) cells.set(score, side === 0 ? [1, 0] : [0, 1]);
		else cell[side]++;
	}
	const rows = [...cells].sort(([a], [b]) => a - b);
	return {
		scores: Float64Array.from(rows, ([score]) => score),
		positives: Float64Array.from(rows, ([, [positives]]) => positives),
		negatives: Float64Array.from(rows, ([, [, negatives]]) => negatives),
	};
}

/** Sums of a table's counts. */
export function tableTotals({ positives, negatives }: ScoreTable): {
	readonly positives: number;
	readonly negatives: number;
} {
	let p = 0;
	let n = 0;
	for (const count of positives) p += count;
	for (const count of negatives) n += count;
	return { positives: p, negatives: n };
}
