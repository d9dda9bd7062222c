import { tableMarkdown } from "../tables/render/to-markdown.ts";
import { columnsOf } from "../tables/table.ts";
import { escapeMarkdown } from "../words/escape.ts";
import { healthText } from "../words/health-text.ts";
import { decisionNames } from "./html.ts";
import type { Block, ReportDocument } from "./report-document.ts";

/**
 * A document as Markdown (GitHub's dialect), for a wiki or a pull request. Pictures are links to the files that `chartFiles`
 * makes; the numbers of every chart follow as a table, so the text is whole without them.
 *
 * @param options.chartFolder folder of the pictures as seen from the Markdown file; `undefined`: no pictures
 * @example renderMarkdown(document, { chartFolder: "pictures" }).startsWith("# ") // true
 */
export function renderMarkdown(
	document: ReportDocument,
	{ chartFolder = "charts" }: { readonly chartFolder?: string | undefined } = {},
): string {
	const { title, facts, health, verdict, sections, version, generatedAt } = document;
	const parts = [
		`# ${escapeMarkdown(title)}`,
		facts.map(([label, value]) => `- **${escapeMarkdown(label)}:** ${escapeMarkdown(value)}`).join("\n"),
		...listMarkdown(health.length === 0 ? [] : healthText(health).split("\n")),
		`## Verdict: ${decisionNames[verdict.decision]}`,
		`**${escapeMarkdown(verdict.headline)}**`,
		`**${escapeMarkdown(verdict.recommendation)}**`,
		...listMarkdown(verdict.figures.map(({ label, value, notes }) => `${value} ${label}: ${notes.join("; ")}`)),
		...listMarkdown(verdict.sentences),
		...sections.flatMap((section) => [
			`## ${escapeMarkdown(section.title)}`,
			...section.blocks.map((block) => blockMarkdown(block, chartFolder)),
		]),
		`Made by leadlab ${escapeMarkdown(version)}${generatedAt === undefined ? "" : `, ${escapeMarkdown(generatedAt)}`}.`,
	];
	return `${parts.join("\n\n")}\n`;
}

/** A list, or nothing when it is empty. */
function listMarkdown(items: readonly string[]): string[] {
	return items.length === 0 ? [] : [items.map((item) => `- ${escapeMarkdown(item)}`).join("\n")];
}

function blockMarkdown(block: Block, chartFolder: string | undefined): string {
	switch (block.kind) {
		case "text":
			return escapeMarkdown(block.text);
		case "subheading":
			return `### ${escapeMarkdown(block.text)}`;
		case "list":
			return listMarkdown(block.items).join("");
		case "table":
			return tableMarkdown(block.table);
		case "chart": {
			const { id, title, subtitle, description, table } = block.chart;
			const numbers = tableMarkdown({
				caption: "Numbers of this chart",
				...table,
			});
			const picture = chartFolder === undefined ? [] : [`![${escapeMarkdown(description)}](${chartFolder}/${id}.svg)`];
			return [`### ${escapeMarkdown(title)}`, escapeMarkdown(subtitle), ...picture, numbers].join("\n\n");
		}
		case "terms":
			return block.terms
				.map(([term, meaning]) => `- **${escapeMarkdown(term)}:** ${escapeMarkdown(meaning)}`)
				.join("\n");
		case "form": {
			return tableMarkdown({
				caption: block.caption,
				columns: columnsOf(...block.columns),
				rows: block.rows.map((row) => [row, ...block.columns.slice(1).map(() => "")]),
			});
		}
	}
}
