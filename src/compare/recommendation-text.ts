import type { SelectionComparison } from "../selection/selection.ts";
import { recommendedText } from "../tune/recommended-threshold.ts";
import { capital } from "../words/capital.ts";
import { cellDifference } from "../words/difference-text.ts";
import { countOf, formatPoints } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import type { ComparisonDecision, PairedHandoff } from "./comparison.ts";
import type { ComparisonSignals } from "./comparison-decision.ts";
import type { EqualVolume } from "./volume/equal-volume.ts";
import { pointSentence } from "./volume/equal-volume-text.ts";
import type { ComparedRecommendation } from "./volume/recommended.ts";

/** What a recommendation is made of. */
export interface RecommendationInput {
	readonly decision: ComparisonDecision;
	readonly signals: ComparisonSignals;
	readonly main: PairedHandoff;
	readonly recommended: ComparedRecommendation | undefined;
	/** What the main hand-off hangs on: whom sales worked. */
	readonly selection: SelectionComparison | undefined;
}

/**
 * What to do: the step that the decision asks for, then the threshold to set with its flags a week, precision, recall,
 * customers kept, and what it costs against the baseline as it is.
 *
 * @example recommendationText(input) // "Decide whether ... Flag MQL at 39 (the model: 42), for at most 12 flags a week ..."
 */
export function recommendationText(input: RecommendationInput): string {
	const { decision, signals, main, recommended, selection } = input;
	if (selection !== undefined && selection.toSettle > 0 && recordsAreOpposed(signals)) return settleText(selection);
	const step = stepText(input);
	if (recommended === undefined || decision === "no-difference") return step;
	if (decision === "hold") return `${capital(recommendedText(recommended.baseline))}. ${step}`;
	return [step, ...candidateSentences(recommended, main)].join(" ");
}

/** Whether the records take a side that leads nobody worked do not bear out. */
function recordsAreOpposed({ precision, unworked }: ComparisonSignals): boolean {
	const takesSide = precision === "higher" || precision === "lower";
	return unworked === "disagrees" || (unworked === "open" && takesSide);
}

function settleText({ toSettle }: SelectionComparison): string {
	return `Let sales work about ${countOf(toSettle, "lead")} drawn at random from those that only one model flags, then compare again: that leaves a difference of at most 3 pp open.`;
}

/** The candidate's recommended threshold: what it gives, and what it costs against the baseline as it is. */
function candidateSentences(
	{ candidate, against, equalVolume }: ComparedRecommendation,
	main: PairedHandoff,
): readonly string[] {
	const said = `The candidate: ${recommendedText(candidate)}.`;
	if (against === undefined) return [said];
	const { precision, recall, lastStage } = against;
	const kept =
		lastStage === undefined ? "" : `; recall of ${stageName(lastStage.stage)} ${cellDifference(lastStage.recall)}`;
	const cost = `Against the baseline as it is (at ${formatPoints(main.baseline.threshold)}): precision ${cellDifference(precision)}; recall ${cellDifference(recall)}${kept}.`;
	const isOther = candidate.threshold !== candidate.own;
	return [said, cost, ...(isOther && equalVolume !== undefined ? [pointSentence(equalVolume, main)] : [])];
}

function stepText({ decision, signals, main, recommended }: RecommendationInput): string {
	switch (decision) {
		case "no-difference":
			return "Choose by other reasons: on this history there is nothing to tell the models apart by.";
		case "roll-out":
			return "Put the candidate to work, and compare again when its first months are mature.";
		case "hold":
			return "Keep the baseline. Who leaves and the rules that changed are the place to look.";
		case "cannot-tell":
			return signals.precision === "unclear"
				? "Wait for more history, or choose by judgement and not by these numbers."
				: "Take a longer history or a shorter outcome window: what there is says nothing yet.";
		case "discuss":
			return discussText(signals, main, recommended);
	}
}

function discussText(
	signals: ComparisonSignals,
	main: PairedHandoff,
	recommended: ComparedRecommendation | undefined,
): string {
	if (signals.guardrails.capacity === "failed") {
		return recommended?.candidate.threshold === undefined
			? "Find more people to work the flags, or points that need fewer: no threshold of the candidate keeps to what sales can work."
			: "At its own threshold the candidate flags more than sales can work: decide on the threshold that they can.";
	}
	if (signals.recall === "lower" || signals.guardrails["last-rung-recall"] === "failed") {
		return `Decide whether the leads that are no longer flagged in time may be missed; ${lowerText(main.equalVolume)}.`;
	}
	if (signals.guardrails.segments === "failed") {
		return "Look at the segments that lose, and decide whether the gain elsewhere is worth it.";
	}
	if (signals.precision === "lower")
		return `Decide whether sales can work the extra flags; ${higherText(main.equalVolume)}.`;
	return `Decide with ${stageName(main.to)} owners whether what is gained outweighs what is open.`;
}

/**
 * What a lower threshold of the candidate would do: it gives leads back only as far as the candidate stays the better one at
 * equal volume.
 */
function lowerText({ points, ranges }: EqualVolume): string {
	const own = points.find(({ at }) => at === "candidate")?.candidate;
	const theirs = points.find(({ at }) => at === "baseline");
	const upTo = Math.max(0, ...ranges.filter(({ better }) => better === "candidate").map(({ toPerWeek }) => toPerWeek));
	const at = theirs === undefined ? "" : ` at the baseline's ${theirs.baseline.perWeek.toFixed(1)} flags a week`;
	const end = theirs?.better === "baseline" ? `;${at} the baseline is the better one` : "";
	if (own !== undefined && upTo > own.perWeek * 1.05) {
		return `a lower threshold gives some of them back, and up to ${upTo.toFixed(1)} flags a week the candidate stays the better one${end}`;
	}
	if (theirs?.better === "baseline") return `a lower threshold does not help:${at} the baseline is the better one`;
	return "whether a lower threshold gives them back at the baseline's precision cannot be told yet";
}

/** What a higher threshold of the candidate would do: worth it only where the candidate is not the worse one at equal volume. */
function higherText({ points }: EqualVolume): string {
	const theirs = points.find(({ at }) => at === "baseline");
	if (theirs?.better === "baseline") {
		return `a higher threshold does not help: at the baseline's ${theirs.baseline.perWeek.toFixed(1)} flags a week the baseline is the better one`;
	}
	return "a higher threshold trades recall for precision";
}
