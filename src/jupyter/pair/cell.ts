import { fingerprint } from "../../base/fingerprint.ts";

/** What a cell says it will show: checked after it has run. `headline` is printed text that a golden file holds. */
export const PROMISES = ["chart", "table", "text", "headline"] as const;
export type CellPromise = (typeof PROMISES)[number];

/** A cell of a notebook, the same in the script and in the `.ipynb`. */
export interface Cell {
	/** Stable name, unique in its notebook: 1 to 64 letters, digits, `-` and `_`. */
	readonly id: string;
	readonly kind: "code" | "markdown";
	/** Text without blank lines at its ends. */
	readonly source: string;
	/** `parameters` marks the cell whose values may be set from outside. */
	readonly tags: readonly string[];
	readonly promises: readonly CellPromise[];
}

/** What a cell id may be (nbformat 4.5). */
export const CELL_ID = /^[A-Za-z0-9_-]{1,64}$/;

/** Text without the blank lines at its ends, and with line ends of one character. */
export function trimLines(text: string): string {
	return text
		.replaceAll("\r\n", "\n")
		.replace(/^(?:[ \t]*\n)+/, "")
		.trimEnd();
}

/** Fingerprint of cells: equal cells in equal order, equal fingerprint. */
export function cellsFingerprint(cells: readonly Cell[]): string {
	return fingerprint(cells);
}
