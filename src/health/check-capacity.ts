import { cohortWeeks, keepsCapacity } from "../tune/capacity.ts";
import { capacityWords } from "../tune/constraint-words.ts";
import { formatNumber } from "../words/number-format.ts";
import type { Check } from "./health-input.ts";

/** Whether sales can work what is flagged; only where a capacity was named. */
export const checkCapacity: Check = ({ comparison, plan }) => {
	const guardrail = comparison?.guardrails.find(({ name }) => name === "capacity");
	if (guardrail !== undefined) return { state: guardrail.state, message: guardrail.message };
	const capacity = plan?.targets.capacity;
	if (plan === undefined || capacity === undefined) return { state: "not tested", message: "no capacity was named" };
	const { onAll, heldOut } = plan.answer;
	if (onAll === undefined) return { state: "failed", message: "no threshold keeps to the capacity" };
	const asked = `asked for: ${capacityWords(capacity)}`;
	if (
		heldOut !== undefined &&
		"cutAt" in plan.split &&
		!keepsCapacity(heldOut, capacity, cohortWeeks(plan.split.younger))
	) {
		const waits = `longest wait ${heldOut.queue?.longestWaitDays ?? 0} days`;
		const message = `the same choice made earlier gave ${formatNumber(heldOut.perWeek)} flags a week on later leads (${waits}); ${asked}`;
		return { state: "warning", message };
	}
	return { state: "passed", message: `${formatNumber(onAll.perWeek)} flags a week; ${asked}` };
};
