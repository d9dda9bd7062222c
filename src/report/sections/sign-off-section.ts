import type { Section } from "../report-document.ts";

/** Lines to fill in by hand: what was decided and why, and who agreed. */
export function signOffSection(): Section {
	return {
		id: "sign-off",
		title: "Decision log and sign-off",
		blocks: [
			{
				kind: "form",
				caption: "Decision log",
				columns: ["date", "decision (roll out, discuss, hold)", "threshold agreed", "why", "review on"],
				rows: ["", "", ""],
			},
			{
				kind: "form",
				caption: "Sign-off",
				columns: ["for", "name", "date", "signature"],
				rows: ["Marketing", "Sales", "Revenue operations"],
			},
		],
	};
}
