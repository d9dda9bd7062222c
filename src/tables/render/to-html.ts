import { escapeHtml } from "../../words/escape.ts";
import { cellText, cellTone, columnSides } from "../cell-text.ts";
import type { Cell, Table } from "../table.ts";

/** How a table's HTML says sides and tones. */
export interface TableHtmlOptions {
	/**
	 * `classes`: class names (`right`, `muted`, `strong`) for a page with a style sheet, inside a region that scrolls;
	 * `attributes`: style attributes, for a notebook, which has no style sheet of ours. Default `classes`.
	 */
	readonly styles?: "classes" | "attributes";
}

const STYLES: Readonly<Record<string, string>> = {
	left: "text-align:left",
	right: "text-align:right",
	muted: "color:#5f6b78",
	strong: "font-weight:bold",
};

/**
 * A table as HTML: caption, head, a row head in each row, the note below. All text is escaped.
 *
 * @example tableHtml({ columns: columnsOf("stage", "leads"), rows: [["mql", 3]] }).startsWith("<div") // true
 */
export function tableHtml(table: Table, { styles = "classes" }: TableHtmlOptions = {}): string {
	const { caption, columns, rows, note } = table;
	const isPage = styles === "classes";
	const sides = columnSides(table);
	const open = (tag: string, names: readonly string[]) => {
		if (!isPage) return `<${tag} style="${names.map((name) => STYLES[name]).join(";")}">`;
		const classes = names.filter((name) => name !== "left");
		return classes.length === 0 ? `<${tag}>` : `<${tag} class="${classes.join(" ")}">`;
	};
	const cellHtml = (cell: Cell, i: number) => {
		const tone = cellTone(cell);
		const names = [...(tone === undefined ? [] : [tone]), sides[i] ?? "left"];
		return i === 0
			? `${open('th scope="row"', names)}${escapeHtml(cellText(cell))}</th>`
			: `${open("td", names)}${escapeHtml(cellText(cell))}</td>`;
	};
	const head = columns.map(({ label }, i) =>
		label === "" ? "<td></td>" : `${open('th scope="col"', [sides[i]!])}${escapeHtml(label)}</th>`,
	);
	const body = rows.map((row) => `<tr>${columns.map((_, i) => cellHtml(row[i], i)).join("")}</tr>`).join("\n");
	const title = caption === undefined ? "" : `<caption>${escapeHtml(caption)}</caption>`;
	const whole = `<table>${title}<thead><tr>${head.join("")}</tr></thead><tbody>\n${body}\n</tbody></table>`;
	const after = note === undefined ? "" : `${isPage ? '<p class="note">' : "<p>"}${escapeHtml(note)}</p>`;
	if (!isPage) return `${whole}${after}`;
	return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption ?? "table")}">${whole}</div>${after}`;
}
