import { canonicalJson } from "../../base/canonical-json.ts";
import type { ExecutedNotebook } from "./execute-notebook.ts";

/**
 * The second run of a notebook, failed at the first cell whose outputs are not those of the first run, byte for byte.
 *
 * @example sameAgain(first, second).failure?.reason // "the cell shows something else when it is run again"
 */
export function sameAgain(first: ExecutedNotebook, second: ExecutedNotebook): ExecutedNotebook {
	if (second.failure !== undefined) return second;
	const cell = second.cells.find(
		({ id }) => canonicalJson(first.outputs.get(id) ?? null) !== canonicalJson(second.outputs.get(id) ?? null),
	);
	if (cell === undefined) return second;
	const reason = "the cell shows something else when it is run again";
	return { ...second, failure: { cell: cell.id, source: cell.source, reason, stderr: "" } };
}
