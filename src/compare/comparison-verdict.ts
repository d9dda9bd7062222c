import type { SelectionComparison } from "../selection/selection.ts";
import { differenceText } from "../words/difference-text.ts";
import { shortEstimate } from "../words/estimate-text.ts";
import { countOf, formatCount } from "../words/number-format.ts";
import { handoffName, stageName } from "../words/stage-name.ts";
import type {
	ComparisonDecision,
	ComparisonVerdict,
	Guardrail,
	PairedDifference,
	PairedHandoff,
} from "./comparison.ts";
import { type ComparisonSignals, comparisonDecision } from "./comparison-decision.ts";
import { recommendationText } from "./recommendation-text.ts";
import { unworkedSignal } from "./unworked-signal.ts";
import { equalVolumeSentences } from "./volume/equal-volume-text.ts";
import type { ComparedRecommendation } from "./volume/recommended.ts";

/** What a verdict is made of. */
export interface VerdictInput {
	/** Hand-offs of both models; the first is the main one. */
	readonly handoffs: readonly PairedHandoff[];
	readonly guardrails: readonly Guardrail[];
	/** The threshold to set, under what was asked. */
	readonly recommended?: ComparedRecommendation | undefined;
	/** Recall of the last rung by the main flag. */
	readonly lastRungRecall?: PairedDifference | undefined;
	/** What the main hand-off hangs on: whom sales worked; `undefined` where the dataset does not say. */
	readonly selection?: SelectionComparison | undefined;
}

/**
 * The verdict of a comparison with its reasons in full sentences, most important first; see {@link comparisonDecision} for
 * what decides.
 *
 * @example comparisonVerdict(input).headline // "Roll out: the candidate's MQL flags are more precise"
 */
export function comparisonVerdict(input: VerdictInput): ComparisonVerdict {
	const signals = signalsOf(input);
	const decision = comparisonDecision(signals);
	const main = input.handoffs[0];
	if (main === undefined) {
		return {
			decision,
			headline: "Cannot tell: the two models have no hand-off in common",
			reasons: [],
			recommendation: "Give both models a threshold for the same stage, then compare again.",
			moreLeads: undefined,
			worth: undefined,
		};
	}
	return {
		decision,
		headline: headline(decision, signals, main),
		reasons: reasons(signals, main, input),
		recommendation: recommendationText({
			decision,
			signals,
			main,
			recommended: input.recommended,
			selection: input.selection,
		}),
		...moreLeads(decision, signals, main, input),
	};
}

/** What of a comparison decides. */
export function signalsOf({ handoffs, guardrails, selection }: VerdictInput): ComparisonSignals {
	const [main, ...others] = handoffs;
	const stateOf = (name: Guardrail["name"]) => guardrails.find((one) => one.name === name)?.state ?? "not tested";
	const precisions = others.map((one) => differenceOf(one, "precision").standing);
	return {
		comparable: main !== undefined,
		identical: handoffs.every(isIdentical),
		precision: main === undefined ? "too-little" : differenceOf(main, "precision").standing,
		recall: main === undefined ? "too-little" : differenceOf(main, "recall").standing,
		timing: main === undefined ? "unclear" : timingOf(main),
		otherLess: precisions.includes("lower"),
		otherMore: precisions.includes("higher"),
		guardrails: {
			"same-leads": stateOf("same-leads"),
			maturity: stateOf("maturity"),
			capacity: stateOf("capacity"),
			"last-rung-recall": stateOf("last-rung-recall"),
			segments: stateOf("segments"),
		},
		unworked: unworkedSignal(selection, main === undefined ? "too-little" : differenceOf(main, "precision").standing),
	};
}

function isIdentical({ swap: { enters, leaves, moved } }: PairedHandoff): boolean {
	return enters.flagged === 0 && leaves.flagged === 0 && moved.earlier === 0 && moved.later === 0;
}

