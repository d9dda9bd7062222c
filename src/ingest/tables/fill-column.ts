import { NEVER, UNKNOWN } from "../../dataset/dataset.ts";
import { largeCell, numberNotation, numberRange, wrongType } from "../checks/faults.ts";
import type { Check, Tally } from "../checks/tally.ts";
import type { Recoding } from "./coder.ts";
import { PLACEHOLDER } from "./instant-decoder.ts";
import type { ReadContext } from "./read-context.ts";

/** The rows of a chunk with one column of values, and the rows of the files before this one. */
export interface Fill {
	readonly rows: Int32Array;
	readonly values: Int32Array | Float64Array;
	readonly base: number;
}

/** Instants that may be empty or wrong: then the fact is never known. */
export function fillKnown(
	column: Float64Array,
	{
		rows,
		values,
		base,
		decode,
		asOf,
		createdAt,
		bad,
		none,
		early,
		late,
	}: Fill & {
		readonly decode: (code: number) => number;
		readonly asOf: number;
		/** Creation by place. */
		readonly createdAt: Float64Array;
		readonly bad: Check;
		readonly none: Check;
		readonly early?: Check;
		readonly late: Check;
	},
): void {
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		const at = decode(values[i]!);
		const isInstant = at > PLACEHOLDER;
		column[base + row] = isInstant ? at : NEVER;
		if (!isInstant) (at === PLACEHOLDER ? none : bad).hit(row);
		else if (at < createdAt[base + row]!) early?.hit(row);
		else if (at > asOf && at !== NEVER) late.hit(row);
	}
}

/** Codes of a column, telling the cells that are a problem. */
export function fillCodes(
	column: Int32Array,
	{
		rows,
		values,
		base,
		recoding,
		checks,
	}: Fill & { readonly recoding: Recoding; readonly checks: readonly (Check | undefined)[] },
): void {
	const { code, problem, anyProblem } = recoding;
	for (let i = 0; i < rows.length; i++) {
		const raw = values[i]!;
		const row = rows[i]!;
		column[base + row] = raw < 0 ? UNKNOWN : code[raw]!;
		if (anyProblem && raw >= 0 && problem[raw] !== 0) checks[problem[raw]!]?.hit(row);
	}
}

/** The checks a column of values needs, by number of the problem. */
export function valueChecks(
	tally: Tally,
	{ anyProblem, comma }: Recoding,
	{
		column,
		type,
		context: { policy },
	}: { readonly column: string; readonly type: string; readonly context: ReadContext },
): readonly (Check | undefined)[] {
	if (!anyProblem) return [];
	return [
		undefined,
		tally.check(wrongType(column, type, { comma }), policy.action("type") === "keep"),
		tally.check(numberRange(column), policy.action("number-range") === "keep"),
		tally.check(largeCell(column), policy.action("large-cell") === "keep"),
		tally.check(numberNotation(column), policy.action("number-notation") === "keep"),
	];
}
