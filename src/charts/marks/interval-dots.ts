import type { Estimate } from "../../metrics/rates/estimate.ts";
import { columnsOf, type Table } from "../../tables/table.ts";
import { shortEstimate } from "../../words/estimate-text.ts";
import { rateAxis } from "../scales/axes.ts";
import type { ChartView } from "./chart.ts";
import { colorBy, inkBy, ROLE_INKS, ROLES } from "./color-by.ts";
import { estimateCells, estimateDomain, estimateFields, toneOf } from "./estimate-fields.ts";
import { intervalRows } from "./interval-rows.ts";
import { referenceLine } from "./reference-line.ts";

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
	const compared = isCompared(rows);
	const domain = estimateDomain(
		rows.map(({ estimate }) => estimate),
		reference?.value,
	);
	const scale = rateAxis(axis, { domain, ticks: 6 });
	return intervalRows({
		rows: rows.map(({ label, series, estimate }) => ({
			label,
			series: series ?? "all",
			tone: toneOf(estimate, series ?? "candidate"),
			...estimateFields(estimate),
			text: `${compared ? `${series}: ` : ""}${shortEstimate(estimate)}`,
		})),
		plot: PLOT,
		step: compared ? 26 : 30,
		scale,
		color: colorBy("tone", ROLES),
		ink: inkBy("tone", ROLE_INKS),
		offset: compared ? { field: "series", type: "nominal", sort: ["candidate", "baseline"] } : undefined,
		under: reference === undefined ? [] : referenceLine({ along: "x", scale, ...reference }),
	});
}

/** The table that goes with the view. */
export function dotTable(rows: readonly DotRow[], { label }: { readonly label: string }): Table {
	const compared = isCompared(rows);
	return {
		columns: columnsOf(label, ...(compared ? ["model"] : []), "precision", "hits of mature flags", "95 % interval"),
		rows: rows.map(({ label: name, series, estimate }) => [
			name,
			...(compared ? [series ?? ""] : []),
			...estimateCells(estimate),
		]),
	};
}

function isCompared(rows: readonly DotRow[]): boolean {
	return new Set(rows.map(({ series }) => series)).size > 1;
}
