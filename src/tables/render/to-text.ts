import { escapeLine } from "../../words/escape.ts";
import { wrapText } from "../../words/wrap-text.ts";
import { cellText, columnSides } from "../cell-text.ts";
import type { Table } from "../table.ts";

/** How a table is written to a terminal. */
export interface TableTextOptions {
	/** Characters a line holds; left out: no limit. */
	readonly width?: number | undefined;
	/** How the head is made to stand out; left out: it is not. */
	readonly bold?: (text: string) => string;
}

/** A last column narrower than this reads worse than a paragraph a row. */
const LEAST_ROOM = 26;

/**
 * A table as lines of text: caption, head, rows, note. In a table wider than the terminal the last column is broken into
 * lines; where that leaves it too little room, each row becomes a paragraph with its cells under their labels.
 *
 * @example tableText({ columns: columnsOf("stage", "leads"), rows: [["mql", 12]] }) // "stage  leads\nmql       12"
 */
export function tableText(table: Table, { width, bold = (text) => text }: TableTextOptions = {}): string {
	const { caption, note, rows } = table;
	return [
		...(caption === undefined ? [] : [bold(wrapText(caption, { width }))]),
		// A head without rows says nothing; the note says why there are none.
		...(rows.length === 0 && note !== undefined ? [] : bodyLines(table, width, bold)),
		...(note === undefined ? [] : [wrapText(note, { width, indent: "  " })]),
	].join("\n");
}

function bodyLines(table: Table, width: number | undefined, bold: (text: string) => string): string[] {
	const head = table.columns.map(({ label }) => label);
	const cells = [head, ...table.rows.map((row) => head.map((_, i) => escapeLine(cellText(row[i]))))];
	const widths = head.map((_, i) => Math.max(...cells.map((row) => textWidth(row[i]!))));
	const sides = columnSides(table);
	const start = widths.slice(0, -1).reduce((sum, one) => sum + one + 2, 0);
	const lines = cells.map((row) =>
		row
			.map((cell, i) => {
				const space = " ".repeat(widths[i]! - textWidth(cell));
				return sides[i] === "right" ? space + cell : cell + space;
			})
			.join("  ")
			.trimEnd(),
	);
	if (width === undefined || lines.every((line) => textWidth(line) <= width))
		return [bold(lines[0]!), ...lines.slice(1)];
	if (width - start < LEAST_ROOM || sides.at(-1) === "right") return paragraphs(cells, width);
	const indent = " ".repeat(start);
	const broken = lines.map(
		(line) => line.slice(0, start) + wrapText(indent + line.slice(start), { width, indent }).trimStart(),
	);
	return [bold(broken[0]!), ...broken.slice(1)];
}

/** The first cell, then the others with their labels, as many on a line as it holds. */
function paragraphs([head = [], ...rows]: readonly (readonly string[])[], width: number): string[] {
	return rows.flatMap(([first = "", ...rest]) => {
		const lines = [wrapText(first, { width, indent: "  " })];
		let line = "";
		for (const [i, cell] of rest.entries()) {
			if (cell === "") continue;
			const item = `${head[i + 1]}: ${cell}`;
			if (line !== "" && textWidth(`${line}   ${item}`) <= width) line += `   ${item}`;
			else {
				if (line !== "") lines.push(wrapText(line, { width, indent: "    " }));
				line = `  ${item}`;
			}
		}
		return line === "" ? lines : [...lines, wrapText(line, { width, indent: "    " })];
	});
}

/** Characters a text takes, combining marks not counted. */
function textWidth(text: string): number {
	return Array.from(text.replace(/\p{M}/gu, "")).length;
}
