import { keepTogether } from "./keep-together.ts";

/**
 * Breaks text into lines of at most `width` characters, at spaces; a longer word is a line of its own, and a
 * number stays with its percent sign. Lines after the
 * first begin with `indent`, and line breaks in the text stay. Without a width nothing is broken.
 *
 * @param width characters a line holds, `indent` included; `undefined`: no limit
 * @example wrapText("must be a number", { width: 12, indent: "  " }) // "must be a\n  number"
 */
export function wrapText(
	text: string,
	{ width, indent = "" }: { readonly width?: number | undefined; readonly indent?: string },
): string {
	if (width === undefined) return text;
	// A window of a few characters is not made readable by a word a line.
	const room = Math.max(width, indent.length + 20);
	const lines: string[] = [];
	for (const paragraph of text.split("\n")) {
		let line = lines.length === 0 ? "" : indent;
		let isEmpty = true;
		for (const word of keepTogether(paragraph).split(" ")) {
			if (isEmpty || line.length + 1 + word.length <= room) line += isEmpty ? word : ` ${word}`;
			else {
				lines.push(line);
				line = indent + word;
			}
			isEmpty = false;
		}
		lines.push(line);
	}
	return lines.join("\n").replaceAll("\u00a0", " ");
}
