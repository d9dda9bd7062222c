import type { Health } from "../health/health.ts";
import { stateCell } from "./guardrail-table.ts";
import { type Cell, columnsOf, type Table } from "./table.ts";

/**
 * The checks that stand before a result: what was checked, what came of it, what was found, and what it takes to test what was
 * not.
 *
 * @example healthTable(health).rows[0] // ["data", "passed", "0 of 78,632 rows are rejected", undefined]
 */
export function healthTable(health: Health): Table {
	return {
		caption: "Health: what stands before the figures",
		columns: columnsOf("check", "state", "what was found", "what it takes"),
		rows: health.map(({ check, state, message, takes }): Cell[] => [check, stateCell(state), message, takes]),
	};
}
