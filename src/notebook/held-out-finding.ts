import { seenOf } from "../metrics/rates/estimate.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatRate, rateDifference } from "../words/number-format.ts";

/** What may be promised of a choice, in a sentence. */
export function promiseFinding({ answer }: ThresholdPlan): string {
	const { heldOut, optimism, constraint } = answer;
	if (heldOut === undefined) return "Nothing can be promised: there are no later leads to measure on.";
	const said = `On leads that had no part in the choice the precision was ${estimateText(heldOut.precision)}; optimism, where it was chosen minus there: ${rateDifference(optimism?.precision.optimism)}`;
	const wanted = constraint.precision?.atLeast;
	if (wanted === undefined) return `${said}.`;
	const certain = (seenOf(heldOut.precision).interval?.[0] ?? 0) >= wanted;
	return `${said}. That it is at least ${formatRate(wanted, 0)} is ${certain ? "" : "not "}certain: its interval ${certain ? "begins above" : "reaches below"} that.`;
}
