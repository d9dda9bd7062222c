import { RE2JS } from "re2js";
import { foldText, normalText } from "../base/plain-text.ts";
import { numberOf, type Value } from "../base/value.ts";

/** The conditions of the model language; all that are given must hold. With none given, any known value satisfies. */
export interface Predicate {
	readonly is?: string | number | boolean | readonly (string | number | boolean)[] | undefined;
	readonly starts_with?: string | undefined;
	readonly contains?: string | undefined;
	readonly matches?: string | undefined;
	readonly below?: number | undefined;
	readonly at_least?: number | undefined;
	readonly known?: boolean | undefined;
}

/** Decides whether a value (`undefined` when unknown) satisfies a predicate. */
export type Test = (value: Value | undefined) => boolean;

/**
 * Compiles a predicate into a test. An unknown value satisfies only `known: false`; a known value satisfies a
 * predicate when every condition in it holds. Text is compared as `normalText` has it (NFC, trimmed, without case and invisible characters); a number in `is`,
 * `below` and `at_least` compares as a number, also with text that is wholly a number.
 *
 * @example compilePredicate({ at_least: 10, below: 20 })("15") // true
 * @throws Error when `matches` is not a regular expression of RE2
 */
export function compilePredicate(predicate: Predicate): Test {
	const conditions: ((value: Value) => boolean)[] = [];
	const { is, starts_with: prefix, contains: part, matches: pattern, below, at_least: least, known } = predicate;
	if (is !== undefined) conditions.push(compileIs(Array.isArray(is) ? is : [is as string | number | boolean]));
	if (prefix !== undefined) {
		const start = normalText(prefix);
		conditions.push((value) => normalText(String(value)).startsWith(start));
	}
	if (part !== undefined) {
		const inner = normalText(part);
		conditions.push((value) => normalText(String(value)).includes(inner));
	}
	if (pattern !== undefined) {
		const expression = compilePattern(pattern);
		conditions.push((value) => expression.test(normalText(String(value))));
	}
	if (below !== undefined) conditions.push((value) => (numberOf(value) ?? Number.NaN) < below);
	if (least !== undefined) conditions.push((value) => (numberOf(value) ?? Number.NaN) >= least);
	if (known === false) return (value) => value === undefined && conditions.length === 0;
	return (value) => value !== undefined && conditions.every((holds) => holds(value));
}

function compileIs(items: readonly (string | number | boolean)[]): (value: Value) => boolean {
	const numbers = new Set<number>();
	const texts = new Set<string>();
	for (const item of items) {
		if (typeof item === "number") numbers.add(item);
		else texts.add(normalText(String(item)));
	}
	return (value) => {
		if (texts.has(normalText(String(value)))) return true;
		if (numbers.size === 0) return false;
		const number = numberOf(value);
		return number !== undefined && numbers.has(number);
	};
}

/**
 * A regular expression in RE2 syntax: linear time whatever the text, found anywhere unless anchored, without case.
 * The value is matched in its compared form (NFC, trimmed).
 */
export function compilePattern(pattern: string): { test(text: string): boolean } {
	const expression = RE2JS.compile(foldText(pattern), RE2JS.CASE_INSENSITIVE);
	return { test: (text) => expression.matcher(text).find() };
}
