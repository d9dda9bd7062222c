import type { ComparisonDecision, Guardrail, Standing } from "./comparison.ts";

/**
 * What leads that sales never worked make of a difference of precisions.
 *
 * - `not known`: the dataset does not say who was worked.
 * - `settled`: all that only one model flags were worked, or nothing that the others could have done turns the sign.
 * - `agrees`: the difference had all been worked stands as the recorded one does, above 0, below 0 or around it.
 * - `disagrees`: it stands otherwise.
 * - `open`: it cannot be told.
 */
export type UnworkedSignal = "not known" | "settled" | "agrees" | "disagrees" | "open";

/** All that a decision hangs on. */
export interface ComparisonSignals {
	/** Whether there is a hand-off in common on the same leads. */
	readonly comparable: boolean;
	/** Whether every lead is flagged at the same moment, or never, by both. */
	readonly identical: boolean;
	/** At the main hand-off. */
	readonly precision: Standing;
	readonly recall: Standing;
	/** Whether the leads that both flag in time are flagged earlier or later, by the interval of the median. */
	readonly timing: "earlier" | "later" | "unclear";
	/** Whether another hand-off is less, or more, precise. */
	readonly otherLess: boolean;
	readonly otherMore: boolean;
	readonly guardrails: Readonly<Record<Guardrail["name"], Guardrail["state"]>>;
	/** What leads that sales never worked make of it. */
	readonly unworked: UnworkedSignal;
}

/**
 * The decision that signals allow; total, so that no combination is left to a reader's mood.
 *
 * ```
 * not comparable                                                      -> cannot-tell
 * the same flags                                                      -> no-difference
 * fewer than 20 mature flags of a model                               -> cannot-tell
 * precision higher   and nothing below against it                     -> roll-out
 *                    recall lower, another hand-off less precise, a guardrail failed, or one of capacity, last
 *                    stage and segments that cannot be told yet       -> discuss
 * precision lower    recall higher and no guardrail failed            -> discuss
 *                    else                                             -> hold
 * precision neither  a gain (recall, another hand-off, earlier flags) -> discuss
 *                    else recall lower, or capacity or last stage failed -> hold
 *                    else another harm (hand-off, later flags, a segment) -> discuss
 *                    else                                             -> cannot-tell
 *
 * who was worked disagrees: what would be roll-out or hold            -> discuss
 *                open:      what would be roll-out or hold            -> cannot-tell
 *                agrees:    hold on a harm alone                      -> discuss
 * ```
 *
 * A failed guardrail never lets a candidate be rolled out. On too few mature flags nothing can be told, whatever else
 * seems to move. Harms that are looked for in many places at once (hand-offs, segments, days) never make a hold alone.
 * Recall counts outcomes of leads that nobody flagged: where unworked leads matter it is too weak to decide alone.
 *
 * @example comparisonDecision({ ...signals, precision: "higher", recall: "lower" }) // "discuss"
 */
export function comparisonDecision(signals: ComparisonSignals): ComparisonDecision {
	const { comparable, identical, precision, guardrails, unworked } = signals;
	if (!comparable || guardrails["same-leads"] === "failed") return "cannot-tell";
	if (identical) return "no-difference";
	if (guardrails.maturity === "failed") return "cannot-tell";
	const recorded = recordedDecision(signals);
	if (recorded !== "roll-out" && recorded !== "hold") return recorded;
	switch (unworked) {
		case "not known":
		case "settled":
			return recorded;
		case "open":
			return "cannot-tell";
		case "disagrees":
			return "discuss";
		case "agrees":
			return precision === "higher" || precision === "lower" ? recorded : "discuss";
	}
}

/** What the records say by themselves, an unworked lead counting as one that did not reach the outcome. */
function recordedDecision(signals: ComparisonSignals): ComparisonDecision {
	const { precision, recall, timing, otherLess, otherMore, guardrails } = signals;
	const bound = [guardrails.capacity, guardrails["last-rung-recall"], guardrails.segments];
	const failed = bound.includes("failed");
	if (precision === "higher") {
		const against = recall === "lower" || otherLess || failed || bound.includes("cannot tell yet");
		return against ? "discuss" : "roll-out";
	}
	if (precision === "lower") {
		return recall === "higher" && !failed ? "discuss" : "hold";
	}
	if (recall === "higher" || otherMore || timing === "earlier") return "discuss";
	const overloads = guardrails.capacity === "failed" || guardrails["last-rung-recall"] === "failed";
	if (recall === "lower" || overloads) return "hold";
	return otherLess || timing === "later" || guardrails.segments === "failed" ? "discuss" : "cannot-tell";
}
