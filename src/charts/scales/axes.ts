import type { Channel } from "../marks/layer.ts";

/**
 * A quantitative axis of rates, in per cent.
 *
 * @param options.domain usually of `rateDomain`, or 0 to 1
 * @example rateAxis("precision", { domain: rateDomain([0.467]) })
 */
export function rateAxis(
	title: string | null,
	{
		domain,
		ticks = 5,
		...scale
	}: { readonly domain?: readonly number[]; readonly ticks?: number; readonly nice?: boolean } = {},
): Channel {
	return {
		type: "quantitative",
		title,
		...(domain === undefined ? {} : { scale: { domain, ...scale } }),
		axis: { format: ".0%", tickCount: ticks },
	};
}

/** An axis of whole numbers, such as leads: no ticks between them. */
export function countAxis(
	title: string,
	{
		ticks = 3,
		...scale
	}: { readonly ticks?: number; readonly domain?: readonly number[]; readonly nice?: boolean } = {},
): Channel {
	return {
		type: "quantitative",
		title,
		...(Object.keys(scale).length === 0 ? {} : { scale }),
		axis: { tickCount: ticks, tickMinStep: 1, format: ",d" },
	};
}

/** The axis of thresholds: points from 0 to the last one drawn. */
export function pointsAxis({
	last,
	title = "threshold (points)",
}: {
	readonly last: number;
	readonly title?: string;
}): Channel {
	return { field: "threshold", type: "quantitative", scale: { domain: [0, last], nice: false }, title };
}

/** The axis of differences, `times` the values: each with its sign, zero without. */
export function differenceAxis(
	title: string,
	{
		domain,
		format = "+.0f",
		ticks = 5,
	}: { readonly domain: readonly number[]; readonly format?: string; readonly ticks?: number },
): Channel {
	return {
		type: "quantitative",
		title,
		scale: { domain, nice: false, zero: false },
		axis: { labelExpr: `datum.value === 0 ? '0' : format(datum.value, '${format}')`, tickCount: ticks },
	};
}

/**
 * The axis of rows, by their labels. The order is a domain and not a sort: a sort becomes an expression, and labels are
 * text that anybody may have typed.
 */
export function rowAxis(
	labels: readonly string[],
	{
		field = "label",
		padding = {},
		...axis
	}: { readonly field?: string; readonly padding?: Channel; readonly [option: string]: unknown } = {},
): Channel {
	return {
		field,
		type: "nominal",
		scale: { domain: [...new Set(labels)], ...padding },
		title: null,
		axis: { ticks: false, domain: false, ...axis },
	};
}

/** An axis without words, for a panel that stands above one with the same axis. */
export function bareAxis(axis: Channel, more: Channel = {}): Channel {
	return { ...axis, title: null, axis: { labels: false, ticks: false, title: null, ...more } };
}
