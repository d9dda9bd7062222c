import type { CellPattern } from "../sampling/cell-clusters.ts";
import type { ClusteredTable } from "./clustered-table.ts";
import type { ScoreTable } from "./score-table.ts";

/**
 * A table with neighbouring scores put together into at most `most` steps of about equally many leads, so that drawing from
 * it does not grow with the number of distinct scores (a decayed score has nearly as many as there are leads). A step has
 * its lowest score; equal scores stay together; a table with no more scores than that is given back as it is. Clusters keep
 * their leads.
 *
 * What is measured on it differs a little from the table itself: use it for how far a measure varies, not for its value.
 *
 * @param options.most 2,000 by default
 * @throws RangeError when `most` is not a whole number from 1
 * @example binnedTable(scoreTable([1, 2, 3, 4], [0, 1, 0, 1]), { most: 2 }).scores // [1, 3]
 */
export function binnedTable<T extends ScoreTable | ClusteredTable>(
	from: T,
	{ most = 2000 }: { readonly most?: number } = {},
): T {
	if (!(Number.isInteger(most) && most >= 1)) {
		throw new RangeError(`binnedTable: most must be a whole number from 1, got ${most}.`);
	}
	const table: ScoreTable = "patterns" in from ? from.table : from;
	if (table.scores.length <= most) return from;
	const stepOf = stepsOf(table, most);
	const steps = stepOf.at(-1)! + 1;
	const coarse = {
		scores: new Float64Array(steps),
		positives: new Float64Array(steps),
		negatives: new Float64Array(steps),
	};
	for (let row = table.scores.length - 1; row >= 0; row--) {
		const step = stepOf[row]!;
		coarse.scores[step] = table.scores[row]!;
		coarse.positives[step]! += table.positives[row]!;
		coarse.negatives[step]! += table.negatives[row]!;
	}
	if (!("patterns" in from)) return coarse as ScoreTable as T;
	const rows = stepOf.length;
	const cellOf = (cell: number) => (cell < rows ? stepOf[cell]! : steps + stepOf[cell - rows]!);
	return { table: coarse, cells: 2 * steps, patterns: patternsOf(from.patterns, cellOf) } as ClusteredTable as T;
}

/** Step of each row: about equally many leads each, numbered without a gap. */
function stepsOf({ positives, negatives }: ScoreTable, most: number): Int32Array {
	let total = 0;
	for (let row = 0; row < positives.length; row++) total += positives[row]! + negatives[row]!;
	const stepOf = new Int32Array(positives.length);
	let before = 0;
	let last = -1;
	let step = -1;
	for (let row = 0; row < positives.length; row++) {
		const wanted = Math.floor((before / total) * most);
		if (wanted !== last) step++;
		last = wanted;
		stepOf[row] = step;
		before += positives[row]! + negatives[row]!;
	}
	return stepOf;
}

/** The patterns on other cells, alike ones put together. */
function patternsOf(patterns: readonly CellPattern[], cellOf: (cell: number) => number): CellPattern[] {
	const alike = new Map<string, { count: number; cells: number[]; counts: number[] }>();
	for (const { count, cells, counts } of patterns) {
		const merged = new Map<number, number>();
		for (let i = 0; i < cells.length; i++) {
			const cell = cellOf(cells[i]!);
			merged.set(cell, (merged.get(cell) ?? 0) + counts[i]!);
		}
		const list = [...merged].sort(([a], [b]) => a - b);
		const key = list.join(";");
		const known = alike.get(key);
		if (known === undefined) {
			alike.set(key, { count, cells: list.map(([cell]) => cell), counts: list.map(([, number]) => number) });
		} else known.count += count;
	}
	return [...alike].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, pattern]) => pattern);
}
