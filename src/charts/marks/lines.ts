import { colors, plotWidth } from "../scales/theme.ts";
import type { Layer } from "./chart.ts";
import { type Channel, type LayerRows, layer } from "./layer.ts";

/** Where a mark stands, and rows of its own. */
export interface Place extends LayerRows {
	readonly x: Channel;
	readonly y: Channel;
}

/** An area from `low` to `high`. */
export function band(
	{ x, y, low = "low", high = "high", ...rows }: Place & { readonly low?: string; readonly high?: string },
	look: Channel,
): Layer {
	return layer({ type: "area", clip: true, ...look }, { x, y: { ...y, field: low }, y2: { field: high } }, rows);
}

/**
 * A line.
 *
 * @param options.color,order channels; the look may have a colour instead
 * @example line({ x, y: { field: "rate", ...y } }, { color: colors.blue, interpolate: "step-after" })
 */
export function line(
	{ x, y, color, order, ...rows }: Place & { readonly color?: Channel; readonly order?: Channel },
	look: Channel = {},
): Layer {
	return layer({ type: "line", clip: true, ...look }, { x, y, color, order }, rows);
}

/** The line of what was to be expected: dashed, grey, from one corner of the plot to the other. */
export function diagonal({ x, y, to = 1 }: Pick<Place, "x" | "y"> & { readonly to?: number }): Layer {
	const [across, up] = [String(x.field), String(y.field)];
	const rows = [0, to].map((end) => ({ [across]: end, [up]: end }));
	return line({ x, y, rows }, { strokeDash: [5, 4], strokeWidth: 1.5, color: colors.grey, clip: undefined });
}

/** The look of a line of values on too little data: grey and dashed. */
export const UNSURE: Channel = { color: colors.grey, strokeDash: [3, 5], strokeWidth: 1.5 };

/** Upright strips that cannot be seen, one of each of `count` rows: they tell the row under the pointer. */
export function hover({
	x,
	count,
	tip,
}: {
	readonly x: Channel;
	readonly count: number;
	readonly tip: readonly Channel[];
}): Layer {
	const strokeWidth = Math.max(2, plotWidth / Math.max(1, count));
	return layer({ type: "rule", strokeWidth, opacity: 0 }, { x, tooltip: tip });
}
