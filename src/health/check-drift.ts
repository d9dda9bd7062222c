import { countOf } from "../words/number-format.ts";
import type { Check } from "./health-input.ts";

/** Whether the world moved since the points were made. */
export const checkDrift: Check = ({ drift }) => {
	if (drift === undefined) return { state: "not tested", message: "leadlab drift looks for what moved" };
	const { findings, scores } = drift;
	const acts = findings.filter(({ level }) => level === "act").length;
	if (acts > 0) return { state: "failed", message: `${countOf(acts, "change")} to act on` };
	// What is to be looked at on few leads is no sign that the rest stands still.
	const { standing, reason } = scores.stability;
	if (standing === "cannot tell yet") return { state: "cannot tell yet", message: reason ?? "too few leads" };
	if (findings.length > 0) return { state: "warning", message: `${countOf(findings.length, "change")} to look at` };
	return { state: "passed", message: "no change seen" };
};
