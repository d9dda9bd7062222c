import { formatPoints } from "../words/number-format.ts";
import type { Predicate } from "./predicate.ts";

/**
 * A condition in words.
 *
 * @example predicateWords({ at_least: 50, below: 1000 }) // "is at least 50 and below 1000"
 * @example predicateWords({}) // "is known"
 */
export function predicateWords(predicate: Predicate): string {
	const { is, starts_with: prefix, contains, matches, below, at_least: least, known } = predicate;
	const parts: string[] = [];
	if (is !== undefined) parts.push(`is ${(Array.isArray(is) ? is : [is]).map(String).join(" or ")}`);
	if (prefix !== undefined) parts.push(`starts with "${prefix}"`);
	if (contains !== undefined) parts.push(`contains "${contains}"`);
	if (matches !== undefined) parts.push(`matches the expression ${matches}`);
	if (least !== undefined) parts.push(`is at least ${formatPoints(least)}`);
	if (below !== undefined)
		parts.push(least === undefined ? `is below ${formatPoints(below)}` : `below ${formatPoints(below)}`);
	if (known === false) parts.push("is not known");
	return parts.length === 0 ? "is known" : parts.join(" and ");
}
