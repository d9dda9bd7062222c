import { numberOf, type Value } from "../../base/value.ts";
import type { AttributeType } from "../../dataset/dataset.ts";
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
const TRUE = /^(true|t|yes|y|1)$/i;
const FALSE = /^(false|f|no|n|0)$/i;

/**
 * Reads a cell as the type of its attribute. Empty text and the given null values are unknown and no problem; a cell
 * that is not of the type is unknown and a `type` problem; a number that is not finite or beyond 1e15 is unknown and a
 * `number-range` problem. Truth values become the text "true" or "false".
 *
 * @example parseValue("12", "number") // { value: 12 }
 * @example parseValue("many", "number") // { value: undefined, problem: "type" }
 */
export function parseValue(cell: Cell, type: AttributeType, nullValues: readonly string[] = []): ParsedValue {
	const plain = typeof cell === "bigint" ? Number(cell) : cell;
	if (plain === null) return UNKNOWN_VALUE;
	if (typeof plain === "string" && (plain.trim() === "" || nullValues.includes(plain.trim()))) return UNKNOWN_VALUE;
	if (nullValues.length > 0 && nullValues.includes(String(plain))) return UNKNOWN_VALUE;
	if (type === "text")
		return { value: typeof plain === "number" && !Number.isFinite(plain) ? undefined : String(plain) };
	if (type === "boolean") {
		const text = String(plain).trim();
		if (TRUE.test(text)) return { value: "true" };
		if (FALSE.test(text)) return { value: "false" };
		return { value: undefined, problem: "type" };
	}
	if (typeof plain === "number") return checkedNumber(plain);
	if (typeof plain === "boolean") return { value: undefined, problem: "type" };
	const number = numberOf(plain);
	if (number !== undefined) return checkedNumber(number);
	return { value: undefined, problem: Number.isNaN(Number(plain)) ? "type" : "number-range" };
}

function checkedNumber(number: number): ParsedValue {
	if (Number.isNaN(number)) return UNKNOWN_VALUE;
	if (Math.abs(number) > LARGEST_NUMBER) return { value: undefined, problem: "number-range" };
	return { value: number === 0 ? 0 : number };
}
