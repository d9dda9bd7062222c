import { colors } from "../scales/theme.ts";
import type { Layer } from "./chart.ts";
import { type Channel, layer } from "./layer.ts";

/** A threshold to be marked, with its words; `chosen` ones are dark and dashed, others orange. */
export interface MarkedThreshold {
	readonly threshold: number;
	readonly text: string;
	readonly chosen?: boolean;
}

/** An upright line at a threshold, without words. */
export function thresholdRule({ threshold, text, chosen = false }: MarkedThreshold, x: Channel): Layer {
	const look = chosen ? { color: colors.ink, strokeDash: [7, 4] } : { color: colors.orange };
	return layer({ type: "rule", strokeWidth: 2, ...look }, { x }, { rows: [{ threshold, text }] });
}

/** The words beside a {@link thresholdRule}, at the top of the plot; those of a chosen one below the others. */
export function thresholdLabel(
	{ threshold, text, chosen = false }: MarkedThreshold,
	x: Channel,
	{ left }: { readonly left: boolean },
): Layer {
	const place = { align: left ? "right" : "left", baseline: "top", dx: left ? -6 : 6, fontWeight: "bold" };
	const look = chosen ? {} : { color: colors.orangeInk };
	return layer(
		{ type: "text", ...place, ...look },
		{ x, y: { value: chosen ? 22 : 2 }, text: { field: "text" } },
		{ rows: [{ threshold, text }] },
	);
}
