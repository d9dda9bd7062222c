import { formatCount, formatRate } from "../base/number-format.ts";
import type { SelectionComparison } from "./selection.ts";

/**
 * A difference of two rates in points of a hundred, with its sign.
 *
 * @example pointsText(-0.0236) // "−2.4 points"
 */
export function pointsText(difference: number): string {
	return `${difference < 0 ? "−" : "+"}${(Math.abs(difference) * 100).toFixed(1)} points`;
}

/**
 * What a comparison hangs on, in plain words: who enters and was never worked, and whether that can turn the answer.
 *
 * @example comparisonText(comparison) // "Of 179 calls that only the candidate makes, 103 were never worked. ..."
 */
export function comparisonText(comparison: Omit<SelectionComparison, "text">): string {
	const { entering, leaving, recorded, bounds, doublyRobust, standing } = comparison;
	const unworked = entering.calls - entering.worked;
	const who =
		entering.calls === 0
			? "The candidate calls no lead that the baseline does not."
			: unworked === 0
				? `All ${formatCount(entering.calls)} calls that only the candidate makes were worked.`
				: `Of ${formatCount(entering.calls)} calls that only the candidate makes, ${formatCount(unworked)} (${formatRate(
						unworked / entering.calls,
					)}) were never worked: nobody saw how they would have turned out.`;
	if (recorded === undefined || bounds === undefined) return who;
	if (bounds[0] === bounds[1]) {
		return unworked === 0 && leaving.worked === leaving.calls
			? `${who} The difference does not hang on leads that nobody looked at.`
			: who;
	}
	const range = `between ${pointsText(bounds[0])} and ${pointsText(bounds[1])}`;
	const worst = `Whatever the unworked leads would have done, the difference is ${range}`;
	if (standing === "settled") return `${who} ${worst}: the answer does not hang on them.`;
	if (doublyRobust.state === "cannot tell yet") {
		return `${who} ${worst}, and worked leads like them cannot tell (${doublyRobust.reason}): the comparison hangs on leads that nobody looked at.`;
	}
	const [low, high] = doublyRobust.interval;
	const judged = `Judged by worked leads like them it is ${pointsText(doublyRobust.value)} (95 % interval ${pointsText(low)} to ${pointsText(high)})`;
	return standing === "supported"
		? `${who} ${worst}. ${judged}.`
		: `${who} ${worst}. ${judged}: the comparison hangs on leads that nobody looked at.`;
}
