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
 * @throws RangeError when the lists differ in length, or an outcome is neither: one that is not known is no negative
 * @example scoreTable([1, 2, 2], [0, 1, 0]) // scores 1, 2; positives 0, 1; negatives 1, 1
 */
export function scoreTable(scores: ArrayLike<number>, outcomes: ArrayLike<number>): ScoreTable {
	checkOutcomes("scoreTable", outcomes, { scores });
	return denseTable(scores, outcomes) ?? sparseTable(scores, outcomes);
}

/**
 * Refuses outcomes that are none.
 *
 * @param options.scores of the leads; those without one (NaN) are left out, so their outcomes may be anything
 * @throws RangeError when there is not one outcome for each score, or one is neither 1 nor 0
 * @example checkOutcomes("scoreTable", [0, 1], { scores: [12, 40] })
 */
export function checkOutcomes(
	name: string,
	outcomes: ArrayLike<number>,
	{ scores }: { readonly scores: ArrayLike<number> },
): void {
	if (outcomes.length !== scores.length) {
		throw new RangeError(`${name}: lists must be equally long, got ${scores.length} and ${outcomes.length}.`);
	}
	for (let i = 0; i < scores.length; i++) {
		const outcome = outcomes[i]!;
		if (outcome !== 0 && outcome !== 1 && !Number.isNaN(scores[i]!)) {
			throw new RangeError(
				`${name}: an outcome must be 1 or 0, got ${outcome} at ${i}; leave out leads whose outcome is not known.`,
			);
		}
	}
}

/** Scores have 4 decimals: 10,000 steps a point. */
const STEPS = 10_000;
/** Counting into an array of at most this many steps is faster than into a map. */
const MOST_CELLS = 4_000_000;

/** The table by counting into an array; `undefined` when scores are not whole steps, or too far apart. */
function denseTable(scores: ArrayLike<number>, outcomes: ArrayLike<number>): ScoreTable | undefined {
	let low = Number.POSITIVE_INFINITY;
	let high = Number.NEGATIVE_INFINITY;
	for (let i = 0; i < scores.length; i++) {
		const step = Math.round(scores[i]! * STEPS);
		// NaN fails both comparisons and stays out.
		if (step < low) low = step;
		if (step > high) high = step;
		if (step / STEPS !== scores[i] && !Number.isNaN(scores[i]!)) return undefined;
	}
	const cells = high - low + 1;
	if (!(cells >= 1 && cells <= MOST_CELLS) || cells > 64 * scores.length + 1024) return undefined;
	const counts = new Float64Array(2 * cells);
	let distinct = 0;
	for (let i = 0; i < scores.length; i++) {
		const score = scores[i]!;
		if (Number.isNaN(score)) continue;
		const cell = 2 * (Math.round(score * STEPS) - low);
		if (counts[cell] === 0 && counts[cell + 1] === 0) distinct++;
		counts[outcomes[i] === 1 ? cell : cell + 1]!++;
	}
	const table = {
		scores: new Float64Array(distinct),
		positives: new Float64Array(distinct),
		negatives: new Float64Array(distinct),
	};
	let row = 0;
	for (let cell = 0; cell < cells; cell++) {
		const positives = counts[2 * cell]!;
		const negatives = counts[2 * cell + 1]!;
		if (positives === 0 && negatives === 0) continue;
		table.scores[row] = (cell + low) / STEPS;
		table.positives[row] = positives;
		table.negatives[row++] = negatives;
	}
	return table;
}

function sparseTable(scores: ArrayLike<number>, outcomes: ArrayLike<number>): ScoreTable {
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

/**
 * A table's leads as the counts of an estimate: hits are the positives.
 *
 * @example tableCounts(scoreTable([1, 2], [0, 1])) // { hits: 1, total: 2 }
 */
export function tableCounts(table: ScoreTable): { readonly hits: number; readonly total: number } {
	const { positives, negatives } = tableTotals(table);
	return { hits: positives, total: positives + negatives };
}

/**
 * Sums of a table's counts.
 *
 * @example tableTotals(scoreTable([1, 2], [0, 1])) // { positives: 1, negatives: 1 }
 */
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
