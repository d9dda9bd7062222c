import type { Value } from "../../base/value.ts";
import { UNKNOWN } from "../../dataset/dataset.ts";
import { hasDecimalComma, mayBeGrouped } from "../checks/number-notation.ts";
import type { ParsedValue } from "./value-parser.ts";

/** Gives each value a code, in the order in which values first come. */
export interface Coder {
	readonly values: Value[];
	/** Code of a value, {@link UNKNOWN} for an unknown one. */
	code(value: Value | undefined): number;
}

/** An empty coder; the number 1 and the text "1" are two values. */
export function createCoder(): Coder {
	const values: Value[] = [];
	const codes = new Map<Value, number>();
	return {
		values,
		code: (value) => {
			if (value === undefined) return UNKNOWN;
			const known = codes.get(value);
			if (known !== undefined) return known;
			codes.set(value, values.length);
			return values.push(value) - 1;
		},
	};
}

/** What each raw code of a file means: its code in the dataset, and whether the cell is a problem. */
export interface Recoding {
	readonly code: Int32Array;
	/** 0 none, 1 `type`, 2 `number-range`, 3 `large-cell`, 4 `number-notation`. */
	readonly problem: Uint8Array;
	readonly anyProblem: boolean;
	/** Whether a cell that is no number has a decimal comma. */
	readonly comma: boolean;
}

/** Cells above this many characters are told. */
export const LARGE_CELL = 1 << 20;

/**
 * Parses every distinct cell of a column once.
 *
 * @param parse reads a cell; gets the index too, for cells that come with a context
 */
export function recode<T>(cells: readonly T[], coder: Coder, parse: (cell: T, index: number) => ParsedValue): Recoding {
	const code = new Int32Array(cells.length);
	const problem = new Uint8Array(cells.length);
	let anyProblem = false;
	cells.forEach((cell, i) => {
		const { value, problem: found } = parse(cell, i);
		code[i] = coder.code(value);
		const large = typeof value === "string" && value.length > LARGE_CELL;
		problem[i] = found === "type" ? 1 : found === "number-range" ? 2 : large ? 3 : 0;
		if (problem[i] !== 0) anyProblem = true;
	});
	const comma = cells.some((cell, i) => problem[i] === 1 && typeof cell === "string" && hasDecimalComma(cell));
	if (comma) doubtful(cells, problem);
	return { code, problem, anyProblem, comma };
}

/** Marks the numbers that fit by accident, given that other cells of the column have a decimal comma. */
export function doubtful(cells: readonly unknown[], problem: Uint8Array): void {
	cells.forEach((cell, i) => {
		if (problem[i] === 0 && typeof cell === "string" && mayBeGrouped(cell)) problem[i] = 4;
	});
}
