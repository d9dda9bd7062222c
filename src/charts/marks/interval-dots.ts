import { type Estimate, seenOf } from "../../metrics/rates/estimate.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { countsText, intervalText, isEnough, shortEstimate } from "../../words/estimate-text.ts";
import { formatRate } from "../../words/number-format.ts";
import type { ChartView, Layer } from "./chart.ts";
import { drawnNumber } from "./drawn-number.ts";
import { rateDomain } from "./rate-domain.ts";
import { roleColor, roleInk } from "./role-color.ts";
import { colors } from "./theme.ts";

/** One rate of a dot chart. */
export interface DotRow {
	/** What the row is about; rows of the same label stand together. */
	readonly label: string;
	/** Whose rate it is, when two are compared. */
	readonly series?: "candidate" | "baseline";
	readonly estimate: Estimate;
}

const PLOT = 420;

/**
 * A view of rates as points with their intervals, each with its raw counts as text beside it. Rates with too little
 * data are grey and their interval may run out of the plot; undefined ones are words only.
 *
 * @param options.axis title of the rate axis
 * @param options.reference a rate to compare with, drawn as a line, with its label
 * @example createChart({ ...words, view: intervalDots([{ label: "MQL to SQL", estimate: estimateRate(123, 300) }], { axis: "precision" }) })
 */
export function intervalDots(
	rows: readonly DotRow[],
	{
		axis,
		reference,
	}: { readonly axis: string; readonly reference?: { readonly value: number; readonly label: string } },
): ChartView {
	const compared = new Set(rows.map(({ series }) => series)).size > 1;
	const domain = rateDomain([
		...rows.map(({ estimate }) => (isEnough(estimate) ? estimate.interval?.[1] : undefined)),
		reference?.value,
	]);
	const values = rows.map(({ label, series, estimate }) => ({
		label,
		series: series ?? "all",
		tone: isEnough(estimate) ? (series ?? "candidate") : "little",
		rate: drawnNumber(seenOf(estimate).value),
		low: drawnNumber(seenOf(estimate).interval?.[0]),
		high: drawnNumber(seenOf(estimate).interval?.[1]),
		text: `${compared ? `${series}: ` : ""}${shortEstimate(estimate)}`,
	}));
	// As a domain and not as a sort: a sort becomes an expression, and labels are text that anybody may have typed.
	const labels = [...new Set(rows.map(({ label }) => label))];
	const y = {
		field: "label",
		type: "nominal",
		scale: { domain: labels },
		title: null,
		axis: { ticks: false, domain: false },
	} as const;
	const yOffset = compared
		? ({ yOffset: { field: "series", type: "nominal", sort: ["candidate", "baseline"] } } as const)
		: {};
	const mark = roleColor({ field: "tone" });
	const known = [{ filter: "datum.rate !== null" }];
	const x = { type: "quantitative", title: axis, scale: { domain }, axis: { format: ".0%", tickCount: 6 } } as const;
	const layer: Layer[] = [
		{
			transform: known,
			mark: { type: "rule", strokeWidth: 3, clip: true },
			encoding: { y, ...yOffset, x: { field: "low", ...x }, x2: { field: "high" }, color: mark },
		},
		{
			transform: known,
			mark: { type: "point", size: 130, clip: true },
			encoding: { y, ...yOffset, x: { field: "rate", ...x }, color: mark },
		},
		{
			mark: { type: "text", align: "left", baseline: "middle" },
			encoding: { y, ...yOffset, x: { value: PLOT + 14 }, text: { field: "text" }, color: roleInk({ field: "tone" }) },
		},
	];
	if (reference !== undefined) {
		layer.unshift({
			data: { values: [{ value: drawnNumber(reference.value), text: reference.label }] },
			layer: [
				{
					mark: { type: "rule", strokeDash: [5, 4], color: colors.grey },
					encoding: { x: { field: "value", ...x } },
				},
				{
					mark: { type: "text", align: "center", baseline: "bottom", dy: -6, color: colors.inkSoft },
					encoding: { x: { field: "value", ...x }, y: { value: 0 }, text: { field: "text" } },
				},
			],
		});
	}
	const step = compared ? 26 : 30;
	return {
		width: PLOT,
		height: compared ? { step, for: "offset" } : { step },
		data: { values },
		layer,
	};
}

/** The table that goes with the view. */
export function dotTable(rows: readonly DotRow[], { label }: { readonly label: string }): Table {
	const compared = new Set(rows.map(({ series }) => series)).size > 1;
	return {
		columns: columnsOf(label, ...(compared ? ["model"] : []), "precision", "hits of mature flags", "95 % interval"),
		rows: rows.map(({ label: name, series, estimate }) => [
			name,
			...(compared ? [series ?? ""] : []),
			isEnough(estimate) ? formatRate(estimate.value) : shortEstimate(estimate),
			countsText(estimate),
			intervalText(estimate),
		]),
	};
}
