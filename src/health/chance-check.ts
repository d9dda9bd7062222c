import { mainRanking } from "../evaluate/main-ranking.ts";
import type { RankingFinding } from "../evaluate/ranking-finding.ts";
import type { HealthState } from "./health.ts";
import { type HealthRule, NO_REPLAY } from "./health-input.ts";

const STATES: Readonly<Record<RankingFinding["kind"], HealthState>> = {
	order: "passed",
	slight: "warning",
	chance: "failed",
	inverted: "failed",
	open: "cannot tell yet",
	"cannot tell yet": "cannot tell yet",
};

/** Whether the score orders leads better than chance at the landmark, for the main hand-off's outcome, by the interval of its AUC. */
export const chanceCheck: HealthRule = {
	name: "better than chance",
	anchor: "how-good-the-order-is",
	section: "ranking",
	find: ({ dataset, replay, ranking }) => {
		if (replay === undefined) return NO_REPLAY;
		const given = (ranking?.find(({ stage }) => stage === replay.handoffs[0]?.to) ?? ranking?.[0])?.finding;
		const finding = given ?? (dataset === undefined ? undefined : mainRanking(dataset, replay));
		if (finding === undefined) return { state: "not tested", message: "no lead was put in order" };
		return { state: STATES[finding.kind], message: finding.text };
	},
};
