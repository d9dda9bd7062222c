import { formatRate } from "../words/number-format.ts";
import type { Check } from "./health-input.ts";

/** Whether a threshold that was chosen on older leads keeps its precision on younger ones. */
export const checkOptimism: Check = ({ plan }) => {
	if (plan === undefined) return { state: "not tested", message: "no threshold was chosen and held out in time" };
	const { precision } = plan.answer.optimism ?? {};
	if (precision === undefined || precision.difference.state !== "measured") {
		return { state: "cannot tell yet", message: "too few leads on one side of the cut" };
	}
	const { tuned, heldOut, difference } = precision;
	const message = `precision ${formatRate(tuned ?? 0)} where it was chosen, ${formatRate(heldOut ?? 0)} held out`;
	return { state: difference.interval[0] > 0 ? "warning" : "passed", message };
};
