import { columnsOf, type Table } from "../tables/table.ts";
import { formatCount } from "../words/number-format.ts";
import { type Chart, createChart, emptyChart } from "./marks/chart.ts";
import { drawnNumber } from "./marks/drawn-number.ts";
import { type Channel, layer } from "./marks/layer.ts";
import { slug } from "./marks/slug.ts";
import { thinRows } from "./marks/thin-rows.ts";
import { countAxis } from "./scales/axes.ts";
import { colors, plotWidth } from "./scales/theme.ts";

/** Rows as records, or columns by their names, or a data frame: column names and rows of values. */
export type Frame =
	| readonly object[]
	| Readonly<Record<string, ArrayLike<unknown>>>
	| { readonly columns: readonly string[]; readonly values: readonly unknown[] };

/** What {@link chart} draws of a frame. */
export interface ChartOptions {
	/** The column across, and the one up; without `y` the rows of each value of `x` are counted. */
	readonly x: string;
	readonly y?: string | undefined;
	/** A column that tells marks apart by colour. */
	readonly color?: string | undefined;
	/** Left out: bars for text, a line over time, points for numbers. */
	readonly mark?: "bar" | "line" | "point" | undefined;
	readonly title?: string | undefined;
}

type Kind = "number" | "time" | "text";
type Row = Readonly<Record<string, unknown>>;

const LISTED = 200;
const TYPES = { number: "quantitative", time: "temporal", text: "nominal" } as const;
const PALETTE = [colors.blue, colors.orange, colors.grey, "#7aa5d6", "#e8b27a", colors.ink];

/**
 * A chart of any two columns: what `df.plot` draws, in the look of the other charts. Columns of numbers are drawn to scale,
 * dates (`Date` or `2024-05-31` texts) as time, all else as names in their own order. Rows without a value are left out.
 *
 * @throws RangeError when a column is not there, or `y` holds no numbers
 * @example chart(records, { x: "month", y: "precision" })
 * @example chart({ score: [1, 2, 2, 5] }, { x: "score" }) // a histogram
 */
export function chart(frame: Frame, { x, y, color, mark, title }: ChartOptions): Chart {
	const all = recordsOf(frame);
	for (const name of [x, y, color]) if (name !== undefined) checkColumn(all, name);
	const rows = all.filter((row) => [x, y].every((name) => name === undefined || isThere(row[name])));
	const kinds = { x: kindOf(rows, x), y: y === undefined ? undefined : kindOf(rows, y) };
	if (kinds.y !== undefined && kinds.y !== "number" && rows.length > 0)
		throw new RangeError(`chart: y must be a column of numbers, "${y}" is not; leave y out to count rows.`);
	const shape = mark ?? (kinds.y === undefined || kinds.x === "text" ? "bar" : kinds.x === "time" ? "line" : "point");
	const words = {
		id: slug(["chart", y ?? "count", x].join("-")),
		title: title ?? (y === undefined ? `Rows by ${x}` : `${y} by ${x}`),
		subtitle: `${formatCount(rows.length)} of ${formatCount(all.length)} rows have a value`,
		description: `${shape === "bar" ? "Bars" : shape === "line" ? "A line" : "Points"} of ${y ?? "the number of rows"} by ${x}.`,
		table: tableOf(rows, [x, ...[y, color].filter((name) => name !== undefined)]),
	};
	if (rows.length === 0) return emptyChart({ ...words, reason: "No row has a value." });
	// Names of columns may hold dots and brackets, which Vega reads as paths; so the fields have names of their own.
	const values = rows.map((row) => ({
		x: drawn(row[x]),
		...(y === undefined ? {} : { y: drawn(row[y]) }),
		...(color === undefined ? {} : { color: drawn(row[color]) }),
	}));
	const across = axisOf(values, { title: x, kind: kinds.x, isBinned: y === undefined && kinds.x === "number" });
	const encoding = {
		x: { field: "x", ...across },
		y:
			y === undefined
				? { aggregate: "count", ...countAxis("rows", { ticks: 5 }) }
				: { field: "y", type: "quantitative", title: y },
		color:
			color === undefined ? undefined : { field: "color", title: color, type: "nominal", scale: { range: PALETTE } },
	};
	const look = { type: shape, ...(color === undefined ? { color: colors.blue } : {}) };
	return createChart({
		...words,
		view: { width: plotWidth - 60, height: 300, data: { values }, layer: [layer(look, encoding)] },
	});
}

function recordsOf(frame: Frame): readonly Row[] {
	if (Array.isArray(frame)) return frame as readonly Row[];
	const data = frame as { readonly columns?: unknown; readonly values?: unknown };
	if (Array.isArray(data.columns) && Array.isArray(data.values)) {
		const names = data.columns as readonly string[];
		return data.values.map((row: readonly unknown[]) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
	}
	const columns = Object.entries(frame as Readonly<Record<string, ArrayLike<unknown>>>);
	const length = Math.max(0, ...columns.map(([, column]) => column.length));
	return Array.from({ length }, (_, i) => Object.fromEntries(columns.map(([name, column]) => [name, column[i]])));
}

function checkColumn(rows: readonly Row[], name: string): void {
	if (rows.length === 0 || rows.some((row) => name in row)) return;
	throw new RangeError(`chart: no column "${name}"; there are ${Object.keys(rows[0] ?? {}).join(", ")}.`);
}

function isThere(value: unknown): boolean {
	return (
		value !== undefined && value !== null && value !== "" && !(typeof value === "number" && !Number.isFinite(value))
	);
}

function kindOf(rows: readonly Row[], name: string): Kind {
	const values = rows.map((row) => row[name]);
	if (values.every((value) => typeof value === "number")) return "number";
	const isTime = (value: unknown) => value instanceof Date || /^\d{4}-\d{2}(-\d{2})?(T.*)?$/.test(String(value));
	return values.every(isTime) ? "time" : "text";
}

function drawn(value: unknown): unknown {
	if (value instanceof Date) return value.toISOString();
	return typeof value === "number" ? drawnNumber(value) : typeof value === "string" ? value : String(value);
}

function axisOf(
	rows: readonly { readonly x: unknown }[],
	{ title, kind, isBinned }: { readonly title: string; readonly kind: Kind; readonly isBinned: boolean },
): Channel {
	const axis = {
		title,
		type: TYPES[kind],
		axis: { ...(kind === "text" ? { labelAngle: -40 } : { labelAngle: 0, labelOverlap: true }), tickCount: 8 },
	};
	if (isBinned) return { ...axis, bin: { maxbins: 30 } };
	if (kind === "time") return { ...axis, scale: { type: "utc" } };
	return kind === "number" ? axis : { ...axis, scale: { domain: [...new Set(rows.map((row) => row.x))] } };
}

function tableOf(rows: readonly Row[], names: readonly string[]): Table {
	const listed = thinRows(rows, { most: LISTED });
	return {
		columns: columnsOf(...names),
		rows: listed.map((row) =>
			names.map((name) => (typeof row[name] === "number" ? row[name] : String(drawn(row[name])))),
		),
		...(listed.length < rows.length ? { note: `${listed.length} of ${rows.length} rows are listed.` } : {}),
	};
}
