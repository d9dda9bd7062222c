import { rowAxis } from "../scales/axes.ts";
import type { ChartView, Layer } from "./chart.ts";
import { type IntervalsOptions, intervals } from "./intervals.ts";
import type { Channel } from "./layer.ts";
import { textBeside } from "./text-beside.ts";

/** What {@link intervalRows} draws. */
export interface IntervalRowsOptions
	extends Pick<IntervalsOptions, "scale" | "color" | "value" | "size" | "width" | "clip" | "tip"> {
	/** Rows of a label, a value with its interval, and a text. */
	readonly rows: readonly { readonly label: string }[];
	/** Width of the plot and height of a row, px. */
	readonly plot: number;
	readonly step: number;
	/** Colour of the texts. */
	readonly ink: Channel;
	/** Channel that sets rows of one label apart. */
	readonly offset?: Channel | undefined;
	/** How the labels are written. */
	readonly labels?: Channel;
	/** Layers below the intervals, and intervals that are not the usual ones. */
	readonly under?: readonly Layer[];
	readonly drawn?: readonly Layer[];
}

/** The place of a row: its label, and which of the rows of that label it is. */
export function rowPlace(
	rows: readonly { readonly label: string }[],
	{ labels, offset }: Pick<IntervalRowsOptions, "labels" | "offset"> = {},
) {
	return {
		y: rowAxis(
			rows.map(({ label }) => label),
			labels,
		),
		...(offset === undefined ? {} : { yOffset: offset }),
	};
}

/**
 * A view of values as points with intervals, a row each, with a text beside it: the form of most comparisons.
 *
 * @example createChart({ ...words, view: intervalRows({ rows, plot: 420, step: 30, scale, color, ink }) })
 */
export function intervalRows({
	rows,
	plot,
	step,
	ink,
	offset,
	labels,
	under = [],
	drawn,
	...options
}: IntervalRowsOptions): ChartView {
	const at = rowPlace(rows, { labels: labels ?? {}, offset });
	return {
		width: plot,
		height: offset === undefined ? { step } : { step, for: "offset" },
		data: { values: rows },
		layer: [...under, ...(drawn ?? intervals({ along: "x", at, ...options })), textBeside({ at, plot, ink })],
	};
}
