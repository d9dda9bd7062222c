/** First and last code points of what no screen shows: soft hyphen, zero-width characters, marks of direction, byte order mark. */
const INVISIBLE: readonly (readonly [number, number])[] = [
	[0xad, 0xad],
	[0x61c, 0x61c],
	[0x180e, 0x180e],
	[0x200b, 0x200f],
	[0x202a, 0x202e],
	[0x2060, 0x206f],
	[0xfe00, 0xfe0f],
	[0xfeff, 0xfeff],
];

/** The same of blanks that are not the space of the keyboard: no-break, thin, ideographic. */
const BLANK: readonly (readonly [number, number])[] = [
	[0xa0, 0xa0],
	[0x1680, 0x1680],
	[0x2000, 0x200a],
	[0x202f, 0x202f],
	[0x205f, 0x205f],
	[0x3000, 0x3000],
];

/**
 * The insides of a character class of a regular expression, for every place that compares text as {@link plainText} does.
 *
 * @param code writes a code point in the syntax of the place, e.g. `\\u200b`
 */
export function characterClass(kind: "invisible" | "blank", code: (point: number) => string): string {
	return (kind === "invisible" ? INVISIBLE : BLANK)
		.map(([first, last]) => (first === last ? code(first) : `${code(first)}-${code(last)}`))
		.join("");
}

const ofJavaScript = (point: number) => `\\u${point.toString(16).padStart(4, "0")}`;
/** Source of a JavaScript expression that finds what is not shown. */
export const INVISIBLE_PATTERN = `[${characterClass("invisible", ofJavaScript)}]`;
/** Source of one that finds blanks that are no spaces. */
export const BLANK_PATTERN = `[${characterClass("blank", ofJavaScript)}]`;

const invisible = new RegExp(INVISIBLE_PATTERN, "g");
const blank = new RegExp(BLANK_PATTERN, "g");
const BEYOND_ASCII = /[^\0-\x7f]/;

/**
 * Text as names and ids are compared: without what no screen shows (zero-width characters, byte order marks, soft
 * hyphens, marks of direction), every blank a space, Unicode NFC, trimmed. Case counts: ids of 15 characters of
 * Salesforce differ in nothing else.
 *
 * @example plainText("\u200bAnnual\u00a0Revenue ") // "Annual Revenue"
 */
export function plainText(text: string): string {
	return foldText(text).trim();
}

/** {@link plainText} with the blanks at its ends: what expressions are folded to, in which they mean something. */
export function foldText(text: string): string {
	if (!BEYOND_ASCII.test(text)) return text;
	return text.replace(invisible, "").replace(blank, " ").normalize("NFC");
}

/**
 * Text as values, conditions, segments and stages are compared: {@link plainText} without case.
 *
 * @example normalText("  Fintech ") // "fintech"
 */
export function normalText(text: string): string {
	return plainText(text).toLowerCase();
}

/**
 * The name among `names` that is meant: the same text; else the only one of the same {@link plainText}; else the only
 * one of the same {@link normalText}.
 *
 * @returns its place; -1 when there is none, or more than one that is not the same text
 * @example indexOfName(["MQL", "SQL"], "mql") // 0
 */
export function indexOfName(names: readonly string[], name: string): number {
	const same = names.indexOf(name);
	if (same >= 0) return same;
	for (const form of [plainText, normalText]) {
		const wanted = form(name);
		const first = names.findIndex((one) => form(one) === wanted);
		if (first >= 0) return names.findLastIndex((one) => form(one) === wanted) === first ? first : -1;
	}
	return -1;
}

const UNSEEN = new RegExp(`${INVISIBLE_PATTERN}|${BLANK_PATTERN}|[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029]`, "g");
const FOREIGN = /[\p{Script=Cyrillic}\p{Script=Greek}]/gu;
const WORD = /[\p{L}\p{M}\p{N}]+/gu;

/**
 * Text for a message, with what cannot be seen written as an escape: invisible characters, blanks that are no spaces,
 * marks that stand apart from their letter though they could be one character, and letters of another alphabet inside a
 * Latin word.
 *
 * @example visibleText("c\u200b") // "c\\u200b"
 */
export function visibleText(text: string): string {
	if (!BEYOND_ASCII.test(text) && !UNSEEN.test(text)) return text;
	UNSEEN.lastIndex = 0;
	return text
		.replace(WORD, (word) => {
			const mixed = /\p{Script=Latin}/u.test(word) ? word.replace(FOREIGN, escaped) : word;
			return mixed === mixed.normalize("NFC") ? mixed : mixed.replace(/\p{M}/gu, escaped);
		})
		.replace(UNSEEN, escaped);
}

function escaped(character: string): string {
	return `\\u${character.codePointAt(0)!.toString(16).padStart(4, "0")}`;
}
