import { selectionFlags } from "../selection/selection-flags.ts";
import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import { type HealthRule, NO_REPLAY } from "./health-input.ts";

/** With more than this share of flags unworked, the precision says as much about sales as about the model. */
const MANY_UNWORKED = 0.2;
/** With more than this, it says more about sales. */
const MOST_UNWORKED = 0.5;

/** How many of the main hand-off's judged flags sales never worked: each counts as a miss. */
export const workedCheck: HealthRule = {
	name: "worked",
	anchor: "were-the-leads-worked",
	section: "worked",
	find: ({ dataset, replay }) => {
		const main = replay?.handoffs[0];
		if (dataset === undefined || replay === undefined || main === undefined) return NO_REPLAY;
		const flags = selectionFlags(dataset, replay, main);
		if (flags === undefined) {
			return {
				state: "not tested",
				message: "the dataset does not say what sales worked",
				takes: "worked in dataset.yaml",
			};
		}
		const total = flags.worked.length;
		if (total === 0) return { state: "cannot tell yet", message: "no flag can be judged" };
		const unworked = flags.worked.reduce((sum, worked) => sum + 1 - worked, 0);
		const message = `${formatCount(unworked)} of ${countOf(total, "judged flag")} (${formatRate(unworked / total)}) were never worked`;
		const share = unworked / total;
		return { state: share > MOST_UNWORKED ? "failed" : share > MANY_UNWORKED ? "warning" : "passed", message };
	},
};
