/**
 * A value as a JavaScript literal that is safe anywhere in a script: inside HTML (`</script>`, `<!--`), through tools
 * that normalise Unicode (combining marks are escaped) and in a line comment (no line break in any form).
 *
 * @example quoteJavaScript("</b>") // '"\\u003c/b>"'
 */
export function quoteJavaScript(value: string | number | boolean | readonly (string | number)[]): string {
	if (typeof value === "object") return `[${value.map(quoteJavaScript).join(", ")}]`;
	return JSON.stringify(value).replace(/<|(?! )[\p{M}\p{C}\p{Z}]/gu, (character) =>
		// A character beyond U+FFFF is two code units, each with its own escape.
		Array.from(
			{ length: character.length },
			(_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`,
		).join(""),
	);
}
