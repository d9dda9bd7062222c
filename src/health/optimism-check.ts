import { newcombeInterval } from "../metrics/rates/rate-difference.ts";
import { isEnough, shortEstimate } from "../words/estimate-text.ts";
import type { HealthRule } from "./health-input.ts";

/** A fall of the precision that leaves another decision, in shares. */
const LARGE = 0.05;

/** Whether a threshold that was chosen on older leads keeps its precision on younger ones: `failed` when 5 pp are lost for sure. */
export const optimismCheck: HealthRule = {
	name: "optimism",
	anchor: "where-to-put-the-threshold",
	section: "thresholds",
	find: ({ plan }) => {
		if (plan === undefined || plan.answer.aim === "model") {
			const message =
				"no threshold was chosen here and held out in time; a model tuned on these leads looks better than it is";
			return { state: "not tested", message, takes: "leadlab threshold with a target" };
		}
		const { tuned, heldOut, optimism } = plan.answer;
		if (tuned === undefined || heldOut === undefined || optimism === undefined) {
			return { state: "cannot tell yet", message: "the history is too short to be cut in two" };
		}
		const message = `precision ${shortEstimate(tuned.precision)} where it was chosen, ${shortEstimate(heldOut.precision)} held out`;
		if (!isEnough(tuned.precision) || !isEnough(heldOut.precision)) return { state: "cannot tell yet", message };
		const [low] = newcombeInterval(tuned.precision, heldOut.precision);
		return { state: low > LARGE ? "failed" : low > 0 ? "warning" : "passed", message };
	},
};
