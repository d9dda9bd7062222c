import { plainText } from "../../base/plain-text.ts";

/** Sign between the whole and the fraction of a number, as the contract says it. */
export type DecimalSign = "." | ",";

/** Digits in groups of three, each kind of group all through: 1.234.567, 1 234 567, 1'234'567. */
const GROUPED = {
	",": "\\d{1,3}(?:(?:\\.\\d{3})+|(?: \\d{3})+|(?:['\u2019]\\d{3})+)",
	".": "\\d{1,3}(?:(?:,\\d{3})+|(?: \\d{3})+|(?:['\u2019]\\d{3})+)",
} as const;

/** Source of an expression, the same for JavaScript and RE2, that a number in a declared notation fits as a whole. */
export function numberPattern(decimal: DecimalSign): string {
	const sign = decimal === "." ? "\\." : ",";
	return `[+-]?(?:(?:\\d+|${GROUPED[decimal]})(?:${sign}\\d*)?|${sign}\\d+)(?:[eE][+-]?\\d+)?`;
}

const PATTERNS = {
	".": new RegExp(`^${numberPattern(".")}$`),
	",": new RegExp(`^${numberPattern(",")}$`),
} as const;

/**
 * A number in a declared notation as the plain text of a number; any other text as it is.
 *
 * @example plainNumber("1.234,5", ",") // "1234.5"
 * @example plainNumber("n/a", ",") // "n/a"
 */
export function plainNumber(text: string, decimal: DecimalSign): string {
	const trimmed = plainText(text);
	if (!PATTERNS[decimal].test(trimmed)) return text;
	const digits = trimmed.replace(decimal === "," ? /[. '\u2019]/g : /[, '\u2019]/g, "");
	return decimal === "," ? digits.replace(",", ".") : digits;
}

const COMMA = /^[+-]?(?:\d+|\d{1,3}(?:[. '\u2019]\d{3})+),\d+$/;
const POINT = /^[+-]?\d{1,3}(?:\.\d{3})+$/;

/**
 * Whether a text is a number in another notation than the plain one, with a decimal comma: "12,5", "1.234,5". Groups of
 * three after a comma alone ("1,200") could be thousands.
 */
export function hasDecimalComma(text: string): boolean {
	return COMMA.test(plainText(text));
}

/** Whether a plain number would be another one where points divide thousands: "1.200". */
export function mayBeGrouped(text: string): boolean {
	return POINT.test(plainText(text));
}
