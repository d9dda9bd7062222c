import { LineCounter, parseDocument } from "yaml";
import type { $ZodIssue } from "zod/v4/core";
import { LabError } from "../base/error.ts";
import type { Issue } from "../base/issue.ts";
import { plainText } from "../base/plain-text.ts";
import { checkModel } from "./check-model.ts";
import { type ScoringModel, scoringModelSchema } from "./schema.ts";
import { type LineOf, pathText, schemaIssues } from "./schema-issues.ts";

export { type LineOf, pathText } from "./schema-issues.ts";

/**
 * Parses a model file (YAML or JSON text) and checks it: first the schema, then what a schema cannot say (unique ids,
 * gates that name a rule, tiers in order, thresholds that can be reached, expressions that compile).
 *
 * @returns the frozen model, its warnings, and where each key stands in the file
 * @throws LabError (configuration) with every issue found: file, line, key, rule and cure
 * @example parseModel(text).model.name // "saas-baseline"
 */
export function parseModel(
	text: string,
	{ file = "model" }: { readonly file?: string } = {},
): { readonly model: ScoringModel; readonly warnings: readonly Issue[]; readonly lineOf: LineOf } {
	const { data, lineOf, issues } = parseYaml(text, file);
	if (issues.length > 0) throw new LabError("configuration", issues);
	return { ...modelFrom(plainNames(data), { file, lineOf }), lineOf };
}

/**
 * The same for data that is already parsed, e.g. written in a notebook.
 *
 * @throws LabError (configuration) with every issue found
 * @example modelFrom({ ...model, name: "trial" }).model.name // "trial"
 */
export function modelFrom(
	data: unknown,
	{ file = "model", lineOf = () => undefined }: { readonly file?: string; readonly lineOf?: LineOf } = {},
): { readonly model: ScoringModel; readonly warnings: readonly Issue[] } {
	const reserved = reservedKeys(data);
	if (reserved.length > 0) {
		throw new LabError("configuration", schemaIssues(reserved, { data, file, lineOf, code: "model-schema" }));
	}
	const result = scoringModelSchema.safeParse(data);
	if (!result.success) {
		throw new LabError(
			"configuration",
			schemaIssues(result.error.issues, { data, file, lineOf, code: "model-schema" }),
		);
	}
	const model = deepFreeze(result.data);
	const found = checkModel(model).map((issue): Issue => {
		const row = lineOf(issue.path);
		return {
			code: issue.code,
			severity: issue.severity,
			file,
			...(row === undefined ? {} : { row }),
			column: pathText(issue.path),
			message: issue.message,
			cure: issue.cure,
		};
	});
	const errors = found.filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new LabError("configuration", errors);
	return { model, warnings: found };
}

/**
 * YAML (or JSON, which is YAML) as plain data with the line of every key. Anchors and merges (`<<`) work; anchors that multiply beyond 100 copies,
 * duplicate keys and syntax errors are issues.
 */
export function parseYaml(
	text: string,
	file: string,
): { readonly data: unknown; readonly lineOf: LineOf; readonly issues: readonly Issue[] } {
	const lines = new LineCounter();
	const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: "error", merge: true });
	const issues: Issue[] = document.errors.slice(0, 20).map((error) => {
		const second = error.code === "MULTIPLE_DOCS";
		return {
			code: "yaml-syntax",
			severity: "error",
			file,
			row: lines.linePos(error.pos[0]).line,
			message: second ? "a second document begins here." : `not valid YAML: ${error.message}.`,
			cure: second
				? "A file holds one document: remove the line --- and what does not belong to it."
				: "Mend the syntax; a YAML-aware editor shows the place.",
		};
	});
	let data: unknown;
	if (issues.length === 0) {
		try {
			data = document.toJS({ maxAliasCount: 100 });
		} catch (error) {
			issues.push({
				code: "yaml-aliases",
				severity: "error",
				file,
				message: `the YAML cannot be expanded: ${(error as Error).message}.`,
				cure: "Write the repeated parts out instead of using anchors and aliases.",
			});
		}
	}
	const lineOf: LineOf = (path) => {
		for (let length = path.length; length > 0; length--) {
			const node = document.getIn(path.slice(0, length), true) as { range?: [number, number, number] } | undefined;
			if (node?.range !== undefined) return lines.linePos(node.range[0]).line;
		}
		return undefined;
	};
	return { data, lineOf, issues };
}

/** What a file says about the data, by name: as names are compared, which is what the names of a dataset are. */
function plainNames(node: unknown, above: readonly unknown[] = []): unknown {
	if (node === null || typeof node !== "object" || above.includes(node)) return node;
	const inside = [...above, node];
	if (Array.isArray(node)) return node.map((item) => plainNames(item, inside));
	const entries = Object.entries(node).map(([key, member]): [string, unknown] => {
		if ((key === "attribute" || key === "activity") && typeof member === "string") return [key, plainText(member)];
		if (key !== "where" || member === null || typeof member !== "object") return [key, plainNames(member, inside)];
		return [key, Object.fromEntries(Object.entries(member).map(([name, one]) => [plainText(name), one]))];
	});
	return Object.fromEntries(entries);
}

/** A key `__proto__` would be left out without a word by whatever copies the data: a condition would be lost. */
function reservedKeys(
	node: unknown,
	path: readonly (string | number)[] = [],
	above: readonly unknown[] = [],
): $ZodIssue[] {
	if (node === null || typeof node !== "object" || above.includes(node)) return [];
	return Object.entries(node).flatMap(([key, member]: [string, unknown]): $ZodIssue[] => {
		if (key === "__proto__") return [{ code: "unrecognized_keys", keys: [key], path: [...path], message: "" }];
		return reservedKeys(member, [...path, Array.isArray(node) ? Number(key) : key], [...above, node]);
	});
}

/** Freezes data all the way down. */
export function deepFreeze<T>(value: T): T {
	if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
		Object.freeze(value);
		for (const member of Object.values(value)) deepFreeze(member);
	}
	return value;
}
