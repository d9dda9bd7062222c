import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import type { Check } from "./health-input.ts";

/** From this share of flags on that are too recent, most of what the model does is not in its precision. */
const MOST_IMMATURE = 0.5;

/** Whether enough of the main hand-off's flags are old enough to be judged. */
export const checkMaturity: Check = ({ replay }) => {
	if (replay === undefined) return { state: "not tested", message: "no model was replayed" };
	const main = replay.handoffs[0];
	if (main === undefined || main.flagged === 0) return { state: "cannot tell yet", message: "no lead is flagged" };
	const { flagged, immature, hits, misses } = main;
	if (hits + misses === 0 && immature > 0) {
		return { state: "cannot tell yet", message: `none of ${countOf(flagged, "flag")} can be judged yet` };
	}
	const message = `${formatCount(immature)} of ${countOf(flagged, "flag")} (${formatRate(immature / flagged)}) are too recent to judge`;
	return { state: immature > MOST_IMMATURE * flagged ? "warning" : "passed", message };
};
