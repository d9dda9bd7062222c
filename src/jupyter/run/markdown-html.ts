/**
 * The Markdown of notebooks as HTML: headings, paragraphs, lists, tables, code, emphasis, links. Markup in the text is
 * shown, not obeyed.
 *
 * @example markdownHtml("# Title\n\nA **word**.") // "<h1>Title</h1>\n<p>A <strong>word</strong>.</p>"
 */
export function markdownHtml(markdown: string): string {
	const blocks = markdown.split(/\n{2,}/).filter((block) => block.trim() !== "");
	return blocks.map(blockHtml).join("\n");
}

function blockHtml(block: string): string {
	const lines = block.split("\n");
	const heading = /^(#{1,6}) (.*)$/.exec(lines[0] ?? "");
	if (heading !== null) {
		const [, marks = "", text = ""] = heading;
		const rest = lines.slice(1).join("\n");
		return `<h${marks.length}>${inline(text)}</h${marks.length}>${rest === "" ? "" : `\n${blockHtml(rest)}`}`;
	}
	if (/^```/.test(block)) return `<pre><code>${escapeText(block.replace(/^```.*\n?|\n?```$/g, ""))}</code></pre>`;
	if (lines.length > 1 && /^\|[-| :]+\|$/.test(lines[1] ?? "")) return tableHtml(lines);
	const list = /^(?:([-*])|\d+\.) /.exec(block);
	if (list !== null) {
		const tag = list[1] === undefined ? "ol" : "ul";
		const items = block
			.split(/\n(?=(?:[-*]|\d+\.) )/)
			.map((item) => `<li>${inline(item.replace(/^(?:[-*]|\d+\.) /, ""))}</li>`);
		return `<${tag}>\n${items.join("\n")}\n</${tag}>`;
	}
	return `<p>${inline(block)}</p>`;
}

function tableHtml([head = "", , ...rows]: readonly string[]): string {
	const cells = (line: string) =>
		line
			.replace(/^\||\|$/g, "")
			.split("|")
			.map((cell) => inline(cell.trim()));
	const row = (tag: string, line: string) =>
		`<tr>${cells(line)
			.map((cell) => `<${tag}>${cell}</${tag}>`)
			.join("")}</tr>`;
	return `<table>\n${row("th", head)}\n${rows.map((line) => row("td", line)).join("\n")}\n</table>`;
}

function inline(text: string): string {
	return text
		.split(/(`[^`]+`)/)
		.map((part) =>
			/^`[^`]+`$/.test(part)
				? `<code>${escapeText(part.slice(1, -1))}</code>`
				: escapeText(part)
						.replace(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>")
						.replace(/(?<![\w*])\*([^*\s][^*]*)\*(?!\w)/g, "<em>$1</em>")
						.replace(/\[([^\]]+)\]\((https?:[^)\s]+|[\w./-]+)\)/g, '<a href="$2">$1</a>'),
		)
		.join("");
}

/** Text that must not become markup. */
export function escapeText(text: string): string {
	return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}
