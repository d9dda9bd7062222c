/**
 * Rows as columns of text, the first row the head. Cells that are numbers to the eye stand right.
 *
 * @example textTable([["stage", "leads"], ["mql", "12"]]) // "stage  leads\nmql       12"
 */
export function textTable(rows: readonly (readonly string[])[]): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
	const isNumeric = widths.map((_, column) => rows.slice(1).every((row) => /^-?[\d,.]*( %)?$|^n\/a$/.test(row[column] ?? "")));
	return rows
		.map((row) =>
			row
				.map((cell, column) => {
					const space = " ".repeat(widths[column]! - width(cell));
					return isNumeric[column] ? space + cell : cell + space;
				})
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}

/** Characters a text takes, combining marks not counted. */
function width(text: string): number {
	return Array.from(text.replace(/\p{M}/gu, "")).length;
}
