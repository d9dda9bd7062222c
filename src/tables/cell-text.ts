import { formatNumber } from "../words/number-format.ts";
import type { Cell, Table, Tone } from "./table.ts";

/**
 * A cell as text: numbers as {@link formatNumber} writes them, a truth value as yes or no, nothing as empty text.
 *
 * @example cellText(1234.56789) // "1,234.5679"
 * @example cellText({ text: "too little data (1 of 3)", tone: "muted" }) // "too little data (1 of 3)"
 */
export function cellText(cell: Cell): string {
	if (cell === undefined) return "";
	if (typeof cell === "number") return formatNumber(cell);
	if (typeof cell === "boolean") return cell ? "yes" : "no";
	return typeof cell === "string" ? cell : cell.text;
}

/** The tone of a cell; `undefined` for plain ones. */
export function cellTone(cell: Cell): Tone | undefined {
	return typeof cell === "object" ? cell.tone : undefined;
}

const NUMBER = /^[+-]?\d[\d,.]*( to [+-]?\d[\d,.]*)?( ?(%|pp|times))?( \(.*\))?$/;
const SILENT = /^(n\/a|none|too little.*|cannot tell yet.*)?$/;

/**
 * The side on which the cells of each column stand: as the column says; else the first to the left, and of the others
 * those whose cells are all numbers, or texts that begin as numbers do, to the right. Empty cells and those that say "n/a" or
 * "too little data" do not count.
 *
 * @example columnSides({ columns: columnsOf("stage", "leads"), rows: [["mql", 3]] }) // ["left", "right"]
 */
export function columnSides({ columns, rows }: Table): readonly ("left" | "right")[] {
	return columns.map(({ align }, i) => {
		if (align !== undefined) return align;
		const texts = i === 0 ? [] : rows.map((row) => cellText(row[i])).filter((text) => !SILENT.test(text));
		return texts.length > 0 && texts.every((text) => NUMBER.test(text)) ? "right" : "left";
	});
}
