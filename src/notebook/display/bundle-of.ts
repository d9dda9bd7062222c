import type { DataFrame, Series } from "danfojs-node";
import type { TopLevelSpec } from "vega-lite";
import type { Chart } from "../../charts/marks/chart.ts";
import { type MimeBundle, markdownBundle } from "../../jupyter/mime-bundle.ts";
import { tableFrom } from "../../tables/render/records.ts";
import type { Table } from "../../tables/table.ts";
import { formatCount } from "../../words/number-format.ts";
import { chartBundle } from "./chart-bundle.ts";
import { ownBundles } from "./shown.ts";
import { tableBundle } from "./table-bundle.ts";

/**
 * What can be shown: a result, a chart, a Vega-Lite spec of one's own, a table, a data frame, records, or a sentence
 * (Markdown).
 */
export type Showable =
	| Chart
	| Table
	| TopLevelSpec
	| Readonly<Record<string, unknown>>
	| DataFrame
	| Series
	| object
	| readonly object[]
	| string;

/**
 * The outputs of anything that can be shown; a result may have several.
 *
 * @throws RangeError when it is nothing of the kind
 */
export function bundlesOf(thing: Showable): readonly MimeBundle[] {
	return ownBundles(thing) ?? [bundleOf(thing)];
}

function bundleOf(thing: Showable): MimeBundle {
	if (typeof thing === "string") return markdownBundle(thing);
	if (Array.isArray(thing)) return tableBundle(tableFrom(thing as readonly object[]));
	const data = thing as Readonly<Record<string, unknown>>;
	if (isSpec(data.spec)) return chartBundle(thing as Chart);
	if (isSpec(data)) return chartBundle(chartOfSpec(data));
	if (Array.isArray(data.values) && data.index !== undefined) return danfoBundle(thing as FrameLike);
	if (Array.isArray(data.columns) && Array.isArray(data.rows)) return tableBundle(thing as Table);
	throw new RangeError(
		`show: cannot show this (${typeof thing}${thing === null ? ", null" : ` with ${Object.keys(thing).slice(0, 5).join(", ")}`}); it shows results, charts, Vega-Lite specs, tables, data frames, records and text.`,
	);
}

const VIEWS = ["mark", "layer", "hconcat", "vconcat", "concat", "facet", "repeat", "spec"];

/** Whether a value is Vega-Lite: it has a view of one kind or another. */
function isSpec(value: unknown): value is TopLevelSpec & { readonly data?: unknown } {
	if (typeof value !== "object" || value === null) return false;
	return VIEWS.some((view) => view in value) && ("data" in value || "datasets" in value || "$schema" in value);
}

/** A spec that somebody wrote in a cell, with whatever words it has. */
function chartOfSpec(spec: TopLevelSpec): Chart {
	const given = spec as unknown as { readonly title?: unknown; readonly description?: unknown };
	const title = typeof given.title === "string" ? given.title : "a chart";
	const description = typeof given.description === "string" ? given.description : "";
	return { id: "chart", title, subtitle: "", description, table: { columns: [], rows: [] }, spec };
}

/** What is used of a danfo frame or series. */
export interface FrameLike {
	readonly columns: readonly string[];
	readonly index: readonly (string | number)[];
	readonly values: readonly unknown[];
}

/** A danfo frame or column as a table; its index is the first column unless it is numbers, which only count rows. */
export function danfoBundle({ columns, index, values }: FrameLike): MimeBundle {
	const counts = index.every((label) => typeof label === "number");
	const records = values.map((row, i) => {
		const cells = Array.isArray(row) ? (row as unknown[]) : [row];
		return Object.fromEntries([...(counts ? [] : [["", index[i]]]), ...columns.map((name, j) => [name, cells[j]])]);
	});
	return tableBundle({ ...tableFrom(records), note: rowsText(values.length) });
}

/** How many rows, as a sentence. */
export function rowsText(rows: number): string {
	return `${formatCount(rows)} ${rows === 1 ? "row" : "rows"}.`;
}
