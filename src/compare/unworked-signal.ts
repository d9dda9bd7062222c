import type { SelectionComparison } from "../selection/selection.ts";
import type { Standing } from "./comparison.ts";
import type { UnworkedSignal } from "./comparison-decision.ts";

/**
 * What leads that sales never worked make of how two precisions stand as recorded; see {@link UnworkedSignal}. The
 * difference had all been worked counts by its interval, leads of a kind nobody looked at in the worst case.
 *
 * @param selection of the same hand-off; `undefined` where the dataset does not say who was worked
 * @param recorded how the recorded difference stands
 * @example unworkedSignal(comparison, "higher") // "disagrees"
 */
export function unworkedSignal(selection: SelectionComparison | undefined, recorded: Standing): UnworkedSignal {
	if (selection === undefined) return "not known";
	const { entering, leaving, bounds, doublyRobust } = selection;
	const allWorked = entering.worked === entering.flags && leaving.worked === leaving.flags;
	if (allWorked) return "settled";
	if (bounds !== undefined && (bounds[0] > 0 || bounds[1] < 0)) return "settled";
	if (doublyRobust.state === "cannot tell yet") return "open";
	const [low, high] = doublyRobust.interval;
	const corrected = low > 0 ? "higher" : high < 0 ? "lower" : "neither";
	const stands = recorded === "higher" || recorded === "lower" ? recorded : "neither";
	if (corrected === stands) return "agrees";
	// Too wide to say where it stands is not a different answer.
	return corrected === "neither" ? "open" : "disagrees";
}
