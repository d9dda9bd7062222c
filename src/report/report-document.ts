import type { Chart } from "../charts/marks/chart.ts";
import type { Health } from "../health/health.ts";
import type { Table } from "../tables/table.ts";
import type { Verdict } from "./verdict.ts";

/** A part of a section. */
export type Block =
	| { readonly kind: "text"; readonly text: string }
	| { readonly kind: "subheading"; readonly text: string }
	| { readonly kind: "list"; readonly items: readonly string[] }
	| { readonly kind: "table"; readonly table: Table }
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
	/** The checks that stand before the figures; empty when nobody made them. */
	readonly health: Health;
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