function timingOf({ headStart: { interval } }: PairedHandoff): ComparisonSignals["timing"] {
	if (interval === undefined) return "unclear";
	return interval[0] > 0 ? "earlier" : interval[1] < 0 ? "later" : "unclear";
}

function differenceOf({ differences }: PairedHandoff, measure: "precision" | "recall"): PairedDifference {
	return differences.find((one) => one.measure === measure)!;
}

function headline(decision: ComparisonDecision, signals: ComparisonSignals, main: PairedHandoff): string {
	const flags = `the candidate's ${stageName(main.from)} flags`;
	const { precision, recall } = signals;
	switch (decision) {
		case "no-difference":
			return "No difference: the two models flag the same leads at the same moments";
		case "roll-out":
			return `Roll out: ${flags} are more precise${recall === "higher" ? " and miss fewer" : ""}`;
		case "discuss":
			if (precision === "higher") return `Discuss: ${flags} are more precise, but ${mainObjection(signals, main)}`;
			if (precision === "lower")
				return signals.unworked === "disagrees" && recall !== "higher"
					? `Discuss: ${flags} are less precise as recorded, but ${mainObjection(signals, main)}`
					: `Discuss: ${flags} are less precise but miss fewer leads`;
			return `Discuss: ${flags} are not visibly more precise, ${gainOrHarm(signals, main)}`;
		case "hold":
			if (precision === "lower") return `Hold: ${flags} are less precise`;
			return `Hold: ${flags} are not visibly more precise, and ${mainObjection(signals, main)}`;
		case "cannot-tell":
			if (signals.unworked === "open" && (precision === "higher" || precision === "lower"))
				return `Cannot tell yet whether ${flags} are ${precision === "higher" ? "more" : "less"} precise: it hangs on leads that sales never worked`;
			return precision === "same"
				? "Cannot tell yet: no lead that can be judged counts differently for the two models"
				: `Cannot tell yet whether ${flags} are more precise than the baseline's`;
	}
}

function mainObjection(signals: ComparisonSignals, { to: outcome }: PairedHandoff): string {
	const { guardrails } = signals;
	if (signals.recall === "lower") return `fewer of the leads that reach ${stageName(outcome)} are flagged in time`;
	if (guardrails["last-rung-recall"] === "failed") return "too many of those who buy are no longer flagged in time";
	if (guardrails.capacity === "failed") return "there are more flags than sales can work";
	if (guardrails.segments === "failed") return "a segment is made worse";
	if (signals.otherLess) return "another hand-off is less precise";
	if (signals.timing === "later" && signals.precision !== "higher") return "flags come later";
	if (signals.unworked === "disagrees")
		return "not when leads that sales never worked are judged by worked leads like them";
	if (guardrails.capacity === "cannot tell yet") return "whether sales can work them cannot be told yet";
	if (guardrails["last-rung-recall"] === "cannot tell yet")
		return "how many of those who buy are still flagged in time cannot be told yet";
	return "whether a segment loses by it cannot be told yet";
}

function gainOrHarm(signals: ComparisonSignals, main: PairedHandoff): string {
	if (signals.recall === "higher") return `but more of the leads that reach ${stageName(main.to)} are flagged in time`;
	if (signals.otherMore) return "but another hand-off is more precise";
	if (signals.timing === "earlier") return "but flags come earlier";
	return `and ${mainObjection(signals, main)}`;
}

function reasons(signals: ComparisonSignals, main: PairedHandoff, input: VerdictInput): readonly string[] {
	if (signals.identical)
		return [`All ${formatCount(main.candidate.flagged)} ${stageName(main.from)} flags are the same under both models.`];
	const others = input.handoffs.slice(1).flatMap((handoff) => {
		const precision = differenceOf(handoff, "precision");
		if (precision.standing !== "higher" && precision.standing !== "lower") return [];
		const word = precision.standing === "higher" ? "more" : "less";
		return [`At ${handoffName(handoff)} the candidate is ${word} precise: ${differenceText(precision)}.`];
	});
	const said = (state: Guardrail["state"]) =>
		input.guardrails
			.filter((one) => one.state === state)
			.map(({ name, message: text }) => `${guardrailName(name)}. ${text}`);
	return [
		measureSentence("precision", main),
		measureSentence("recall", main),
		...equalVolumeSentences(main.equalVolume),
		...said("failed").map((text) => `Guardrail failed: ${text}`),
		...said("cannot tell yet").map((text) => `Guardrail that cannot be told yet: ${text}`),
		...others,
		swapSentence(main),
		...unworkedSentences(input),
		...timingSentences(main),
	];
}

