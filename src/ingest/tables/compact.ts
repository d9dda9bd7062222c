/** What one file adds to a table: its number of rows and which of them are left out. */
export interface Part {
	readonly rows: number;
	/** Not 0: the row is left out; `undefined`: none is. */
	readonly reasons: Uint16Array | undefined;
}

/**
 * Positions of the rows that stay, over all files of a table in order.
 *
 * @returns `undefined` when all stay
 * @example keptRows([{ rows: 2, reasons: undefined }, { rows: 2, reasons: Uint16Array.of(1, 0) }]) // [0, 1, 3]
 */
export function keptRows(parts: readonly Part[]): Int32Array | undefined {
	if (parts.every(({ reasons }) => reasons === undefined)) return undefined;
	const kept: Int32Array = new Int32Array(parts.reduce((sum, { rows }) => sum + rows, 0));
	let count = 0;
	let base = 0;
	for (const { rows, reasons } of parts) {
		for (let row = 0; row < rows; row++) {
			if (reasons === undefined || reasons[row] === 0) kept[count++] = base + row;
		}
		base += rows;
	}
	return kept.subarray(0, count);
}

type Column = Float64Array | Int32Array | Uint16Array | Uint8Array;

/** A column without the rows that are left out, in the same memory. */
export function compact<T extends Column>(column: T, kept: Int32Array | undefined): T {
	if (kept === undefined) return column;
	for (let i = 0; i < kept.length; i++) column[i] = column[kept[i]!]!;
	return column.subarray(0, kept.length) as T;
}
