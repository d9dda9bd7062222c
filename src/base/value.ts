import { plainText } from "./plain-text.ts";

/** A known value of an attribute or property. Unknown is `undefined`; a date or a truth value is text. */
export type Value = string | number;

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * The number a value stands for: a number itself, or text that is wholly a decimal number; otherwise `undefined`.
 *
 * @example numberOf(" 12.5 ") // 12.5
 * @example numberOf("12 %") // undefined
 */
export function numberOf(value: Value): number | undefined {
	if (typeof value === "number") return value;
	const text = plainText(value);
	if (!NUMBER.test(text)) return undefined;
	const number = Number(text);
	return Number.isFinite(number) ? number : undefined;
}

/**
 * A cell as a value: empty text (after trimming) and numbers that are not finite are unknown.
 *
 * @example knownValue("  ") // undefined
 */
export function knownValue(cell: string | number | boolean | null | undefined): Value | undefined {
	if (cell === null || cell === undefined) return undefined;
	if (typeof cell === "number") return Number.isFinite(cell) ? cell : undefined;
	if (typeof cell === "boolean") return String(cell);
	return plainText(cell) === "" ? undefined : cell;
}
