import { driftSummary } from "../drift/drift-summary.ts";
import type { HealthRule } from "./health-input.ts";

/** Whether the world moved since the points were made, and how much of it could be tested. */
export const driftCheck: HealthRule = {
	name: "drift",
	anchor: "what-has-moved",
	section: "drift",
	find: ({ drift }) => {
		if (drift === undefined) {
			return { state: "not tested", message: "nobody looked for what has moved", takes: "leadlab drift" };
		}
		const { state, text, takes } = driftSummary(drift);
		return { state, message: text, ...(takes === undefined ? {} : { takes }) };
	},
};
