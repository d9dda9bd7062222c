import { type CellClusters, cellClusters } from "../metrics/sampling/cell-clusters.ts";
import { type PairSums, pairSums } from "./pair-sums.ts";
import { PAIR_CELLS, type PairCell, pairCell } from "./paired-flags.ts";

/** A table of pairs without its empty cells: all that the numbers about two models' flags are made of. */
export interface PairTable {
	/** What each entry of `counts` holds. */
	readonly cells: readonly PairCell[];
	/** Number of each cell, ascending. */
	readonly numbers: readonly number[];
	readonly counts: Float64Array;
	readonly sums: PairSums;
	/** The same leads by account; `undefined` when each stands for itself. */
	readonly clusters: CellClusters | undefined;
}

/**
 * How many of the leads a condition holds for; where leads share accounts, how many accounts have such a lead, since these
 * are what varies by itself.
 *
 * @example unitsWith(table, ({ reached }) => reached) // 692 leads, or their accounts
 */
export function unitsWith(
	{ cells, numbers, counts, clusters }: PairTable,
	holds: (cell: PairCell, number: number) => boolean,
): number {
	const is = cells.map((cell, i) => holds(cell, numbers[i]!));
	if (clusters === undefined) return counts.reduce((sum, count, i) => sum + (is[i] ? count : 0), 0);
	return clusters.patterns.reduce((sum, { count, cells }) => sum + (cells.some((i) => is[i]) ? count : 0), 0);
}

/**
 * The table of some leads.
 *
 * @param cellOf cell of each lead; negative: excluded
 * @param accounts account of each lead, when they share them
 * @example pairTable(pairs.cellOf).sums.candidate.hits // 346
 */
export function pairTable(cellOf: ArrayLike<number>, accounts?: ArrayLike<number>): PairTable {
	const all = new Float64Array(PAIR_CELLS);
	for (let i = 0; i < cellOf.length; i++) if (cellOf[i]! >= 0) all[cellOf[i]!]!++;
	const numbers = [...all.keys()].filter((cell) => all[cell]! > 0);
	const cells = numbers.map(pairCell);
	const counts = Float64Array.from(numbers, (cell) => all[cell]!);
	return { cells, numbers, counts, sums: pairSums(counts, cells), clusters: clustersOf(cellOf, numbers, accounts) };
}

function clustersOf(cellOf: ArrayLike<number>, numbers: readonly number[], accounts: ArrayLike<number> | undefined) {
	if (accounts === undefined) return undefined;
	const index = new Int32Array(PAIR_CELLS).fill(-1);
	numbers.forEach((cell, i) => {
		index[cell] = i;
	});
	const own = Int32Array.from(cellOf, (cell) => (cell < 0 ? -1 : index[cell]!));
	return cellClusters(own, accounts, numbers.length);
}
