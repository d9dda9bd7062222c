import { tableText } from "../tables/render/to-text.ts";
import { columnsOf } from "../tables/table.ts";
import { wrapText } from "../words/wrap-text.ts";

/** How Markdown is written to a terminal. */
export interface MarkdownTextOptions {
	/** Characters a line holds. */
	readonly width: number;
	readonly bold: (text: string) => string;
}

/**
 * Markdown as people read it in a terminal: headings bold, paragraphs and lists wrapped, tables in columns, code as it is.
 * Knows what our documents use and no more.
 *
 * @example markdownText("## Words\n\nA **lead** is ...", { width: 80, bold }) // bold("Words") + "\n\nA lead is ..."
 */
export function markdownText(markdown: string, { width, bold }: MarkdownTextOptions): string {
	const blocks = markdown
		.replace(/^<!--[\s\S]*?-->\n/gm, "")
		.replace(/^!\[([^\]]*)\]\([^)]*\)$/gm, "[$1]")
		.matchAll(
			/^(`{3}.*\n[\s\S]*?^`{3}$|\|.*(?:\n\|.*)*|#+ .*|(?:[-*]|\d+\.) .*(?:\n {2}.*)*|\S.*(?:\n(?![-*|#`]).+)*)$/gm,
		);
	const texts = [...blocks].map(([block]) => {
		const isItem = /^(?:[-*]|\d+\.) /.test(block);
		return { isItem, text: blockText(block, isItem) };
	});
	return texts
		.map(({ text, isItem }, i) => text + (isItem && texts[i + 1]?.isItem ? "\n" : "\n\n"))
		.join("")
		.trimEnd();

	function blockText(block: string, isItem: boolean): string {
		if (block.startsWith("```"))
			return block
				.split("\n")
				.slice(1, -1)
				.join("\n")
				.replace(/^(?=.)/gm, "    ");
		if (block.startsWith("#")) return bold(inline(block.replace(/^#+ /, "")));
		if (block.startsWith("|")) return table(block);
		return wrapText(inline(block).replace(/\n\s*/g, " "), { width, indent: isItem ? "  " : "" });
	}

	function table(block: string): string {
		const [head = [], , ...rows] = block.split("\n").map((line) =>
			line
				.slice(1, -1)
				.split(/(?<!\\)\|/)
				.map((cell) => inline(cell.trim().replaceAll("\\|", "|"))),
		);
		return tableText({ columns: columnsOf(...head), rows }, { width, bold });
	}
}

/** Text without marks: emphasis goes, a link keeps its words, and its address where that says more. */
function inline(text: string): string {
	return text
		.replace(/\[([^\]]*)\]\((https?:[^)]*)\)/g, (_, words: string, address: string) => `${words} (${address})`)
		.replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
		.replace(/\*\*([^*]+)\*\*/g, "$1")
		.replace(/`([^`]+)`/g, "$1");
}
