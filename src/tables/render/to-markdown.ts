import { escapeMarkdown } from "../../words/escape.ts";
import { cellText, columnSides } from "../cell-text.ts";
import type { Table } from "../table.ts";

/**
 * A table as Markdown (GitHub's dialect): the caption in bold, the table, the note.
 *
 * @example tableMarkdown({ columns: columnsOf("stage", "leads"), rows: [["mql", 3]] }) // "| stage | leads |\n| --- | --: |\n| mql | 3 |"
 */
export function tableMarkdown(table: Table): string {
	const { caption, columns, rows, note } = table;
	const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
	const text = [
		line(columns.map(({ label }) => escapeMarkdown(label))),
		line(columnSides(table).map((side) => (side === "right" ? "--:" : "---"))),
		...rows.map((row) => line(columns.map((_, i) => escapeMarkdown(cellText(row[i]))))),
	].join("\n");
	return [
		...(caption === undefined ? [] : [`**${escapeMarkdown(caption)}**`]),
		text,
		...(note === undefined ? [] : [escapeMarkdown(note)]),
	].join("\n\n");
}
