import type { Tally } from "./tally.ts";

/** One file of a table while its columns are looked at as a whole. */
export interface FilePart {
	readonly rows: number;
	readonly tally: Tally;
	/** Column of the instants. */
	readonly at: string;
}

/** Every row that is not left out: its place in the columns, its row in the file, and which file. */
export function eachRow(parts: readonly FilePart[], visit: (place: number, row: number, file: number) => void): void {
	let base = 0;
	parts.forEach(({ rows, tally }, file) => {
		const reasons = tally.reasons();
		for (let row = 0; row < rows; row++) if (reasons === undefined || reasons[row] === 0) visit(base + row, row, file);
		base += rows;
	});
}
