import type { Dataset } from "../dataset/dataset.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import type { Replay } from "../replay/replay-result.ts";
import { differenceText } from "../words/difference-text.ts";
import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import { pText } from "../words/p-text.ts";
import { stageName } from "../words/stage-name.ts";
import type { ComparedSlice, Guardrail, PairedDifference, PairedHandoff } from "./comparison.ts";
import { perWeek } from "./flags-per-week.ts";

/** What a candidate is held to. */
export interface GuardrailInput {
	readonly dataset: Dataset;
	readonly baseline: Replay;
	readonly candidate: Replay;
	/** The main hand-off; `undefined` when the models have none in common. */
	readonly main: PairedHandoff | undefined;
	readonly slices: readonly ComparedSlice[];
	/** Recall of the last rung by the main flag; `undefined` when there is no such rung after it. */
	readonly lastRung: { readonly stage: string; readonly recall: PairedDifference } | undefined;
	/** Flags a week that sales can work. */
	readonly capacity: number | undefined;
	/** Recall of the last rung that may be lost, in [0, 1]. */
	readonly recallTolerance: number;
}

/** Fewer whole weeks than this do not show what a busy one is like. */
const LEAST_WEEKS = 4;

/**
 * Whether a candidate keeps to the conditions that hold however precise it is: the same leads, volume within capacity, the
 * recall of the last rung not lower, no segment made worse, and enough mature flags to speak at all.
 *
 * @example guardrails(input).filter(({ state }) => state === "failed").map(({ name }) => name) // ["capacity"]
 */
export function guardrails(input: GuardrailInput): readonly Guardrail[] {
	return [sameLeads(input), maturity(input), capacity(input), lastRungRecall(input), segments(input)];
}

function sameLeads({ candidate }: GuardrailInput): Guardrail {
	const { cohort, horizonDays, landmarkDays } = candidate;
	return {
		name: "same-leads",
		state: "passed",
		message: `Both models were replayed over the same ${formatCount(cohort.leads)} leads, with outcomes within ${horizonDays} days and ranks at day ${landmarkDays}.`,
	};
}

function maturity({ main }: GuardrailInput): Guardrail {
	const name = "maturity";
	if (main === undefined) return { name, state: "not tested", message: "The models have no hand-off in common." };
	const mature = ({ hits, misses }: { readonly hits: number; readonly misses: number }) => hits + misses;
	const own = mature(main.candidate);
	const other = mature(main.baseline);
	const counts = `${formatCount(own)} of the candidate's ${formatCount(main.candidate.flagged)} and ${formatCount(other)} of the baseline's ${formatCount(main.baseline.flagged)} ${stageName(main.from)} flags can be judged`;
	return Math.min(own, other) < LEAST_EACH
		? { name, state: "failed", message: `${counts}; it takes at least ${LEAST_EACH} of each.` }
		: { name, state: "passed", message: `${counts}.` };
}

function capacity(input: GuardrailInput): Guardrail {
	const { dataset, baseline, candidate, main, capacity } = input;
	const name = "capacity";
	if (main === undefined) return { name, state: "not tested", message: "The models have no hand-off in common." };
	const { from: flag } = main;
	const own = perWeek(dataset, candidate, { flag, capacity });
	const other = perWeek(dataset, baseline, { flag, capacity });
	if (own === undefined || other === undefined) {
		return {
			name,
			state: capacity === undefined ? "not tested" : "cannot tell yet",
			message: "The leads came in within less than a whole week.",
		};
	}
	const found = `the candidate makes ${own.mean.toFixed(1)} ${stageName(flag)} flags a week, ${own.busiest.toFixed(1)} in the busiest tenth of ${countOf(own.weeks, "week")} (the baseline ${other.mean.toFixed(1)} and ${other.busiest.toFixed(1)})`;
	const far = candidate.createdOutside;
	const left = far === 0 ? "" : ` Left out of the weeks: ${countOf(far, "lead")} created years away from all others.`;
	if (capacity === undefined) return { name, state: "not tested", message: `No capacity was given; ${found}.${left}` };
	const text = `Capacity is ${formatCount(capacity)} a week; ${found}; ${countOf(own.above, "week brings", "weeks bring")} more than that.${left}`;
	if (own.weeks < LEAST_WEEKS) {
		return { name, state: "cannot tell yet", message: `${text} It takes at least ${LEAST_WEEKS} weeks to tell.` };
	}
	return { name, state: own.mean <= capacity && own.busiest <= capacity ? "passed" : "failed", message: text };
}

function lastRungRecall({ lastRung, recallTolerance }: GuardrailInput): Guardrail {
	const name = "last-rung-recall";
	if (lastRung === undefined) return { name, state: "not tested", message: "No stage comes after the main flag." };
	const { stage, recall } = lastRung;
	const { difference } = recall;
	const asked = `Of the leads that became ${stageName(stage)}, at most ${(100 * recallTolerance).toFixed(1)} pp fewer may be flagged in time`;
	if (difference.state === "cannot tell yet") {
		return { name, state: "cannot tell yet", message: `${asked}; ${differenceText(recall)}.` };
	}
	const [low, high] = difference.interval;
	const state = low >= -recallTolerance ? "passed" : high < -recallTolerance ? "failed" : "cannot tell yet";
	const more = state === "cannot tell yet" ? " The interval reaches to both sides of that." : "";
	return {
		name,
		state,
		message: `${asked}: ${formatRate(recall.candidate)} against ${formatRate(recall.baseline)}, ${differenceText(recall)}.${more}`,
	};
}

function segments({ slices }: GuardrailInput): Guardrail {
	const name = "segments";
	const own = slices.filter(({ kind }) => kind === "segment");
	if (own.length === 0) return { name, state: "not tested", message: "No segments were asked for." };
	const judged = own.filter(({ standing }) => standing !== "cannot tell yet");
	const worse = judged.filter(({ standing }) => standing === "worse");
	const unjudged = own.length - judged.length;
	const rest = unjudged === 0 ? "" : `; ${formatCount(unjudged)} have too little data to say`;
	if (worse.length > 0) {
		const named = worse.map(
			({ attribute, value, difference, adjustedP }) =>
				`${attribute} = ${value} (${differenceText(difference)}, adjusted p ${pText(adjustedP ?? 1)})`,
		);
		return { name, state: "failed", message: `Less precise after Holm's correction: ${named.join("; ")}${rest}.` };
	}
	if (judged.length === 0) {
		return {
			name,
			state: "cannot tell yet",
			message: `None of the ${formatCount(own.length)} segments has enough data to say.`,
		};
	}
	return {
		name,
		state: "passed",
		message: `None of the ${formatCount(judged.length)} segments that can be judged is less precise after Holm's correction${rest}.`,
	};
}
