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
import { unworkedSignal } from "./unworked-signal.ts";

/** What a verdict is made of. */
export interface VerdictInput {
	/** Hand-offs of both models; the first is the main one. */
	readonly handoffs: readonly PairedHandoff[];
	readonly guardrails: readonly Guardrail[];
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
		};
	}
	return {
		decision,
		headline: headline(decision, signals, main),
		reasons: reasons(signals, main, input),
		recommendation: recommendation(decision, signals, main, input),
		moreLeads: moreLeads(decision, signals, main, input),
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

function recommendation(
	decision: ComparisonDecision,
	signals: ComparisonSignals,
	main: PairedHandoff,
	{ selection }: VerdictInput,
): string {
	const settled = recordedSides(signals);
	if (settled && selection !== undefined && selection.toSettle > 0) {
		return `Let sales work about ${countOf(selection.toSettle, "lead")} drawn at random from those that only one model flags, then compare again: that leaves a difference of at most 3 pp open.`;
	}
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
			if (signals.guardrails.capacity === "failed")
				return "Raise the candidate's threshold until sales can work its flags, then compare again.";
			if (signals.recall === "lower" || signals.guardrails["last-rung-recall"] === "failed")
				return "Decide whether the leads that are no longer flagged in time may be missed; a lower threshold gives some of them back.";
			if (signals.guardrails.segments === "failed")
				return "Look at the segments that lose, and decide whether the gain elsewhere is worth it.";
			if (signals.precision === "lower")
				return "Decide whether sales can work the extra flags; a higher threshold trades recall for precision.";
			return `Decide with ${stageName(main.to)} owners whether what is gained outweighs what is open.`;
	}
}

/** Whether the records take a side that leads nobody worked do not bear out. */
function recordedSides({ precision, unworked }: ComparisonSignals): boolean {
	const sides = precision === "higher" || precision === "lower";
	return unworked === "disagrees" || (unworked === "open" && sides);
}

function moreLeads(
	decision: ComparisonDecision,
	signals: ComparisonSignals,
	main: PairedHandoff,
	{ lastRungRecall }: VerdictInput,
): number | undefined {
	if (decision === "cannot-tell") return differenceOf(main, "precision").moreToTell;
	if (decision === "discuss" && signals.guardrails["last-rung-recall"] === "cannot tell yet")
		return lastRungRecall?.moreToTell;
	return undefined;
}
