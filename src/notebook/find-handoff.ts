import { configurationError } from "../base/error.ts";
import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Handoff, Replay, Sweep } from "../replay/replay-result.ts";

/**
 * A hand-off as people write it: `"mql -> sql"`, `"mql:sql"`, or its two names.
 *
 * @example handoffSpec("mql -> sql") // { call: "mql", outcome: "sql" }
 */
export function handoffSpec(handoff: HandoffSpec | string): HandoffSpec {
	if (typeof handoff !== "string") return handoff;
	const [call = "", outcome = ""] = handoff.split(/->|:/).map((part) => part.trim());
	return { call, outcome };
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
	const { call, outcome } = handoffSpec(handoff);
	const same = (one: HandoffSpec) => one.call === call && one.outcome === outcome;
	const own = result.handoffs.find(same);
	const sweep = result.sweep.find(same);
	if (own !== undefined && sweep !== undefined) return { own, sweep };
	throw configurationError({
		code: "unknown-handoff",
		file: result.model.name,
		message: `the replay did not measure the hand-off ${call} -> ${outcome}; it measured ${result.handoffs.map((one) => `${one.call} -> ${one.outcome}`).join(", ") || "none"}.`,
		cure: "Name one of these, or replay with { handoffs: [...] }.",
	});
}

/** Weeks in which the leads of a cohort came in, up to the extract; `undefined` when it is empty. */
export function cohortWeeks({ createdRange, asOf }: Pick<Replay, "createdRange" | "asOf">): number | undefined {
	if (createdRange === undefined) return undefined;
	return Math.max(1, (asOf - createdRange[0]) / 604_800_000);
}
