import { splitCells } from "../files/csv-cells.ts";
import { MAX_RECORD_BYTES } from "../files/record-scan.ts";
import type { UnreadRow } from "../files/source.ts";
import { shown } from "./faults.ts";

/** How a record that cannot be read is told. */
export interface UnreadFault {
	readonly message: string;
	readonly cure: string;
	/** Cells as far as they can be told. */
	readonly cells: readonly string[];
}

/**
 * What is wrong with a record whose cells cannot be told.
 *
 * @param width cells of the header
 */
export function unreadFault(
	{ code, text, cut }: UnreadRow,
	{ width, delimiter }: { readonly width: number; readonly delimiter: string },
): UnreadFault {
	const cells = code === "short-row" || code === "long-row" ? splitCells(text, delimiter) : [];
	const got = `got ${shown(text)}`;
	switch (code) {
		case "short-row":
			if (cells.length === 1 && splitCells(cells[0] ?? "", delimiter).length === width) {
				return {
					message: `the whole row stands in quotes, so that it is one cell of ${width}, ${got}.`,
					cure: "Take the outer quotes off and write each doubled quote once.",
					cells,
				};
			}
			return {
				message: `the row has ${cells.length} of ${width} cells, ${got}.`,
				cure: "Often the file was cut off, or a line break stands in a cell without quotes around it.",
				cells,
			};
		case "long-row":
			return {
				message: `the row has ${cells.length} cells and the header ${width}, ${got}.`,
				cure: `Often the delimiter ${shown(delimiter)} stands in a cell without quotes around it.`,
				cells: cells.slice(0, width),
			};
		case "bad-quote":
			return {
				message: `the quotes do not fit: a cell that begins with a quote must end with one, directly before the delimiter or the end of the line, ${got}.`,
				cure: 'Close the quote; a quote inside a quoted cell is written twice ("").',
				cells,
			};
		case "bad-encoding":
			return {
				message: `the row is not valid UTF-8 or holds a NUL byte, ${got} (bytes shown as Latin-1).`,
				cure: "Save the file as UTF-8, or write encoding: latin-1 (or utf-16) for this table.",
				cells,
			};
		case "large-cell":
			return {
				message: `the row is longer than ${MAX_RECORD_BYTES >> 20} MiB${cut ? "; only its beginning is kept" : ""}, ${got}.`,
				cure: "Leave the large column out of the export.",
				cells,
			};
		default:
			return {
				message: `the line is not a JSON object, ${got}.`,
				cure: "Write one object a line, with no break inside it.",
				cells,
			};
	}
}
