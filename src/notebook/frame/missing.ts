/** Whether a cell of a frame says nothing: `undefined`, `null`, NaN or empty text. */
export function isMissing(cell: unknown): boolean {
	return cell === undefined || cell === null || cell === "" || Number.isNaN(cell);
}

/** The numbers among cells; truth values count as 1 and 0. */
export function numbersOf(cells: readonly unknown[]): number[] {
	return cells.flatMap((cell) =>
		typeof cell === "number" ? (Number.isNaN(cell) ? [] : [cell]) : typeof cell === "boolean" ? [Number(cell)] : [],
	);
}

/** Whether a column has a number or truth value, and besides these only missing cells. */
export function isNumbers(cells: readonly unknown[]): boolean {
	const said = cells.filter((cell) => !isMissing(cell));
	return said.length > 0 && said.every((cell) => typeof cell === "number" || typeof cell === "boolean");
}
