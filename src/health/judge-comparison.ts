import type { Comparison, ComparisonDecision, ComparisonVerdict } from "../compare/comparison.ts";
import { capital } from "../words/capital.ts";
import { chanceCheck } from "./chance-check.ts";
import { dataCheck } from "./data-check.ts";
import { driftCheck } from "./drift-check.ts";
import { equalVolumeCheck } from "./equal-volume-check.ts";
import { everyoneCheck } from "./everyone-check.ts";
import type { Health, HealthCheck, HealthState } from "./health.ts";
import type { HealthRule } from "./health-input.ts";
import { leaksCheck } from "./leaks-check.ts";
import { modelCheck } from "./model-check.ts";

/** What an alarm makes of a decision. */
interface Limit {
	readonly check: HealthRule;
	readonly states: readonly HealthState[];
	/** Decisions that it does not leave standing. */
	readonly from: readonly ComparisonDecision[];
	readonly to: ComparisonDecision;
	readonly step: string;
}

const ANY: readonly ComparisonDecision[] = ["roll-out", "discuss", "hold", "cannot-tell"];

/**
 * Alarms that figures cannot outweigh, the gravest first: the first that applies decides.
 *
 * ```
 * data failed                          anything  -> cannot-tell
 * leaks failed                         anything  -> hold
 * chance, or flagging everyone, failed roll-out  -> hold
 * leaks warning, model failed, drift failed, equal volume failed or warning
 *                                      roll-out  -> discuss
 * ```
 */
const LIMITS: readonly Limit[] = [
	{
		check: dataCheck,
		states: ["failed"],
		from: ANY,
		to: "cannot-tell",
		step: "Mend the data first: what the dataset's warnings say is the place to look.",
	},
	{
		check: leaksCheck,
		states: ["failed"],
		from: ANY,
		to: "hold",
		step: "Take it out of the candidate, or say in the dataset when it becomes known, then compare again.",
	},
	...[chanceCheck, everyoneCheck].map(
		(check): Limit => ({
			check,
			states: ["failed"],
			from: ["roll-out"],
			to: "hold",
			step: "Keep the baseline: the candidate's order tells sales nothing yet.",
		}),
	),
	{
		check: leaksCheck,
		states: ["warning"],
		from: ["roll-out"],
		to: "discuss",
		step: "Find out when it is written; if that is after the outcome, take it out and compare again.",
	},
	{
		check: modelCheck,
		states: ["failed"],
		from: ["roll-out"],
		to: "discuss",
		step: "Look at the rules that may not mean what they should, then compare again.",
	},
	{
		check: driftCheck,
		states: ["failed"],
		from: ["roll-out"],
		to: "discuss",
		step: "Look at the newest months by themselves before the candidate goes to work.",
	},
	{
		check: equalVolumeCheck,
		states: ["failed", "warning"],
		from: ["roll-out"],
		to: "discuss",
		step: "Decide on the number of flags a week first: which model is the better one hangs on it.",
	},
];

const WORDS: Record<ComparisonDecision, string> = {
	"roll-out": "Roll out",
	discuss: "Discuss",
	hold: "Hold",
	"cannot-tell": "Cannot tell yet",
	"no-difference": "No difference",
};

/**
 * A comparison whose verdict knows the health of what it was made from: a failed data check, a certain leak or a candidate
 * no better than chance is never "roll out", whatever the figures say. Where no alarm applies the comparison is given back
 * as it is.
 *
 * @example judgeComparison(comparison, checkHealth(input)).verdict.decision // "hold"
 */
export function judgeComparison(comparison: Comparison, health: Health): Comparison {
	const { verdict } = comparison;
	for (const limit of LIMITS) {
		const alarm = health.find(({ check, state }) => check === limit.check.name && limit.states.includes(state));
		if (alarm === undefined || !limit.from.includes(verdict.decision)) continue;
		return { ...comparison, verdict: limitedVerdict(verdict, limit, alarm) };
	}
	return comparison;
}

function limitedVerdict(verdict: ComparisonVerdict, { to, step }: Limit, { message }: HealthCheck): ComparisonVerdict {
	return {
		decision: to,
		headline: `${WORDS[to]}: ${message}`,
		reasons: [`${capital(message)}. By the figures alone: ${verdict.headline}.`, ...verdict.reasons],
		recommendation: step,
		moreLeads: undefined,
		worth: undefined,
	};
}