/**
 * A guardrail as people name it.
 *
 * @example guardrailName("last-rung-recall") // "recall of the last stage"
 */
export function guardrailName(name: Guardrail["name"]): string {
	switch (name) {
		case "same-leads":
			return "same leads";
		case "last-rung-recall":
			return "recall of the last stage";
		case "capacity":
		case "segments":
		case "maturity":
			return name;
	}
}

function measureSentence(measure: "precision" | "recall", main: PairedHandoff): string {
	const what =
		measure === "precision"
			? `${stageName(main.from)} flags that became ${stageName(main.to)}`
			: `Leads that reached ${stageName(main.to)} and were flagged in time`;
	const [candidate, baseline] = [main.candidate, main.baseline].map((model) => shortEstimate(model[measure]));
	return `${what}: ${candidate} for the candidate, ${baseline} for the baseline. Difference: ${differenceText(differenceOf(main, measure))}.`;
}

function swapSentence({ swap: { enters, leaves, stays } }: PairedHandoff): string {
	const judged = ({ precision: { hits, total } }: typeof enters) =>
		total === 0 ? "" : ` (${formatCount(hits)} of ${formatCount(total)} that can be judged are hits)`;
	const group = (one: typeof enters, verb: string) =>
		`${countOf(one.flagged, "lead")} ${verb}${one.flagged === 1 ? "s" : ""}${judged(one)}`;
	return `${group(enters, "enter")}, ${group(leaves, "leave")}, ${formatCount(stays.flagged)} stay.`;
}

/** What leads that sales never worked make of it, when there are any. */
function unworkedSentences({ selection }: VerdictInput): readonly string[] {
	if (selection === undefined) return [];
	const { entering, leaving, text } = selection;
	return entering.worked === entering.flags && leaving.worked === leaving.flags ? [] : [text];
}

function timingSentences({ headStart: { both, medianDaysEarlier, interval } }: PairedHandoff): readonly string[] {
	if (interval === undefined || medianDaysEarlier === undefined || (interval[0] <= 0 && interval[1] >= 0)) return [];
	const word = medianDaysEarlier > 0 ? "earlier" : "later";
	const [low, high] = interval.map(Math.abs).sort((a, b) => a - b) as [number, number];
	return [
		`Of the ${formatCount(both)} leads that both flag in time, half are flagged at least ${Math.abs(medianDaysEarlier).toFixed(1)} days ${word} (${low.toFixed(1)} to ${high.toFixed(1)}).`,
	];
}

/** More leads are promised for a difference worth having alone. */
function moreLeads(
	decision: ComparisonDecision,
	signals: ComparisonSignals,
	main: PairedHandoff,
	{ lastRungRecall }: VerdictInput,
): Pick<ComparisonVerdict, "moreLeads" | "worth"> {
	const open =
		decision === "cannot-tell"
			? differenceOf(main, "precision")
			: decision === "discuss" && signals.guardrails["last-rung-recall"] === "cannot tell yet"
				? lastRungRecall
				: undefined;
	const isUnclear = open?.standing === "unclear" && open.worth !== undefined && open.moreToTell !== undefined;
	return {
		moreLeads: open?.moreToTell,
		worth: isUnclear
			? { measure: decision === "cannot-tell" ? "precision" : "recall", difference: open.worth! }
			: undefined,
	};
}
