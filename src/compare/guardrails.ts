import { DAY_MS } from "../dataset/calendar.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import type { Replay } from "../replay/replay-result.ts";
import {
	type CapacityLimit,
	cohortWeeks,
	isNoLarger,
	keepsCapacity,
	type WeeklyLoad,
	weeklyLoad,
} from "../tune/capacity.ts";
import { capacityWords } from "../tune/constraint-words.ts";
import { differenceText } from "../words/difference-text.ts";
import { countOf, formatCount, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { ComparedSlice, Guardrail, PairedDifference, PairedHandoff } from "./comparison.ts";
import { segmentsGuardrail } from "./segments-guardrail.ts";

/** What a candidate is held to. */
export interface GuardrailInput {
	readonly baseline: Replay;
	readonly candidate: Replay;
	/** The main hand-off; `undefined` when the models have none in common. */
	readonly main: PairedHandoff | undefined;
	readonly slices: readonly ComparedSlice[];
	/** Recall of the last rung by the main flag; `undefined` when there is no such rung after it. */
	readonly lastRung: { readonly stage: string; readonly recall: PairedDifference } | undefined;
	/** What sales can work. */
	readonly capacity: CapacityLimit | undefined;
	/** Recall of the last rung that may be lost, in [0, 1]. */
	readonly recallTolerance: number;
}

/** Fewer weeks than this do not show what a busy one is like. */
const LEAST_WEEKS = 4;

/**
 * Whether a candidate keeps to the conditions that hold however precise it is: the same leads, volume within capacity, the
 * recall of the last rung not lower, no segment made worse, and enough mature flags to speak at all.
 *
 * @example guardrails(input).filter(({ state }) => state === "failed").map(({ name }) => name) // ["capacity"]
 */
export function guardrails(input: GuardrailInput): readonly Guardrail[] {
	return [sameLeads(input), maturity(input), capacity(input), lastRungRecall(input), segmentsGuardrail(input.slices)];
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

function capacity({ baseline, candidate, main, capacity }: GuardrailInput): Guardrail {
	const name = "capacity";
	if (main === undefined) return { name, state: "not tested", message: "The models have no hand-off in common." };
	const flag = main.from;
	const asked = capacity ?? { perWeek: 1 };
	const own = weeklyLoad(candidate, { flag, threshold: main.candidate.threshold, capacity: asked });
	const other = weeklyLoad(baseline, { flag, threshold: main.baseline.threshold, capacity: asked });
	if (own === undefined || other === undefined) {
		const message = "There are no flags by week to hold against it.";
		return { name, state: capacity === undefined ? "not tested" : "cannot tell yet", message };
	}
	const volume = ({ perWeek }: WeeklyLoad) => `${perWeek.toFixed(1)} ${stageName(flag)} flags a week`;
	if (capacity === undefined) {
		const message = `No capacity was given; the candidate makes ${volume(own)}, the baseline ${volume(other)}.`;
		return { name, state: "not tested", message };
	}
	const load = (one: WeeklyLoad) =>
		`${volume(one)} with a longest wait of ${countOf(one.queue.longestWaitDays ?? 0, "day")}`;
	const text = `Asked for: ${capacityWords(capacity)}; the candidate makes ${load(own)}, the baseline ${load(other)}.${farText(candidate)}`;
	const weeks = cohortWeeks(candidate);
	if (weeksOfCreation(candidate) < LEAST_WEEKS) {
		return {
			name,
			state: "cannot tell yet",
			message: `${text} It takes leads of at least ${LEAST_WEEKS} weeks to tell.`,
		};
	}
	if (keepsCapacity(own, capacity, weeks)) return { name, state: "passed", message: text };
	if (isNoLarger(own, other)) {
		const message = `${text} The candidate breaks it, though no worse than the baseline does.`;
		return { name, state: "warning", message };
	}
	return { name, state: "failed", message: text };
}

function farText({ createdOutside }: Replay): string {
	return createdOutside === 0
		? ""
		: ` Left out of the weeks: ${countOf(createdOutside, "lead")} created years away from all others.`;
}

/** From the first to the last creation of the cohort. */
function weeksOfCreation({ createdRange }: Replay): number {
	return createdRange === undefined ? 0 : (createdRange[1] - createdRange[0]) / (7 * DAY_MS);
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
