import { keepTogether } from "./keep-together.ts";

const ENTITIES: Readonly<Record<string, string>> = {
	"&": "&amp;",
	"<": "&lt;",
	">": "&gt;",
	'"': "&quot;",
	"'": "&#39;",
};

/**
 * Text as HTML shows it, safe between tags and in quoted attributes; a number and its percent sign stay on one line. Characters that no XML or HTML document may hold
 * (controls, lone surrogates) become U+FFFD.
 *
 * @example escapeHtml('<b title="x">') // "&lt;b title=&quot;x&quot;&gt;"
 */
export function escapeHtml(text: string): string {
	return keepTogether(cleanText(text)).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

/**
 * Text as it may stand in one cell of one line: tabs, breaks, other controls and what turns the direction of text are
 * written as escapes, so that no id or name can break a line format or speak to the terminal.
 *
 * @example escapeLine("a\tb") // "a\\tb"
 */
export function escapeLine(text: string): string {
	return text.replace(UNPRINTABLE, (character) => SHORT[character] ?? escapedCode(character));
}

/**
 * The same for text of several lines, whose breaks and tabs stay, as do the bold, dim and yellow that leadlab writes.
 *
 * @param options.styled whether styles are written at all
 */
export function escapeControls(text: string, { styled = false }: { readonly styled?: boolean } = {}): string {
	return text.replace(UNPRINTABLE, (character, at: number) => {
		if (character === "\n" || character === "\t") return character;
		if (styled && character === "\u001b" && /^\[(1|2|22|33|39)m/.test(text.slice(at + 1, at + 5))) return character;
		return SHORT[character] ?? escapedCode(character);
	});
}

const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const SHORT: Readonly<Record<string, string>> = { "\t": "\\t", "\n": "\\n", "\r": "\\r" };
const escapedCode = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** Text without characters that XML does not allow: each becomes U+FFFD. */
export function cleanText(text: string): string {
	return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cs}\ufffe\uffff]/gu, "\ufffd");
}

/**
 * JSON that may stand inside a `<script>`: no `<`, so that no text can end the element or open a comment, and no line
 * separators that old parsers of scripts stumble over.
 *
 * @example inlineJson("</script>") // '"\\u003c/script>"'
 */
export function inlineJson(value: unknown): string {
	return JSON.stringify(value)
		.replaceAll("<", "\\u003c")
		.replaceAll("\u2028", "\\u2028")
		.replaceAll("\u2029", "\\u2029");
}

/**
 * Text as Markdown shows it literally, on one line: no character of it can open a link, a tag, a table cell or emphasis.
 *
 * @example escapeMarkdown("a|b *c*") // "a\\|b \\*c\\*"
 */
export function escapeMarkdown(text: string): string {
	return cleanText(text)
		.replace(/\s+/g, " ")
		.replace(/[\\`*_[\]|~]/g, "\\$&")
		.replace(/[&<>]/g, (character) => ENTITIES[character]!)
		.replace(/^([#+-])(?= )/, "\\$1")
		.replace(/^(\d+)([.)])(?= )/, "$1\\$2");
}
