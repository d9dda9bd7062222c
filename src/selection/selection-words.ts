import { ENOUGH } from "../metrics/rates/estimate.ts";
import { isEnough, rateText, shortEstimate } from "../words/estimate-text.ts";
import { countOf, formatCount, formatRate, rateDifference } from "../words/number-format.ts";
import { handoffName } from "../words/stage-name.ts";
import type { SelectionBias, SelectionComparison, SelectionReview } from "./selection.ts";

/**
 * What a comparison hangs on, in plain words: who enters and was never worked, and whether that can turn the answer.
 *
 * @example comparisonText(comparison) // "Of 68 mature flags of leads that only the candidate flags, 52 (76.5 %) were never worked: ..."
 */
export function comparisonText(comparison: Omit<SelectionComparison, "text">): string {
	const { entering, leaving, recorded, bounds, doublyRobust, standing } = comparison;
	const unworked = entering.flags - entering.worked;
	const who =
		entering.flags === 0
			? "The candidate flags no lead that the baseline does not."
			: unworked === 0
				? `All ${formatCount(entering.flags)} mature flags of leads that only the candidate flags were worked.`
				: `Of ${countOf(entering.flags, "mature flag")} of leads that only the candidate flags, ${formatCount(unworked)}${entering.flags < ENOUGH ? "" : ` (${formatRate(unworked / entering.flags)})`} ${unworked === 1 ? "was" : "were"} never worked: nobody saw how they would have turned out.`;
	if (recorded === undefined || bounds === undefined) return who;
	if (bounds[0] === bounds[1]) {
		return unworked === 0 && leaving.worked === leaving.flags
			? `${who} The difference does not hang on leads that nobody looked at.`
			: who;
	}
	const range = `between ${rateDifference(bounds[0])} and ${rateDifference(bounds[1])}`;
	const worst = `Whatever the unworked leads would have done, the difference is ${range}`;
	if (standing === "settled") return `${who} ${worst}: the answer does not hang on them.`;
	if (doublyRobust.state === "cannot tell yet") {
		return `${who} ${worst}, and worked leads like them cannot tell (${doublyRobust.reason}): the comparison hangs on leads that nobody looked at.`;
	}
	const judged = `Judged by worked leads like them it is ${rateDifference(doublyRobust.value, doublyRobust.interval)}, if what is on record decided whom sales worked`;
	return standing === "supported"
		? `${who} ${worst}. ${judged}. ${overturnText(comparison)}`
		: `${who} ${worst}. ${judged}: the comparison hangs on leads that nobody looked at.`;
}

/** How strong an unseen reason would have to be. */
function overturnText({ overturnedBy }: Pick<SelectionComparison, "overturnedBy">): string {
	return overturnedBy === undefined
		? "No unseen reason up to 100 times the odds overturns that."
		: `A reason that is on no record overturns that from ${overturnedBy.toFixed(1)} times the odds.`;
}

/**
 * The first hand-off of a review in a few sentences, one for each model and one for the comparison.
 *
 * @example selectionLines(review)[0] // "MQL to SQL, candidate: sales worked 415 of 571 mature flags. Precision 60.6 % as recorded; 84.0 % (79.4 to 87.5 %) had all been worked; 60.6 to 87.9 % in the worst case."
 */
export function selectionLines({ candidate, baseline, comparison }: SelectionReview): readonly string[] {
	const first = candidate.find(({ state }) => state === "said") ?? candidate[0];
	if (first === undefined) return ["The model makes no flag that a later stage follows."];
	const same = (one: { readonly from: string; readonly to: string }) => one.from === first.from && one.to === first.to;
	const other = baseline.find(same);
	const compared = comparison.find(same);
	const pair = other !== undefined;
	return [
		biasLine(first, pair ? "candidate" : undefined),
		...(other === undefined ? [] : [biasLine(other, "baseline")]),
		...(compared === undefined ? [] : [compared.text]),
	];
}

function biasLine(bias: SelectionBias, role: string | undefined): string {
	const who = `${handoffName(bias)}${role === undefined ? "" : `, ${role}`}`;
	if (bias.state === "not said")
		return `${who}: whether the figures hold for unworked leads cannot be said: ${bias.reason}.`;
	const { flags, worked, recorded, bounds, blind } = bias;
	const rate = bias.population.doublyRobust;
	const span = (low: number, high: number) => `${(100 * low).toFixed(1)} to ${formatRate(high)}`;
	const told =
		rate.state === "measured"
			? `${formatRate(rate.value)} (${span(...rate.interval)}) had all been worked, if what is on record decided whom sales worked`
			: `cannot tell yet had all been worked (${rate.reason})`;
	const worst = bounds.state === "measured" ? `; ${span(bounds.lower, bounds.upper)} in the worst case` : "";
	const dark =
		blind.flags === 0 ? "" : ` ${formatCount(blind.flags)} flags are of a kind that sales hardly ever worked.`;
	return `${who}: sales worked ${formatCount(worked)} of ${formatCount(flags)} mature flags. Precision ${isEnough(recorded) ? rateText(recorded) : shortEstimate(recorded)} as recorded; ${told}${worst}.${dark}`;
}
