import type { LeakVerdict } from "../leaks/leak-verdict.ts";
import { leakVerdict } from "../leaks/leak-verdict.ts";
import type { HealthState } from "./health.ts";
import type { Check } from "./health-input.ts";

const STATES: Readonly<Record<LeakVerdict["state"], HealthState>> = {
	leak: "failed",
	suspect: "warning",
	"none found": "passed",
	"cannot tell yet": "cannot tell yet",
};

/** Whether something knows the future. */
export const checkLeaks: Check = ({ leaks }) => {
	if (leaks === undefined)
		return { state: "not tested", message: "leadlab leaks looks for facts that know the future" };
	const { state, text } = leakVerdict(leaks);
	return { state: STATES[state], message: text };
};
