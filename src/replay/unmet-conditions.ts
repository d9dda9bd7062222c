import type { Issue } from "../base/issue.ts";
import { nearest } from "../base/nearest.ts";
import { normalText } from "../base/plain-text.ts";
import { numberOf, type Value } from "../base/value.ts";
import type { AttributeType, Dataset } from "../dataset/dataset.ts";
import { modelConditions } from "../model/model-conditions.ts";
import { compilePredicate, type Predicate } from "../model/predicate.ts";
import type { ScoringModel } from "../model/schema.ts";
import { type LineOf, pathText } from "../model/schema-issues.ts";

interface Column {
	/** `undefined`: a property, which has no type. */
	readonly type: AttributeType | undefined;
	readonly values: readonly Value[];
}

/**
 * Conditions that can never hold here: text that a truth value or a number cannot be (`is: yes`), text that occurs nowhere
 * in the column, a range where there is no number. A value of a list is told only when it looks like a slip of one that
 * occurs and that the condition does not name, since templates list more than a history has. A range that merely no lead
 * lies in is no slip.
 */
export function unmetConditions(
	model: ScoringModel,
	dataset: Dataset,
	{ file, lineOf }: { readonly file: string; readonly lineOf: LineOf },
): readonly Issue[] {
	const attributes = new Map<string, Column>(dataset.attributes.map((one) => [one.name, one]));
	const properties = new Map<string, Column>(
		dataset.activities.properties.map(({ name, values }) => [name, { type: undefined, values }]),
	);
	const issues = modelConditions(model).flatMap(({ kind, name, predicate, path, rule }) => {
		const column = (kind === "attribute" ? attributes : properties).get(name);
		const found = column === undefined ? undefined : unmet(predicate, column);
		if (found === undefined) return [];
		const row = lineOf(path);
		const what = kind === "attribute" ? `attribute "${name}"` : `property "${name}"`;
		const issue: Issue = {
			code: "unmet-condition",
			severity: "warning",
			file,
			...(row === undefined ? {} : { row }),
			column: pathText(path),
			message: `${rule}: the condition ${found.condition} on ${what} ${found.why}.`,
			cure: found.cure,
		};
		return [{ rule, issue }];
	});
	// One a rule: its other conditions mostly have the same cause.
	return [...new Set(issues.map(({ rule }) => rule))].map((rule) => {
		const own = issues.filter((one) => one.rule === rule).map(({ issue }) => issue);
		const [first] = own as [Issue, ...Issue[]];
		if (own.length === 1) return first;
		const more = own.length === 2 ? "Another condition of it holds" : `${own.length - 1} other conditions of it hold`;
		return { ...first, message: `${first.message} ${more} for none either.` };
	});
}

interface Unmet {
	readonly condition: string;
	readonly why: string;
	readonly cure: string;
}

const TRUTH: Readonly<Record<string, string>> = { yes: "true", y: "true", t: "true", on: "true", 1: "true" };
const LIE: Readonly<Record<string, string>> = { no: "false", n: "false", f: "false", off: "false", 0: "false" };

function unmet(predicate: Predicate, { type, values }: Column): Unmet | undefined {
	const { is, starts_with: start, contains, matches, below, at_least: least } = predicate;
	const items = is === undefined ? [] : [is].flat();
	if (type === "boolean") {
		const never = items.find((item) => !/^(true|false)$/.test(normalText(String(item))));
		if (never !== undefined) {
			const meant = TRUTH[normalText(String(never))] ?? LIE[normalText(String(never))] ?? "true or is: false";
			return {
				condition: `is ${shown(never)}`,
				why: "never holds: its values are true and false",
				cure: `Write is: ${meant}.`,
			};
		}
	}
	if (type === "number") {
		const never = items.find((item) => typeof item !== "number" && numberOf(String(item)) === undefined);
		if (never !== undefined) {
			return {
				condition: `is ${shown(never)}`,
				why: "never holds: its values are numbers",
				cure: "Write a number, or declare the attribute as text.",
			};
		}
	}
	// Nothing was seen, so that nothing can be said.
	if (values.length === 0) return undefined;
	const rare = slip(items, values);
	if (rare !== undefined) return rare;
	const isText = items.length > 0 || start !== undefined || contains !== undefined || matches !== undefined;
	if (isText && type !== "number" && !values.some(compilePredicate(predicate))) {
		const wanted = items[0] ?? start ?? contains;
		const near = wanted === undefined ? undefined : nearest(String(wanted), values.slice(0, MOST_TRIED).map(String));
		return {
			condition: wordsOf(predicate),
			why: "holds for none of the values that occur",
			cure: near === undefined ? `The values are ${listOf(values)}.` : `Did you mean ${shown(near)}?`,
		};
	}
	if ((below !== undefined || least !== undefined) && !values.some((value) => numberOf(value) !== undefined)) {
		return {
			condition: wordsOf(predicate),
			why: "never holds: none of the values that occur is a number",
			cure: `The values are ${listOf(values)}.`,
		};
	}
	return undefined;
}

/** Values beyond this are not tried as the one that was meant. */
const MOST_TRIED = 2000;

/** A text of the condition that occurs nowhere, with one that does and is nearly the same. */
function slip(items: readonly (string | number | boolean)[], values: readonly Value[]): Unmet | undefined {
	const texts = items.filter((item) => typeof item === "string");
	const absent = texts.filter((item) => !values.some(compilePredicate({ is: item })));
	if (absent.length === 0) return undefined;
	const named = compilePredicate({ is: [...items] });
	const candidates = values
		.slice(0, MOST_TRIED)
		.filter((value) => !named(value))
		.map(String);
	for (const item of absent) {
		const near = normalText(item).length < LEAST_LETTERS ? undefined : nearest(item, candidates);
		if (near !== undefined && isSlip(item, near)) {
			return {
				condition: `is ${shown(item)}`,
				why: "holds for none of the values that occur",
				cure: `Did you mean ${shown(near)}?`,
			};
		}
	}
	return undefined;
}

/** Shorter texts are near to each other by chance: DE, DK. */
const LEAST_LETTERS = 5;

/** A slip leaves the numbers of a text alone: "1-10" and "1-50" are two sizes. */
function isSlip(item: string, near: string): boolean {
	const digits = (text: string) => text.replace(/\D+/g, " ").trim();
	return digits(item) === digits(near);
}

function wordsOf({ is, starts_with, contains, matches, below, at_least }: Predicate): string {
	const parts = Object.entries({ is, starts_with, contains, matches, below, at_least }).filter(
		([, one]) => one !== undefined,
	);
	return parts.map(([key, one]) => `${key} ${[one].flat().map(shown).join(" or ")}`).join(" and ");
}

const shown = (value: unknown) => JSON.stringify(value);

function listOf(values: readonly Value[]): string {
	const first = values.slice(0, 5).map((value) => JSON.stringify(String(value).slice(0, 40)));
	return values.length > 5 ? `${first.join(", ")} and ${values.length - 5} more` : first.join(", ");
}
