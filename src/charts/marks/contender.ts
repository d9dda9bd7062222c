import type { HandoffSpec } from "../../dataset/dataset.ts";
import type { Handoff, Ranking, Replay, Sweep } from "../../replay/replay-result.ts";

/** A replay in a comparison: the model on trial, or the one in production. */
export interface Contender {
	readonly role: "candidate" | "baseline";
	readonly replay: Replay;
}

/** The hand-off of a replay, `undefined` when its model makes no such flag. */
export function handoffOf(replay: Replay, { from: flag, to: outcome }: HandoffSpec): Handoff | undefined {
	return replay.handoffs.find((one) => one.from === flag && one.to === outcome);
}

/** The sweep of a hand-off, `undefined` when its model makes no such flag. */
export function sweepOf(replay: Replay, { from: flag, to: outcome }: HandoffSpec): Sweep | undefined {
	return replay.sweep.find((one) => one.from === flag && one.to === outcome);
}

/** The ranking by an outcome, `undefined` when the replay has none. */
export function rankingOf(replay: Replay, outcome: string): Ranking | undefined {
	return replay.ranking.find((one) => one.stage === outcome);
}
