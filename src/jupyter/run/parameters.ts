import { configurationError } from "../../base/error.ts";
import type { Cell } from "../pair/cell.ts";

/** Values that are set from outside, by name. */
export type Parameters = Readonly<Record<string, string | number | boolean>>;

/**
 * Adds a cell with other values after the one tagged `parameters`; cells after it see these. A parameter is a
 * `const name = value` of that cell, and keeps its type: `"30"` becomes a number where the notebook has one.
 *
 * @throws LabError (configuration) when the notebook has no such cell or no such parameter, or a value is not of its type
 * @example withParameters(cells, { dataset: "../my-history" })
 */
export function withParameters(
	cells: readonly Cell[],
	values: Parameters,
	{ name }: { readonly name: string },
): Cell[] {
	const names = Object.keys(values);
	if (names.length === 0) return [...cells];
	const at = cells.findIndex(({ tags }) => tags.includes("parameters"));
	const declared = at < 0 ? new Map<string, string>() : declarations(cells[at]!.source);
	const lines = names.map((key) => {
		const value = declared.get(key);
		if (value === undefined) throw unknownParameter(name, key, [...declared.keys()]);
		return `const ${key} = ${literal(values[key]!, value, { name, key })};`;
	});
	const cell: Cell = {
		id: "injected-parameters",
		kind: "code",
		source: lines.join("\n"),
		tags: ["injected-parameters"],
		promises: [],
	};
	return [...cells.slice(0, at + 1), cell, ...cells.slice(at + 1)];
}

/** Parameters of a notebook: name to the text of its value. */
export function declarations(source: string): Map<string, string> {
	return new Map(
		Array.from(source.matchAll(/^const (\w+)(?::\s*\w+)? = (.+?);?$/gm), ([, key = "", value = ""]) => [key, value]),
	);
}

function literal(
	value: string | number | boolean,
	old: string,
	{ name, key }: { readonly name: string; readonly key: string },
): string {
	const kind = /^-?\d/.test(old) ? "number" : /^(true|false)$/.test(old) ? "boolean" : "text";
	const text = String(value);
	const fits =
		kind === "text" ||
		(kind === "number" ? text.trim() !== "" && Number.isFinite(Number(text)) : /^(true|false)$/.test(text));
	if (fits) return kind === "text" ? JSON.stringify(text) : kind === "number" ? String(Number(text)) : text;
	throw configurationError({
		code: "parameter-type",
		file: name,
		column: key,
		message: `the parameter "${key}" is a ${kind} (${old} in the notebook), got "${text}".`,
		cure: "Correct the value.",
	});
}

function unknownParameter(name: string, key: string, known: readonly string[]): Error {
	return configurationError({
		code: "unknown-parameter",
		file: name,
		column: key,
		message:
			known.length === 0
				? `the notebook has no parameters, so "${key}" cannot be set.`
				: `the notebook has no parameter "${key}"; it has ${known.join(", ")}.`,
		cure: "Correct the name.",
	});
}
