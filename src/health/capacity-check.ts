import { formatCount } from "../words/number-format.ts";
import type { HealthRule } from "./health-input.ts";

/** Whether sales can work what is flagged; only where a capacity was named. */
export const capacityCheck: HealthRule = {
	name: "capacity",
	anchor: "where-to-put-the-threshold",
	section: "capacity",
	find: ({ comparison, plan }) => {
		const guardrail = comparison?.guardrails.find(({ name }) => name === "capacity");
		if (guardrail !== undefined && guardrail.state !== "not tested") {
			return { state: guardrail.state, message: guardrail.message.replace(/\.$/, "") };
		}
		const capacity = plan?.targets.capacity?.perWeek;
		if (plan === undefined || capacity === undefined) {
			return { state: "not tested", message: "no capacity was named", takes: "--capacity" };
		}
		const figures = plan.answer.heldOut ?? plan.answer.tuned;
		if (figures === undefined) return { state: "failed", message: "no threshold keeps to the capacity" };
		const message = `${figures.perWeek.toFixed(1)} flags a week for ${formatCount(capacity)}`;
		return { state: figures.perWeek > capacity ? "warning" : "passed", message };
	},
};
