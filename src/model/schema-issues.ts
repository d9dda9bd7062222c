import type { $ZodIssue } from "zod/v4/core";
import type { Issue } from "../base/issue.ts";

/** Where in a file a key stands: path of the key to 1-based line. */
export type LineOf = (path: readonly (string | number)[]) => number | undefined;

type Path = readonly (string | number)[];

/** Zod's issues as ours: of a union those of the branch that fits best, a key that is not there as missing. */
export function schemaIssues(
	found: readonly $ZodIssue[],
	{
		data,
		file,
		lineOf,
		code,
	}: { readonly data: unknown; readonly file: string; readonly lineOf: LineOf; readonly code: string },
): Issue[] {
	return flatten(found, [], data).map(({ path, message, cure }) => {
		const row = lineOf(path);
		return {
			code,
			severity: "error",
			file,
			...(row === undefined ? {} : { row }),
			column: pathText(path),
			message,
			cure,
		};
	});
}

interface FlatIssue {
	readonly path: Path;
	readonly message: string;
	readonly cure: string;
	/** How much it says against the branch of a union that it is in. */
	readonly weight: number;
}

/** A value of quite another kind than the branch of a union is for. */
const OTHER_KIND = 100;

function flatten(found: readonly $ZodIssue[], base: Path, data: unknown): FlatIssue[] {
	return found.flatMap((issue): FlatIssue[] => {
		const path = [...base, ...issue.path.map((part) => (typeof part === "symbol" ? String(part) : part))];
		if (issue.code === "invalid_union" && issue.errors.length > 0) return bestBranch(issue.errors, path, data);
		if (issue.code === "unrecognized_keys") {
			return issue.keys.map((key) => ({
				path: [...path, key],
				message: `unknown key "${key}".`,
				cure: "Remove it or correct its spelling; the schema lists the keys that are allowed here.",
				weight: 3,
			}));
		}
		const value = valueAt(data, path);
		if (value === undefined && path.length > 0) {
			return [{ path, message: `${missingText(path)}.`, cure: `Add it: ${expected(issue)}.`, weight: 3 }];
		}
		const kind = issue.code === "invalid_type" || issue.code === "invalid_value";
		const message = kind ? `must be ${expected(issue)}, got ${shown(value)}.` : `${issue.message}.`;
		return [{ path, message, cure: "Correct the value.", weight: 1 }];
	});
}

function bestBranch(branches: readonly (readonly $ZodIssue[])[], path: Path, data: unknown): FlatIssue[] {
	const value = valueAt(data, path);
	if (value === undefined && path.length > 0) {
		return [{ path, message: `${missingText(path)}.`, cure: "Add it.", weight: 3 }];
	}
	const fits = branches.map((issues) => {
		const flat = flatten(issues, path, data);
		const other = issues.some((one) => one.path.length === 0 && isOfOtherKind(one));
		return { flat, weight: flat.reduce((sum, { weight }) => sum + weight, other ? OTHER_KIND : 0) };
	});
	const best = fits.reduce((a, b) => (b.weight < a.weight ? b : a));
	if (best.weight < OTHER_KIND) return best.flat;
	const kinds = branches.flatMap((issues) => issues.filter(isOfOtherKind).map(expected));
	const message = `must be ${[...new Set(kinds)].join(" or ")}, got ${shown(value)}.`;
	return [{ path, message, cure: "Correct the value.", weight: 1 }];
}

const isOfOtherKind = ({ code }: $ZodIssue) => code === "invalid_type" || code === "invalid_value";

const KINDS: Readonly<Record<string, string>> = {
	string: "text",
	number: "a number",
	int: "a whole number",
	boolean: "true or false",
	array: "a list",
	object: "a section with keys",
	record: "a section with keys",
};

function expected(issue: $ZodIssue): string {
	if (issue.code === "invalid_type") return KINDS[issue.expected] ?? issue.expected;
	if (issue.code === "invalid_value") return issue.values.map((value) => JSON.stringify(value)).join(" or ");
	return issue.message;
}

/** What the items of a list are called. */
const ITEMS: Readonly<Record<string, string>> = {
	points: "case",
	tiers: "tier",
	rules: "rule",
	groups: "group",
	require: "gate",
	bands: "band",
	fit: "grade",
	engagement: "grade",
};

/** `points is missing in case 2`: the case is counted from 1. */
function missingText(path: Path): string {
	const place = path.at(-2);
	const list = path.at(-3);
	const what = typeof list === "string" ? ITEMS[list] : undefined;
	const where = typeof place === "number" ? ` in ${what ?? "item"} ${place + 1}` : "";
	const key = path.at(-1);
	return typeof key === "number" ? `item ${key + 1} is missing` : `${key} is missing${where}`;
}

function valueAt(data: unknown, path: Path): unknown {
	return path.reduce<unknown>(
		(node, key) =>
			node !== null && typeof node === "object" && Object.hasOwn(node, key)
				? (node as Record<string | number, unknown>)[key]
				: undefined,
		data,
	);
}

function shown(value: unknown): string {
	if (value === null) return "nothing";
	if (typeof value === "number") return String(value);
	if (Array.isArray(value)) return "a list";
	if (typeof value === "object") return "a section with keys";
	const text = JSON.stringify(value) ?? "nothing";
	return text.length > 60 ? `${text.slice(0, 57)}..."` : text;
}

/** A path as people write it: `groups[0].rules[2].points`. */
export function pathText(path: readonly (string | number)[]): string {
	return path.map((part, i) => (typeof part === "number" ? `[${part}]` : i === 0 ? part : `.${part}`)).join("");
}
