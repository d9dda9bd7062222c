import type { Replay } from "../../replay/replay-result.ts";
import { cohortWeeks } from "../../tune/capacity.ts";
import { formatCount } from "../../words/number-format.ts";
import type { Layer } from "./chart.ts";
import type { Channel } from "./layer.ts";
import { referenceLine } from "./reference-line.ts";

/** What is drawn beside the curves of a sweep. */
export interface SweepMarks {
	/** Flags a week that sales can work: a line at that volume over the weeks of the cohort. */
	readonly perWeek?: number | undefined;
	/** A threshold that was chosen; not drawn where it is the model's own. */
	readonly chosen?: number | undefined;
}

/** A line at the volume that a capacity allows over the weeks of the cohort. */
export function capacityLine(
	perWeek: number | undefined,
	{ replay, scale }: { readonly replay: Replay; readonly scale: Channel },
): Layer[] {
	if (perWeek === undefined) return [];
	const value = perWeek * cohortWeeks(replay);
	return referenceLine({ along: "y", scale, value, label: `${formatCount(perWeek)} a week`, tone: "limit" });
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
