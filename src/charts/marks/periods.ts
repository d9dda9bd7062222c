import { colors } from "../scales/theme.ts";
import type { Layer } from "./chart.ts";
import { colorBy, legendAbove } from "./color-by.ts";
import type { Channel } from "./layer.ts";
import { line } from "./lines.ts";

/** The channel that sets the two periods of a drift apart within a row. */
export const periodOffset: Channel = { field: "period", type: "nominal", scale: { domain: ["then", "now"] } };

/** Orange then, blue now, with a legend; of too little data one pale colour. */
export function periodColor({
	few,
	legend = {},
}: {
	readonly few?: string | undefined;
	readonly legend?: Channel;
}): Channel {
	if (few !== undefined) return { value: few };
	return colorBy("period", periodTones("then", "now"), { legend: legendAbove(legend) });
}

/** The value of each period as a thick line over its months: orange the earlier one, blue the later one. */
export function periodLines({
	x,
	y,
	rows,
	names,
	hasLegend = rows.length > 0,
}: {
	readonly x: Channel;
	readonly y: Channel;
	readonly rows: readonly object[];
	readonly names: readonly [string, string];
	readonly hasLegend?: boolean;
}): Layer {
	const legend = hasLegend ? legendAbove({ symbolType: "stroke", symbolStrokeWidth: 4 }) : null;
	const color = colorBy("period", periodTones(...names), { legend });
	return line({ x, y, color, rows }, { strokeWidth: 4, opacity: 0.9, clip: undefined });
}

function periodTones(earlier: string, later: string): Readonly<Record<string, string>> {
	return { [earlier]: colors.orange, [later]: colors.blue };
}
