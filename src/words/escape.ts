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
