import type { Chart } from "../charts/marks/chart.ts";
import type { Verdict } from "./verdict.ts";

/** A cell of a table: text, grey when it stands on too little data. */
export type Cell = string | { readonly text: string; readonly tone: "muted" | "strong" };

/** A table as plain text cells; the first column names the row. */
export interface ReportTable {
	readonly caption: string;
	readonly columns: readonly { readonly label: string; readonly align?: "left" | "right" }[];
	readonly rows: readonly (readonly Cell[])[];
	readonly note?: string;
}

/** A part of a section. */
export type Block =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "subheading"; readonly text: string }
	| { readonly kind: "list"; readonly items: readonly string[] }
	| { readonly kind: "table"; readonly table: ReportTable }
	| { readonly kind: "chart"; readonly chart: Chart }
	| { readonly kind: "terms"; readonly terms: readonly (readonly [term: string, meaning: string])[] }
	| {
			readonly kind: "form";
			readonly caption: string;
			readonly columns: readonly string[];
			readonly rows: readonly string[];
	  };

/** A section with its anchor. */
export interface Section {
	readonly id: string;
	readonly title: string;
	readonly blocks: readonly Block[];
}

/** A report as plain data: what HTML, Markdown and pictures are made of. */
export interface ReportDocument {
	readonly title: string;
	/** Models, dataset, cohort in one line each. */
	readonly facts: readonly (readonly [label: string, value: string])[];
	readonly verdict: Verdict;
	readonly sections: readonly Section[];
	/** As given: the report reads no clock. */
	readonly generatedAt: string | undefined;
	readonly version: string;
}

/** Every chart of a document, in order. */
export function chartsOf(document: ReportDocument): Chart[] {
	return document.sections.flatMap(({ blocks }) =>
		blocks.flatMap((block) => (block.kind === "chart" ? [block.chart] : [])),
	);
}

/** The text of a cell. */
export function cellText(cell: Cell): string {
	return typeof cell === "string" ? cell : cell.text;
}
