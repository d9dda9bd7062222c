import type { Layer } from "./chart.ts";
import { type Channel, type Channels, type LayerRows, layer } from "./layer.ts";

/** Bars with their counts as text at the end of each. */
export function countedBars(
	{
		at,
		x,
		color,
		ink,
		tip,
	}: {
		readonly at: Channels;
		readonly x: Channel;
		readonly color: Channel;
		readonly ink: Channel;
		readonly tip?: readonly Channel[];
	},
	look: Channel = {},
): Layer[] {
	return [
		layer({ type: "bar" }, { ...at, x, color, tooltip: tip }),
		layer(
			{ type: "text", align: "left", baseline: "middle", dx: 6, ...look },
			{ ...at, x, text: { field: "text" }, color: ink },
		),
	];
}

/** Bars that lie from one field to another, e.g. parts of a whole. */
export function spans(
	{
		at,
		x,
		from = "from",
		to = "to",
		color,
		tip,
		...rows
	}: LayerRows & {
		readonly at: Channels;
		readonly x: Channel;
		readonly from?: string;
		readonly to?: string;
		readonly color?: Channel;
		readonly tip?: readonly Channel[];
	},
	look: Channel = {},
): Layer {
	return layer(
		{ type: "bar", ...look },
		{ ...at, x: { field: from, ...x }, x2: { field: to }, color, tooltip: tip },
		rows,
	);
}

/** Upright columns from zero, each as wide as from its place to `to`. */
export function columns(
	{
		x,
		to,
		y,
		tip,
	}: { readonly x: Channel; readonly to: string; readonly y: Channel; readonly tip: readonly Channel[] },
	look: Channel,
): Layer {
	return layer({ type: "rect", ...look }, { x, x2: { field: to }, y, y2: { datum: 0 }, tooltip: tip });
}
