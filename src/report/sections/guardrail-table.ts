import type { Guardrail, PairedHandoff } from "../../compare/comparison.ts";
import type { Cell, Table } from "../../tables/table.ts";
import { stageName } from "../../words/stage-name.ts";

const STATES: Readonly<Record<Guardrail["state"], Cell>> = {
	passed: "kept",
	failed: { text: "not kept", tone: "strong" },
	"cannot-tell": { text: "cannot tell yet", tone: "muted" },
	"not-checked": { text: "not checked", tone: "muted" },
};

/** What a candidate must keep to however precise it is, and whether it does. */
export function guardrailTable(guardrails: readonly Guardrail[], main: PairedHandoff | undefined): Table {
	const names: Readonly<Record<Guardrail["name"], string>> = {
		"same-leads": "the same leads",
		maturity: `enough mature ${main === undefined ? "" : `${stageName(main.from)} `}flags`,
		capacity: "volume within capacity",
		"last-rung-recall": "those at the end of the ladder are not missed",
		segments: "no segment made worse",
	};
	return {
		caption: "Guardrails: what the candidate must keep to however precise it is",
		columns: [{ label: "condition" }, { label: "state" }, { label: "what was found" }],
		rows: guardrails.map(({ name, state, text }): Cell[] => [names[name], STATES[state], text]),
	};
}
