import { type ChartOptions, type Frame as Columns, chart } from "../../charts/chart.ts";
import type { Chart } from "../../charts/marks/chart.ts";
import { shownChart } from "../display/shown-data.ts";
import { Frame } from "./frame.ts";

/**
 * A chart of a frame, of records, or of columns by their names, that shows itself: bars over text, a line over time, points
 * over numbers; what `df.plot` would draw.
 *
 * @throws RangeError when a column is not there, or `y` holds no numbers
 * @example chartRows(leads.groupby("source").mean("reached"), { x: "source", y: "reached" })
 */
export function chartRows<Row extends object>(rows: Frame<Row> | Columns, options: ChartOptions): Chart {
	return shownChart(chart(rows instanceof Frame ? rows.records() : rows, options));
}
