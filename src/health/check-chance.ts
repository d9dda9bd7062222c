import type { RankingFinding } from "../evaluate/ranking-finding.ts";
import type { Replay } from "../replay/replay-result.ts";
import { formatRate } from "../words/number-format.ts";
import type { HealthState } from "./health.ts";
import type { Check } from "./health-input.ts";

const STATES: Readonly<Record<RankingFinding["kind"], HealthState>> = {
	order: "passed",
	slight: "warning",
	chance: "failed",
	inverted: "failed",
	open: "cannot tell yet",
	"cannot tell yet": "cannot tell yet",
};

/**
 * Whether the model is better than chance: by the order of leads at the landmark for the main hand-off's outcome; without
 * its intervals, by the precision of the main hand-off against that of flagging every lead.
 */
export const checkChance: Check = ({ replay, ranking }) => {
	if (replay === undefined) return { state: "not tested", message: "no model was replayed" };
	const finding = (ranking?.find(({ stage }) => stage === replay.handoffs[0]?.to) ?? ranking?.[0])?.finding;
	return finding === undefined ? againstEveryone(replay) : { state: STATES[finding.kind], message: finding.text };
};

function againstEveryone({ handoffs, sweep }: Replay): ReturnType<Check> {
	const precision = handoffs[0]?.precision;
	const everyone = sweep[0]?.rows[0];
	if (precision?.state !== "measured" || everyone === undefined || everyone.hits + everyone.misses === 0) {
		return { state: "cannot tell yet", message: "too few flags can be judged" };
	}
	const base = everyone.hits / (everyone.hits + everyone.misses);
	const [low, high] = precision.interval;
	const message = `precision ${formatRate(precision.value)} against ${formatRate(base)} of flagging every lead`;
	return { state: low > base ? "passed" : high < base ? "failed" : "cannot tell yet", message };
}
