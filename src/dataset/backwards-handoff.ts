import type { HandoffSpec } from "./dataset.ts";

/**
 * Whether a hand-off leads from a stage to itself or down the ladder: whoever reached its first stage then reached the
 * second before, so that nothing is measured. Stages that are no rungs have no order.
 *
 * @example isBackwards({ from: "sql", to: "mql" }, ["lead", "mql", "sql"]) // true
 */
export function isBackwards({ from, to }: HandoffSpec, ladder: readonly string[]): boolean {
	if (from === to) return true;
	const [first, second] = [ladder.indexOf(from), ladder.indexOf(to)];
	return first >= 0 && second >= 0 && second < first;
}
