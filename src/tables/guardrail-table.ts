import type { CheckState } from "../base/check-state.ts";
import type { Guardrail } from "../compare/comparison.ts";
import { guardrailName } from "../compare/comparison-verdict.ts";
import { muted } from "./cells.ts";
import { type Cell, columnsOf, type Table } from "./table.ts";

/**
 * What a candidate must keep to however precise it is, and whether it does.
 *
 * @example guardrailTable(comparison.guardrails).rows[0] // ["same leads", "passed", "Both models were ..."]
 */
export function guardrailTable(guardrails: readonly Guardrail[]): Table {
	return {
		caption: "Guardrails: what the candidate must keep to however precise it is",
		columns: columnsOf("condition", "state", "what was found"),
		rows: guardrails.map(({ name, state, message: text }): Cell[] => [guardrailName(name), stateCell(state), text]),
	};
}

/** The state of a check as a cell: strong when it failed, grey when nothing is known. */
export function stateCell(state: CheckState): Cell {
	if (state === "failed") return { text: state, tone: "strong" };
	return state === "cannot tell yet" || state === "not tested" ? muted(state) : state;
}
