import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import { type HealthRule, NO_REPLAY } from "./health-input.ts";

/** From this share of flags on that are too recent, most of what the model does is not in its precision. */
const MOST_IMMATURE = 0.5;

/** Whether enough of the main hand-off's flags are old enough to be judged: `failed` with fewer than 20. */
export const maturityCheck: HealthRule = {
	name: "maturity",
	anchor: "how-a-flag-is-judged",
	section: "hand-offs",
	find: ({ replay }) => {
		if (replay === undefined) return NO_REPLAY;
		const main = replay.handoffs[0];
		if (main === undefined || main.flagged === 0) return { state: "cannot tell yet", message: "no lead is flagged" };
		const { flagged, immature, hits, misses } = main;
		const judged = hits + misses;
		const message = `${formatCount(judged)} of ${countOf(flagged, "flag")} can be judged, ${formatCount(immature)} (${formatRate(immature / flagged)}) are too recent`;
		if (judged < LEAST_EACH) return { state: "failed", message: `${message}; it takes at least ${LEAST_EACH}` };
		return { state: immature > MOST_IMMATURE * flagged ? "warning" : "passed", message };
	},
};
