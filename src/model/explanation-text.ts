import { formatPoints } from "../words/number-format.ts";
import type { Contribution, Explanation, Term } from "./score.ts";

/**
 * The arithmetic of a contribution as a person checks it, e.g. `3 x 5 x 0.5 = 7.5`; with a cap, `20 -> 15 (cap)`.
 *
 * @example contributionText(contribution) // "3 x 5 x 0.5 = 7.5"
 */
export function contributionText(contribution: Contribution): string {
	const { terms, raw, points } = contribution;
	if (terms.length === 0) return formatPoints(points);
	const products = terms.map(termText);
	const only = terms[0];
	const simple = terms.length === 1 && only !== undefined && only.count === 1 && only.factor === 1;
	const sum = simple ? formatPoints(raw) : `${products.join(" + ")} = ${formatPoints(raw)}`;
	return raw === points ? sum : `${sum} -> ${formatPoints(points)} (${raw > points ? "cap" : "floor"})`;
}

function termText({ count, points, factor }: Term): string {
	const parts = [formatPoints(points)];
	if (count !== 1) parts.unshift(String(count));
	if (factor !== 1) parts.push(formatPoints(factor));
	return parts.join(" x ");
}

/**
 * Every line of an explanation: contributions that are not nothing, group limits, the score.
 *
 * @example explanationLines(explanation) // ["  industry: 10", "fit = 10", "score = 10"]
 */
export function explanationLines(explanation: Explanation): string[] {
	const lines: string[] = [];
	for (const group of explanation.groups) {
		for (const contribution of explanation.contributions) {
			if (contribution.group !== group.group || contribution.terms.length === 0) continue;
			lines.push(`  ${contribution.rule}: ${contributionText(contribution)}`);
		}
		const limit =
			group.raw === group.points
				? ""
				: ` -> ${formatPoints(group.points)} (${group.raw > group.points ? "cap" : "floor"})`;
		lines.push(`${group.group} = ${formatPoints(group.raw)}${limit}`);
	}
	const sum = explanation.groups.reduce((all, { points }) => all + points, 0);
	const limit = sum === explanation.clamped ? "" : ` (limited from ${formatPoints(sum)} by the score's cap or floor)`;
	lines.push(`score = ${formatPoints(explanation.score)}${limit}`);
	return lines;
}
