import type { MimeBundle } from "../jupyter/mime-bundle.ts";
import { escapeText } from "../jupyter/run/markdown-html.ts";
import { cellText, isNumeric, type Table } from "./table.ts";

/** Rows that are shown of a longer table. */
export const MOST_ROWS = 60;

/**
 * A table as HTML and as text, both with numbers to the right. Of more than {@link MOST_ROWS} rows the first are shown,
 * and a note says so.
 *
 * @example tableBundle({ columns: ["stage", "leads"], rows: [["mql", 3]] }).data["text/plain"] // "stage  leads\nmql        3"
 */
export function tableBundle(table: Table, { most = MOST_ROWS }: { readonly most?: number } = {}): MimeBundle {
	const rows = table.rows.slice(0, most);
	const cut = rows.length < table.rows.length ? `The first ${rows.length} of ${table.rows.length} rows.` : undefined;
	const note = [table.note, cut].filter((part) => part !== undefined).join(" ");
	const shown: Table = { columns: table.columns, rows, ...(note === "" ? {} : { note }) };
	return { data: { "text/html": htmlOf(shown), "text/plain": textOf(shown) }, metadata: {} };
}

function htmlOf(table: Table): string {
	const align = table.columns.map((_, column) => (column > 0 && isNumeric(table, column) ? "right" : "left"));
	const cell = (tag: "th" | "td", text: string, column: number) =>
		`<${tag} style="text-align:${align[column]}">${escapeText(text)}</${tag}>`;
	const head = table.columns.map((name, column) => cell("th", name, column)).join("");
	const body = table.rows
		.map((row) => `<tr>${table.columns.map((_, column) => cell("td", cellText(row[column]), column)).join("")}</tr>`)
		.join("\n");
	const note = table.note === undefined ? "" : `\n<p><small>${escapeText(table.note)}</small></p>`;
	return `<table>\n<thead><tr>${head}</tr></thead>\n<tbody>\n${body}\n</tbody>\n</table>${note}`;
}

function textOf(table: Table): string {
	const texts = [[...table.columns], ...table.rows.map((row) => table.columns.map((_, i) => cellText(row[i])))];
	const widths = table.columns.map((_, i) => Math.max(...texts.map((row) => row[i]?.length ?? 0)));
	const lines = texts.map((row) =>
		row
			.map((text, i) => (i > 0 && isNumeric(table, i) ? text.padStart(widths[i]!) : text.padEnd(widths[i]!)))
			.join("  ")
			.trimEnd(),
	);
	return [...lines, ...(table.note === undefined ? [] : [table.note])].join("\n");
}
