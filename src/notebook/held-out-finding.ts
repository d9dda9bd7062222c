import { seenOf } from "../metrics/rates/estimate.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount, formatPoints, formatRate, rateDifference } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";
import { dayText } from "../words/wall-clock.ts";

/** What was chosen on older leads and what it gave on later ones, in a sentence. */
export function heldOutFinding({ answer, split, all, from }: ThresholdPlan): string {
	const { threshold, tuned, heldOut, reason } = answer;
	if (!("cutAt" in split)) return `Cannot tell yet: ${split.reason}.`;
	if (threshold === undefined || tuned === undefined || heldOut === undefined)
		return `No threshold to choose: ${reason ?? "none keeps to the limits"}.`;
	const waits = heldOut.queue === undefined ? "" : ` with waits of up to ${heldOut.queue.longestWaitDays ?? 0} days`;
	return (
		`Chosen on the ${formatCount(split.older.cohort.leads)} leads created before ${dayText(split.cutAt, all.timeZone)}: ` +
		`${stageName(from)} at ${formatPoints(threshold)}, with ${estimateText(tuned.precision)} there. On the ${formatCount(split.younger.cohort.leads)} ` +
		`later leads it gave ${estimateText(heldOut.precision)}, at ${heldOut.perWeek.toFixed(1)} flags a week${waits}.`
	);
}

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
