import { colors } from "../scales/theme.ts";
import type { Layer } from "./chart.ts";
import { drawnNumber } from "./drawn-number.ts";
import { type Channel, layer } from "./layer.ts";

const LOOKS = {
	reference: { rule: { strokeDash: [5, 4], color: colors.grey }, text: { color: colors.inkSoft } },
	limit: { rule: { color: colors.orange, strokeWidth: 2.5 }, text: { color: colors.orangeInk, fontWeight: "bold" } },
};

/** A text at a height of the plot, to the right of it. */
export function labelRight({
	scale,
	value,
	label,
	tone = "limit",
}: {
	readonly scale: Channel;
	readonly value: number;
	readonly label: string;
	readonly tone?: keyof typeof LOOKS;
}): Layer {
	const place = { align: "left", baseline: "middle", x: { expr: "width + 8" } };
	const encoding = { y: { field: "value", ...scale }, text: { field: "text" } };
	return layer({ type: "text", ...place, ...LOOKS[tone].text }, encoding, {
		rows: [{ value: drawnNumber(value), text: label }],
	});
}

/**
 * A line to compare with: a dashed grey one (`reference`), or a limit that was set, orange. Its label stands above a line
 * across and to the right of a line along the plot.
 *
 * @param options.along the direction of the values
 * @example referenceLine({ along: "x", scale, value: 0.25, label: "all leads" })
 */
export function referenceLine({
	along,
	scale,
	value,
	label,
	tone = "reference",
}: {
	readonly along: "x" | "y";
	readonly scale: Channel;
	readonly value: number;
	readonly label: string;
	readonly tone?: keyof typeof LOOKS;
}): Layer[] {
	const rows = [{ value: drawnNumber(value), text: label }];
	const at = { [along]: { field: "value", ...scale } };
	const line = layer({ type: "rule", ...LOOKS[tone].rule }, at, { rows });
	if (along === "y") return [line, labelRight({ scale, value, label, tone })];
	const mark = { type: "text", align: "center", baseline: "bottom", dy: -6, ...LOOKS[tone].text };
	return [line, layer(mark, { ...at, y: { value: 0 }, text: { field: "text" } }, { rows })];
}

/** The line of no difference. */
export function zeroLine({
	along,
	scale,
	...look
}: {
	readonly along: "x" | "y";
	readonly scale: Channel;
	readonly color?: string;
	readonly strokeWidth?: number;
}): Layer {
	return layer(
		{ type: "rule", color: colors.ink, ...look },
		{ [along]: { field: "zero", ...scale } },
		{ rows: [{ zero: 0 }] },
	);
}
