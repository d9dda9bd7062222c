import type { Layer } from "./chart.ts";
import { type Channel, type Channels, layer } from "./layer.ts";

/** How intervals are drawn. */
export interface IntervalsOptions {
	/** The direction of the values. */
	readonly along: "x" | "y";
	/** The place across it. */
	readonly at: Channels;
	/** Scale and axis of the values. */
	readonly scale: Channel;
	readonly color: Channel;
	/** Field of the point; the interval's are `low` and `high`. */
	readonly value?: string;
	/** Width of the rule and area of the point, px. */
	readonly width?: number;
	readonly size?: number | undefined;
	readonly shape?: Channel;
	readonly tip?: readonly Channel[] | undefined;
	/** Whether a point at the edge of the plot is cut off; the rules always are. */
	readonly clip?: boolean;
}

/** The rules of intervals, from `low` to `high`. */
export function intervalRules({ along, at, scale, color, value = "rate", width = 3 }: IntervalsOptions): Layer {
	const ends = { [along]: { field: "low", ...scale }, [`${along}2`]: { field: "high" } };
	return layer(
		{ type: "rule", strokeWidth: width, clip: true },
		{ ...at, ...ends, color },
		{ where: `datum.${value} !== null` },
	);
}

/** The points of values, with or without an interval. */
export function dots(
	{ along, at, scale, color, value = "rate", size = 130, shape, tip, clip = true }: IntervalsOptions,
	{ where, ...look }: Channel & { readonly where?: string } = {},
): Layer {
	const encoding = { ...at, [along]: { field: value, ...scale }, color, shape, tooltip: tip };
	const known = `datum.${value} !== null`;
	return layer({ type: "point", size, clip, ...look }, encoding, {
		where: where === undefined ? known : `${known} && ${where}`,
	});
}

/**
 * Values as points on the rules of their intervals; a row whose value is null has neither.
 *
 * @example intervals({ along: "x", at: { y }, scale: rateAxis("precision", { domain }), color: colorBy("tone", ROLES) })
 */
export function intervals(options: IntervalsOptions): Layer[] {
	return [intervalRules(options), dots(options)];
}
