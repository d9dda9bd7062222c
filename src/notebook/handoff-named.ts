import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { measuredHandoff } from "../tune/threshold-figures.ts";

/** A hand-off as people name it: `"mql:sql"`, `"mql"` for the first from there, or its two stages. */
export type HandoffName = string | HandoffSpec;

/**
 * The hand-off of a replay by its name; left out: the first.
 *
 * @throws LabError (configuration) when the replay did not measure it
 * @example handoffNamed(replay, "mql").to // "sql"
 */
export function handoffNamed(replay: Replay, name: HandoffName | undefined): Handoff {
	const [from = "", to] = typeof name === "string" ? name.split(/->|:/).map((part) => part.trim()) : [];
	const asked = name === undefined ? replay.handoffs[0] : typeof name === "string" ? { from, to } : name;
	const found = replay.handoffs.find(
		(one) => one.from === asked?.from && (asked.to === undefined || one.to === asked.to),
	);
	return found ?? measuredHandoff(replay, { from: asked?.from ?? "?", to: asked?.to ?? "?" }).own;
}
