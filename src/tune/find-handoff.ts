import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Handoff, Replay, Sweep } from "../replay/replay-result.ts";
import { measuredHandoff } from "./threshold-figures.ts";

/**
 * A hand-off as options write it, `"mql:sql"` (or `"mql -> sql"`), or its two names.
 *
 * @example handoffSpec("mql:sql") // { from: "mql", to: "sql" }
 */
export function handoffSpec(handoff: HandoffSpec | string): HandoffSpec {
	if (typeof handoff !== "string") return handoff;
	const [flag = "", outcome = ""] = handoff.split(/->|:/).map((part) => part.trim());
	return { from: flag, to: outcome };
}

/**
 * The hand-off of a replay with its sweep.
 *
 * @throws LabError (configuration) when the replay did not measure it
 */
export function findHandoff(
	result: Replay,
	handoff: HandoffSpec | string,
): { readonly own: Handoff; readonly sweep: Sweep } {
	return measuredHandoff(result, handoffSpec(handoff));
}
