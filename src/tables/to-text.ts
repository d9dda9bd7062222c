import { wrapText } from "../words/wrap-text.ts";

/**
 * Rows as columns of text, the first row the head. Cells that are numbers to the eye stand right. In a table wider than
 * the terminal, the last column is broken into lines.
 *
 * @param options.width characters a line of the terminal holds; left out: no limit
 * @example textTable([["stage", "leads"], ["mql", "12"]]) // "stage  leads\nmql       12"
 */
export function textTable(
	rows: readonly (readonly string[])[],
	{ width: limit }: { readonly width?: number | undefined } = {},
): string {
	const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => width(row[column] ?? ""))));
	const isNumeric = widths.map((_, column) =>
		rows.slice(1).every((row) => /^-?[\d,.]*( %)?$|^n\/a$/.test(row[column] ?? "")),
	);
	const indent = " ".repeat(widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0));
	return rows
		.map((row) => {
			const line = row
				.map((cell, column) => {
					const space = " ".repeat(widths[column]! - width(cell));
					return isNumeric[column] ? space + cell : cell + space;
				})
				.join("  ")
				.trimEnd();
			if (limit === undefined || width(line) <= limit) return line;
			return (
				line.slice(0, indent.length) +
				wrapText(indent + line.slice(indent.length), { width: limit, indent }).trimStart()
			);
		})
		.join("\n");
}

/** Characters a text takes, combining marks not counted. */
function width(text: string): number {
	return Array.from(text.replace(/\p{M}/gu, "")).length;
}
