import type { Ranking, Replay } from "../../replay/replay-result.ts";

/** A replay in a comparison: the candidate or the baseline. */
export interface Contender {
	readonly role: "candidate" | "baseline";
	readonly replay: Replay;
}

/** The replay a chart is about and, where there is one, the baseline it is drawn with. */
export function contendersOf(replay: Replay, baseline: Replay | undefined): readonly Contender[] {
	const candidate: Contender = { role: "candidate", replay };
	return baseline === undefined ? [candidate] : [candidate, { role: "baseline", replay: baseline }];
}

/** The ranking by reaching a stage, `undefined` when the replay has none. */
export function rankingOf(replay: Replay, stage: string): Ranking | undefined {
	return replay.ranking.find((one) => one.stage === stage);
}
