/** What a cell says beside its text: too little data or nothing to say; or that it matters. */
export type Tone = "muted" | "strong";

/** A cell: a text, a number or truth value that a renderer writes, nothing, or a text with its tone. */
export type Cell = string | number | boolean | undefined | { readonly text: string; readonly tone: Tone };

/** A column and the side its cells stand on; left out: numbers stand right, text left. */
export interface Column {
	readonly label: string;
	readonly align?: "left" | "right";
}

/**
 * A result as a table: the one form that the terminal, HTML, Markdown, a notebook's frame and the table beside a chart are
 * made of. The first column names the row.
 */
export interface Table {
	/** What the table shows. */
	readonly caption?: string;
	readonly columns: readonly Column[];
	readonly rows: readonly (readonly Cell[])[];
	/** What a reader must know beside the numbers: the population, or what was left out. */
	readonly note?: string;
}

/**
 * Columns by their labels.
 *
 * @example columnsOf("stage", "leads") // [{ label: "stage" }, { label: "leads" }]
 */
export function columnsOf(...labels: readonly string[]): readonly Column[] {
	return labels.map((label) => ({ label }));
}
