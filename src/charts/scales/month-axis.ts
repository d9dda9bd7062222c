import type { Channel } from "../marks/layer.ts";
import { plotWidth } from "./theme.ts";

/** What the label of a month takes, px. */
const MONTH_WIDTH = 64;

/**
 * The axis of months with a second line under each label, as many labels as there is room for, and the width of a month.
 *
 * @param months each with the text below it
 */
export function monthAxis(
	months: readonly { readonly month: string; readonly below: string }[],
	{ title }: { readonly title: string },
): { readonly step: number; readonly x: Channel } {
	const step = Math.max(6, Math.min(MONTH_WIDTH, Math.floor(plotWidth / Math.max(1, months.length))));
	const every = Math.ceil(MONTH_WIDTH / step);
	const order = months.map(({ month }) => month);
	const below = Object.fromEntries(months.map(({ month, below }) => [month, below]));
	const axis = {
		labelAngle: 0,
		labelLineHeight: 18,
		labelOverlap: false,
		domain: false,
		ticks: false,
		values: order.filter((_, i) => i % every === 0),
		labelExpr: `[datum.value, ${JSON.stringify(below)}[datum.value]]`,
	};
	return { step, x: { field: "month", type: "ordinal", scale: { domain: order }, title, axis } };
}
