import type { Layer } from "./chart.ts";
import { type Channel, type Channels, layer } from "./layer.ts";

/** The text of each row to the right of a plot. */
export function textBeside({
	at,
	plot,
	ink,
	rows,
}: {
	readonly at: Channels;
	readonly plot: number;
	readonly ink: Channel;
	readonly rows?: readonly object[];
}): Layer {
	const encoding = { ...at, x: { value: plot + 14 }, text: { field: "text" }, color: ink };
	return layer({ type: "text", align: "left", baseline: "middle" }, encoding, { rows });
}
