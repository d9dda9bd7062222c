import type { Replay } from "../../replay/replay-result.ts";
import { cohortWeeks } from "../../tune/threshold-figures.ts";
import { formatCount, formatPoints } from "../../words/number-format.ts";
import type { Layer } from "./chart.ts";
import { drawnNumber } from "./drawn-number.ts";
import { colors } from "./theme.ts";

/** What is drawn beside the curves of a sweep. */
export interface SweepMarks {
	/** Flags a week that sales can work: a line at that volume over the weeks of the cohort. */
	readonly perWeek?: number | undefined;
	/** A threshold that was chosen; not drawn where it is the model's own. */
	readonly chosen?: number | undefined;
}

/** A dashed line at the chosen threshold, without words. */
export function chosenRule(chosen: number | undefined, x: object): Layer[] {
	if (chosen === undefined) return [];
	return [
		{
			data: { values: [{ threshold: chosen }] },
			mark: { type: "rule", color: colors.ink, strokeWidth: 2, strokeDash: [7, 4] },
			encoding: { x },
		} as Layer,
	];
}

/** The words beside {@link chosenRule}, below those of the model's own threshold. */
export function chosenLabel(chosen: number | undefined, x: object, { flip }: { readonly flip: boolean }): Layer[] {
	if (chosen === undefined) return [];
	return [
		{
			data: { values: [{ threshold: chosen, text: `chosen: ${formatPoints(chosen)}` }] },
			mark: {
				type: "text",
				align: flip ? "right" : "left",
				baseline: "top",
				dx: flip ? -6 : 6,
				fontWeight: "bold",
			},
			encoding: { x, y: { value: 22 }, text: { field: "text" } },
		} as Layer,
	];
}

/** A line at the volume that a capacity allows over the weeks of the cohort. */
export function capacityLayers(perWeek: number | undefined, replay: Replay): Layer[] {
	if (perWeek === undefined) return [];
	const flags = drawnNumber(perWeek * cohortWeeks(replay));
	const data = { values: [{ flags, text: `${formatCount(perWeek)} a week` }] };
	const y = { field: "flags", type: "quantitative" } as const;
	return [
		{ data, mark: { type: "rule", color: colors.orange, strokeWidth: 2.5 }, encoding: { y } },
		{
			data,
			mark: {
				type: "text",
				align: "left",
				baseline: "middle",
				color: colors.orangeInk,
				fontWeight: "bold",
				x: { expr: "width + 8" },
			},
			encoding: { y, text: { field: "text" } },
		},
	];
}

/**
 * Whether the words of the model's own threshold, and of the chosen one, stand to the left of their lines: away from the
 * edge, and of two lines those of the left one on its left, so that neither line crosses the other's words.
 */
export function labelSides(
	{ own, chosen }: { readonly own: number; readonly chosen: number | undefined },
	{ largest }: { readonly largest: number },
): { readonly own: boolean; readonly chosen: boolean } {
	const isLate = (at: number) => at > largest * 0.75;
	const isFree = (at: number) => at > largest * 0.2;
	if (chosen === undefined) return { own: isLate(own), chosen: false };
	return {
		own: isLate(own) || (chosen > own && isFree(own)),
		chosen: isLate(chosen) || (chosen < own && isFree(chosen)),
	};
}
