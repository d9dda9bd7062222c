import { plainText } from "../../base/plain-text.ts";
import { numberOf, type Value } from "../../base/value.ts";
import type { AttributeType } from "../../dataset/dataset.ts";
import { type DecimalSign, plainNumber } from "../checks/number-notation.ts";
import type { Cell } from "../files/session.ts";

/** A cell read as a type: its value, or why it has none. */
export interface ParsedValue {
	/** `undefined`: unknown. */
	readonly value: Value | undefined;
	readonly problem?: "type" | "number-range";
}

/** Numbers beyond this are slips, ids or overflows, not facts about a lead. */
export const LARGEST_NUMBER = 1e15;

const UNKNOWN_VALUE: ParsedValue = { value: undefined };
const NUMBER = /^[+-]?(infinity|inf|(\d+\.?\d*|\.\d+)(e[+-]?\d+)?)$/i;
const TRUE = /^(true|t|yes|y|1)$/i;
const FALSE = /^(false|f|no|n|0)$/i;

/** How the cells of a column are written. */
export interface Notation {
	/** Texts that mean unknown. */
	readonly nullValues?: readonly string[] | undefined;
	readonly decimal?: DecimalSign | undefined;
}

/**
 * Reads a cell as the type of its attribute. Empty text and the given null values are unknown and no problem; a cell
 * that is not of the type is unknown and a `type` problem; a number that is not finite or beyond 1e15 is unknown and a
 * `number-range` problem. Truth values become the text "true" or "false". Text keeps the digits of the file.
 *
 * @example parseValue("12", "number") // { value: 12 }
 * @example parseValue("many", "number") // { value: undefined, problem: "type" }
 */
export function parseValue(cell: Cell, type: AttributeType, { nullValues = [], decimal }: Notation = {}): ParsedValue {
	if (cell === null) return UNKNOWN_VALUE;
	const text = plainText(String(cell));
	if (text === "" || nullValues.includes(text)) return UNKNOWN_VALUE;
	if (type === "text") {
		return { value: typeof cell === "number" && !Number.isFinite(cell) ? undefined : String(cell) };
	}
	if (type === "boolean") {
		if (TRUE.test(text)) return { value: "true" };
		if (FALSE.test(text)) return { value: "false" };
		return { value: undefined, problem: "type" };
	}
	if (typeof cell === "number") return checkedNumber(cell);
	if (typeof cell === "boolean") return { value: undefined, problem: "type" };
	const plain = decimal === undefined ? text : plainNumber(text, decimal);
	// With a decimal comma, a point that divides no thousands is a slip or another notation: not for us to guess.
	if (decimal === "," && plain === text && text.includes(".")) return { value: undefined, problem: "type" };
	const number = numberOf(plain);
	if (number !== undefined) return checkedNumber(number);
	return { value: undefined, problem: NUMBER.test(plain) ? "number-range" : "type" };
}

/**
 * Reads a property, which has no type: a number where the column holds numbers or is written as one in a declared
 * notation, else text. A number that is too large to be one, such as an id, is the text of its digits.
 */
export function parseProperty(
	cell: Cell,
	{ isNumber, ...notation }: Notation & { readonly isNumber: boolean },
): ParsedValue {
	if (isNumber || (notation.decimal !== undefined && typeof cell === "string")) {
		const parsed = parseValue(cell, "number", notation);
		if (parsed.problem === undefined) return parsed;
	}
	return parseValue(cell, "text", notation);
}

/** Reads the id of an account, which is compared as names are: case counts. */
export function parseId(cell: Cell): ParsedValue {
	const { value } = parseValue(cell, "text");
	return { value: value === undefined ? undefined : plainText(String(value)) };
}

function checkedNumber(number: number): ParsedValue {
	if (Number.isNaN(number)) return UNKNOWN_VALUE;
	if (Math.abs(number) > LARGEST_NUMBER) return { value: undefined, problem: "number-range" };
	return { value: number === 0 ? 0 : number };
}
