import { type Chart, createChart } from "../charts/marks/chart.ts";
import { isNumbers } from "./missing.ts";

/** What of some records is drawn. */
export interface RecordsChart {
	readonly x: string;
	readonly y: string;
	/** A column whose values get a colour each. */
	readonly color?: string;
	/** Left out: bars over text, points over numbers. */
	readonly mark?: "bar" | "line" | "point" | "area";
	readonly title?: string;
}

/** A chart of records. */
export function chartRecords(records: readonly object[], { x, y, color, mark, title }: RecordsChart): Chart {
	const cells = (name: string) => records.map((record) => (record as Readonly<Record<string, unknown>>)[name]);
	const axis = (name: string) => ({
		field: name,
		type: isNumbers(cells(name)) ? "quantitative" : "nominal",
		title: name,
	});
	const shape = mark ?? (isNumbers(cells(x)) ? "point" : "bar");
	const words = title ?? `${y} by ${x}`;
	return createChart({
		id: "chart",
		title: words,
		subtitle: `${records.length} rows`,
		description: words,
		table: { columns: [], rows: [] },
		view: {
			width: 640,
			height: 260,
			data: { values: records },
			mark: { type: shape, tooltip: true },
			encoding: { x: { ...axis(x), sort: null }, y: axis(y), ...(color === undefined ? {} : { color: axis(color) }) },
		},
	});
}
