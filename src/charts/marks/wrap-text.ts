/**
 * Text in which a number and its percent sign, and the two counts of "3 of 10", stay on one line.
 *
 * @example keepTogether("41.0 % (3 of 10)") // "41.0\u00a0% (3\u00a0of\u00a010)"
 */
export function keepTogether(text: string): string {
	return text.replace(/(\d) (?=%|of [\d,]+[;)])/g, "$1\u00a0").replace(/(\d\u00a0of) (?=\d)/g, "$1\u00a0");
}

/**
 * Breaks text into lines of at most `width` characters, at spaces; a longer word is a line of its own. Chart titles
 * need this: Vega does not break lines. A number and its percent sign stay together.
 *
 * @example wrapText("one two three", 8) // ["one two", "three"]
 */
export function wrapText(text: string, width: number): string[] {
	const lines: string[] = [];
	let line = "";
	for (const word of keepTogether(text).split(" ")) {
		if (line === "") line = word;
		else if (line.length + 1 + word.length <= width) line += ` ${word}`;
		else {
			lines.push(line);
			line = word;
		}
	}
	lines.push(line);
	return lines;
}
