import { capital } from "../words/capital.ts";
import { formatCount, formatPoints, rateDifference } from "../words/number-format.ts";
import { dayText } from "../words/wall-clock.ts";
import { cohortWeeks, keepsCapacity } from "./capacity.ts";
import { figuresText, keptAt, type RecommendedThreshold, recommendedText } from "./recommended-threshold.ts";
import { measuredHandoff } from "./threshold-figures.ts";
import type { ThresholdPlan } from "./threshold-plan.ts";

/** The answer of a plan as a recommendation: the threshold to set, with what it gave on all leads. */
export function recommendedOf({ all, answer, from, to }: Omit<ThresholdPlan, "split">): RecommendedThreshold {
	const { threshold, reason, onAll, aim, words } = answer;
	return {
		...{ from, to, threshold, figures: onAll },
		own: measuredHandoff(all, { from, to }).own.threshold,
		asked: aim === "model" ? undefined : words,
		kept: threshold === undefined ? undefined : keptAt(all, { from, to }, threshold),
		...(reason && { reason }),
	};
}

/**
 * What a plan says, in sentences: the threshold to set, what it gave on all leads, and what to expect of it by leads that had
 * no part in the same choice.
 *
 * @example planSentences(plan)[0] // "Flag MQL at 39 (the model: 42), for at most 12 flags a week ...: 8.7 flags a week ..."
 */
export function planSentences(plan: ThresholdPlan): readonly string[] {
	return [`${capital(recommendedText(recommendedOf(plan)))}.`, ...expectationOf(plan), ...indistinctOf(plan)];
}

/** What the same choice made earlier gave on later leads. */
function expectationOf({ answer, split, all, to }: ThresholdPlan): readonly string[] {
	const { threshold, earlier, tuned, heldOut, optimism, aim, constraint } = answer;
	if (threshold === undefined) return [];
	const flatters = aim === "model" ? "" : " It was chosen and measured on the same leads, so its figures flatter.";
	if (!("cutAt" in split)) return [`Cannot tell yet what it gives on later leads: ${split.reason}.${flatters}`];
	const cut = dayText(split.cutAt, all.timeZone);
	if (earlier === undefined || heldOut === undefined || tuned === undefined) {
		return [`Cannot tell yet what to expect of it: the leads created before ${cut} allow no such choice.${flatters}`];
	}
	const later = `On the ${formatCount(split.younger.cohort.leads)} leads created from ${cut} on`;
	if (aim === "model") return [`${later}: ${figuresText({ to, figures: heldOut })}.`];
	const sentences = [
		`What to expect: chosen in the same way on the ${formatCount(split.older.cohort.leads)} leads created before ${cut}, by what was known then, it was ${formatPoints(earlier)}. ${later}, which had no part in that choice, it gave ${figuresText({ to, figures: heldOut })}. Optimism (where chosen minus later) of the precision: ${rateDifference(optimism?.precision.optimism)}.`,
	];
	const { capacity } = constraint;
	if (capacity !== undefined && !keepsCapacity(heldOut, capacity, cohortWeeks(split.younger))) {
		sentences.push("Those later leads were more than sales can work: the volume had grown since that choice.");
	}
	return sentences;
}

function indistinctOf({ answer: { choice } }: ThresholdPlan): readonly string[] {
	if (choice?.indistinct === undefined) return [];
	const [low, high] = choice.indistinct.map(formatPoints) as [string, string];
	return [
		low === high
			? "No other threshold has as much profit."
			: `The profits from ${low} to ${high} cannot be told apart.`,
	];
}
