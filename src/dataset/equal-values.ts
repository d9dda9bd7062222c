import { normalText } from "../base/plain-text.ts";
import type { Value } from "../base/value.ts";
import { UNKNOWN } from "./dataset.ts";

/** Values of which no two are equal as conditions compare them, and what became of each old code. */
export interface EqualValues {
	readonly values: readonly Value[];
	readonly codeOf: Int32Array;
}

/**
 * Makes one value of those that no condition can tell apart (`"Software "` and `"software"`), so that they are one
 * segment, one bin and one count too. The spelling that stays is the one of the most leads; of equals the first by text.
 *
 * @param codes code of each lead's value, for the counts
 * @returns `undefined` when no two values are equal
 * @example mergeEqualValues(["A", "b", "a "], Int32Array.of(0, 1, 2, 2))?.values // ["a ", "b"]
 */
export function mergeEqualValues(values: readonly Value[], codes: Int32Array): EqualValues | undefined {
	const groups = new Map<string, number>();
	const groupOf = Int32Array.from(values, (value) => {
		const key = normalText(String(value));
		const known = groups.get(key);
		if (known !== undefined) return known;
		groups.set(key, groups.size);
		return groups.size - 1;
	});
	if (groups.size === values.length) return undefined;
	const counts = new Float64Array(values.length);
	for (const code of codes) if (code !== UNKNOWN) counts[code]!++;
	const best = new Int32Array(groups.size).fill(-1);
	groupOf.forEach((group, code) => {
		const other = best[group]!;
		const more = other < 0 ? 1 : counts[code]! - counts[other]!;
		if (more > 0 || (more === 0 && String(values[code]) < String(values[other]))) best[group] = code;
	});
	return { values: Array.from(best, (code) => values[code]!), codeOf: groupOf };
}

/** Codes after {@link mergeEqualValues}. */
export function recodeEqual(codes: Int32Array, codeOf: Int32Array): Int32Array {
	for (let i = 0; i < codes.length; i++) if (codes[i] !== UNKNOWN) codes[i] = codeOf[codes[i]!]!;
	return codes;
}

/**
 * A name that leadlab makes up for something that is no value of the data, such as the rest of the values: it gets more
 * parentheses until no value is equal to it.
 *
 * @example madeUpName("other", ["(Other)", "web"]) // "((other))"
 */
export function madeUpName(name: string, values: readonly Value[]): string {
	const texts = values.filter((value) => typeof value === "string" && value.includes("("));
	const taken = new Set(texts.map((value) => normalText(String(value))));
	let made = `(${name})`;
	while (taken.has(normalText(made))) made = `(${made})`;
	return made;
}
