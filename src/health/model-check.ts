import type { Issue } from "../base/issue.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import { type HealthRule, modelOf } from "./health-input.ts";

/** When so many of its rules are in doubt, it is not the model that was meant. */
const MOST = 0.5;

/** Whether the model means something on this history: warnings on its rules and gates (an activity that never occurs, a condition nothing fulfils). */
export const modelCheck: HealthRule = {
	name: "model",
	anchor: "health",
	section: "definitions",
	find: (input) => {
		const { warnings = [] } = input;
		const model = modelOf(input);
		if (model === undefined) return { state: "not tested", message: "no model was named" };
		const own = warnings.filter(({ table }) => table === undefined);
		const rules = model.groups.reduce((sum, group) => sum + group.rules.length, 0);
		if (own.length === 0) return { state: "passed", message: `nothing odd in ${countOf(rules, "rule")}` };
		const odd = new Set(own.flatMap((issue) => ruleOf(issue) ?? []));
		const codes = [...new Set(own.map(({ code }) => code))];
		const counts = codes.map((code) => `${code} ${formatCount(own.filter((one) => one.code === code).length)}`);
		return {
			state: odd.size > MOST * rules ? "failed" : "warning",
			message: `${formatCount(odd.size)} of ${countOf(rules, "rule")} may not mean what they should: ${counts.join(", ")}`,
		};
	},
};

/** The rule an issue is about: the beginning of its path. */
function ruleOf({ file, column }: Issue): string | undefined {
	const found = /^groups\[\d+\]\.rules\[\d+\]/.exec(column ?? "");
	return found === null ? undefined : `${file ?? ""} ${found[0]}`;
}
