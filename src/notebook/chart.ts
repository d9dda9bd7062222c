import type { Chart } from "../charts/marks/chart.ts";
import { Frame } from "./frame.ts";
import { chartRecords, type RecordsChart } from "./records-chart.ts";
import { shownChart } from "./shown-data.ts";

/**
 * A chart of a frame or of records: bars over text, points over numbers; what `df.plot` would draw.
 *
 * @example chart(leads.groupby("source").mean("reached"), { x: "source", y: "reached" })
 */
export function chart<Row extends object>(rows: Frame<Row> | readonly Row[], options: RecordsChart): Chart {
	return shownChart(chartRecords(rows instanceof Frame ? rows.records() : rows, options));
}
