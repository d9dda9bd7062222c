import { normalText } from "../base/plain-text.ts";
import type { Predicate } from "./predicate.ts";
import { predicateWords } from "./predicate-words.ts";
import { type RuleFacts, ruleFacts } from "./rule-facts.ts";
import type { Rule } from "./schema.ts";

/**
 * The names of a rule's cases or tiers, in their order: what a person writes to change one of them. Empty for a rule with
 * one number.
 *
 * @example caseNames({ id: "size", attribute: "employees", points: [{ below: 50, points: 5 }, { points: 15 }] })
 * // ["below 50", "else"]
 */
export function caseNames(rule: Rule): readonly string[] {
	return namesOf(ruleFacts(rule));
}

function namesOf({ cases, tiers }: RuleFacts): readonly string[] {
	return cases?.map(nameOf) ?? tiers?.map((count) => `at least ${count}`) ?? [];
}

/**
 * The place of a case or tier by its name (without case; `is` may be left out or written), by a single value of an `is`
 * list, or by its place from 0 on, in that order. -1: there is none.
 *
 * @example caseIndex(rule, "below 50") // 0
 */
export function caseIndex(rule: Rule, name: string): number {
	const facts = ruleFacts(rule);
	const wanted = plain(name);
	const names = namesOf(facts);
	const named = names.findIndex((one) => plain(one) === wanted);
	if (named >= 0) return named;
	const holding = (facts.cases ?? []).findIndex(({ is }) =>
		(Array.isArray(is) ? is : is === undefined ? [] : [is]).some((value) => plain(String(value)) === wanted),
	);
	if (holding >= 0) return holding;
	return /^\d+$/.test(name) && Number(name) < names.length ? Number(name) : -1;
}

const plain = (text: string) => normalText(text).replace(/^is /, "");

function nameOf({ is, starts_with, contains, matches, below, at_least, known }: Predicate): string {
	const predicate = { is, starts_with, contains, matches, below, at_least, known };
	if (Object.values(predicate).every((one) => one === undefined)) return "else";
	return predicateWords(predicate).replace(/^is /, "");
}
