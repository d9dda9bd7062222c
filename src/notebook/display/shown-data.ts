import type { Chart } from "../../charts/marks/chart.ts";
import type { Table } from "../../tables/table.ts";
import { chartBundle } from "./chart-bundle.ts";
import { showsItself } from "./shown.ts";
import { tableBundle } from "./table-bundle.ts";

/** A chart that shows itself; still plain data. */
export function shownChart(chart: Chart): Chart {
	return showsItself({ ...chart }, () => [chartBundle(chart)]);
}

/** A table that shows itself; still plain data. */
export function shownTable(table: Table): Table {
	return showsItself({ ...table }, () => [tableBundle(table)]);
}
