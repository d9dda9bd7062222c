import { replayFinding } from "../evaluate/replay-finding.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import { type HealthRule, NO_REPLAY } from "./health-input.ts";

/** Whether the main hand-off's flags become the outcome more often than all leads do: else flagging everyone is as good. */
export const everyoneCheck: HealthRule = {
	name: "better than flagging everyone",
	anchor: "how-a-flag-is-judged",
	section: "hand-offs",
	find: ({ replay }) => {
		if (replay === undefined) return NO_REPLAY;
		const main = replay.handoffs[0];
		if (main === undefined)
			return { state: "not tested", message: "the model makes no flag that a later stage follows" };
		const { state } = replayFinding(replay);
		const [own, everyone] = [main.precision, main.everyone].map((rate) => shortEstimate(rate));
		return { state, message: `precision ${own}; of all leads ${everyone}` };
	},
};
