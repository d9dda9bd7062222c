import { formatNumber } from "../words/number-format.ts";
import type { Check } from "./health-input.ts";

/** Whether sales can work what is flagged; only where a capacity was named. */
export const checkCapacity: Check = ({ comparison, plan }) => {
	const guardrail = comparison?.guardrails.find(({ name }) => name === "capacity");
	if (guardrail !== undefined) return { state: guardrail.state, message: guardrail.message };
	const capacity = plan?.targets.capacity?.perWeek;
	if (plan === undefined || capacity === undefined) return { state: "not tested", message: "no capacity was named" };
	const figures = plan.answer.heldOut ?? plan.answer.tuned;
	if (figures === undefined) return { state: "failed", message: "no threshold keeps to the capacity" };
	const message = `${formatNumber(figures.perWeek)} flags a week for ${formatNumber(capacity)}`;
	return { state: figures.perWeek > capacity ? "warning" : "passed", message };
};
