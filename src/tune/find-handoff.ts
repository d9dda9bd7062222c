import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Handoff, Replay, Sweep } from "../replay/replay-result.ts";
import { measuredHandoff } from "./threshold-figures.ts";

/** A hand-off as people name it: `"mql:sql"`, `"mql"` for the first from there, or its two stages. */
export type HandoffName = string | HandoffSpec;

/**
 * The hand-off of a replay with its sweep.
 *
 * @param name left out: the first
 * @throws LabError (configuration) when the replay did not measure it
 * @example findHandoff(replay, "mql").own.to // "sql"
 */
export function findHandoff(result: Replay, name?: HandoffName): { readonly own: Handoff; readonly sweep: Sweep } {
	const [first = "?", second] = typeof name === "string" ? name.split(/->|:/).map((part) => part.trim()) : [];
	const asked = typeof name === "object" ? name : { from: first, to: second };
	const isAsked = ({ from, to }: HandoffSpec) => from === asked.from && (asked.to === undefined || to === asked.to);
	const { from, to } = (name === undefined ? result.handoffs[0] : result.handoffs.find(isAsked)) ?? asked;
	return measuredHandoff(result, { from, to: to ?? "?" });
}
