import type { ComparisonDecision, Guardrail, Standing } from "./comparison.ts";

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
	/** Whether the difference rests on leads that nobody worked; `false` too when that is not known. */
	readonly restsOnUnworked: boolean;
}

/**
 * The decision that signals allow; total, so that no combination is left to a reader's mood.
 *
 * ```
 * not comparable                                                      -> cannot-tell
 * the same flags                                                      -> no-difference
 * fewer than 20 mature flags of a model                               -> cannot-tell
 * precision higher   and nothing below against it                     -> roll-out
 *                    recall lower, another hand-off less precise, a guardrail failed, the last rung's recall or
 *                    the capacity not told, or resting on leads nobody worked -> discuss
 * precision lower    recall higher and no guardrail failed            -> discuss
 *                    else                                             -> hold
 * precision neither  a gain (recall, another hand-off, earlier flags) -> discuss
 *                    else a harm (the same turned around, a guardrail)-> hold
 *                    else                                             -> cannot-tell
 * ```
 *
 * A failed guardrail never lets a candidate be rolled out. On too few mature flags nothing can be told, whatever
 * else seems to move.
 *
 * @example comparisonDecision({ ...signals, precision: "higher", recall: "lower" }) // "discuss"
 */
export function comparisonDecision(signals: ComparisonSignals): ComparisonDecision {
	const { comparable, identical, precision, recall, timing, otherLess, otherMore, guardrails, restsOnUnworked } =
		signals;
	if (!comparable || guardrails["same-leads"] === "failed") return "cannot-tell";
	if (identical) return "no-difference";
	if (guardrails.maturity === "failed") return "cannot-tell";
	const bound = [guardrails.capacity, guardrails["last-rung-recall"], guardrails.segments];
	const failed = bound.includes("failed");
	const untold = guardrails.capacity === "cannot tell yet" || guardrails["last-rung-recall"] === "cannot tell yet";
	if (precision === "higher") {
		const against = recall === "lower" || otherLess || failed || untold || restsOnUnworked;
		return against ? "discuss" : "roll-out";
	}
	if (precision === "lower") {
		return recall === "higher" && !failed ? "discuss" : "hold";
	}
	if (recall === "higher" || otherMore || timing === "earlier") return "discuss";
	if (recall === "lower" || otherLess || timing === "later" || failed) return "hold";
	return "cannot-tell";
}
