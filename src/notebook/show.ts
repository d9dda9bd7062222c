import type { DataFrame, Series } from "danfojs-node";
import type { Chart } from "../charts/marks/chart.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { display } from "../jupyter/kernel.ts";
import { type MimeBundle, markdownBundle, textBundle } from "../jupyter/mime-bundle.ts";
import type { Replay } from "../replay/replay-result.ts";
import { compareTable } from "../tables/compare-table.ts";
import { tableFrom } from "../tables/records.ts";
import type { Table } from "../tables/table.ts";
import { formatCount } from "../words/number-format.ts";
import { chartBundle } from "./chart-bundle.ts";
import { staleBuildText } from "./kernel-greeting.ts";
import { loadedText } from "./load.ts";
import { tableBundle } from "./table-bundle.ts";

/** What `show` can show: a chart, a table, a replay, a dataset, a data frame, records, or a sentence (Markdown). */
export type Showable = Chart | Table | Replay | Dataset | DataFrame | Series | readonly object[] | string;

/**
 * Shows something under the running cell. A chart is drawn by JupyterLab or VS Code itself and comes with a picture and
 * words for where that cannot be; tables and frames are HTML; a replay shows its hand-offs; a text is Markdown, so that a
 * sentence can hold numbers that were computed. Outside a kernel the text form goes to stdout.
 *
 * @throws RangeError when it is none of these
 * @example await show(thresholdSweepChart(result, { from: "mql", to: "sql" }))
 */
export async function show(thing: Showable): Promise<void> {
	const stale = staleBuildText();
	if (stale !== undefined) display(textBundle(stale));
	display(await bundleOf(thing));
}

/** The output that `show` makes. */
export async function bundleOf(thing: Showable): Promise<MimeBundle> {
	if (typeof thing === "string") return markdownBundle(thing);
	if (Array.isArray(thing)) return tableBundle(tableFrom(thing as readonly object[]));
	const data = thing as Partial<Chart & Table & Replay & Dataset & FrameLike>;
	if (data.spec !== undefined) return chartBundle(thing as Chart);
	if (data.handoffs !== undefined && data.columns !== undefined && data.model !== undefined) {
		const result = thing as Replay;
		return tableBundle(compareTable(result));
	}
	if (data.leadCount !== undefined) return textBundle(loadedText(thing as Dataset));
	if (Array.isArray(data.values) && data.index !== undefined)
		return tableBundle(frameTable(thing as unknown as FrameLike));
	if (Array.isArray(data.columns) && Array.isArray(data.rows)) return tableBundle(thing as Table);
	throw new RangeError(
		`show: cannot show this (${typeof thing}${thing === null ? ", null" : ` with ${Object.keys(thing).slice(0, 5).join(", ")}`}); it shows charts, tables, replays, datasets, data frames, records and text.`,
	);
}

/** What is used of a danfo frame or series. */
interface FrameLike {
	readonly columns: readonly string[];
	readonly index: readonly (string | number)[];
	readonly values: readonly unknown[];
}

/** A frame as a table; its index is the first column unless it is numbers, which only count rows. */
function frameTable({ columns, index, values }: FrameLike): Table {
	const counts = index.every((label) => typeof label === "number");
	const records = values.map((row, i) => {
		const cells = Array.isArray(row) ? (row as unknown[]) : [row];
		return Object.fromEntries([...(counts ? [] : [["", index[i]]]), ...columns.map((name, j) => [name, cells[j]])]);
	});
	return { ...tableFrom(records), note: `${formatCount(values.length)} rows.` };
}
