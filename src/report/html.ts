import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import type { Chart } from "../charts/marks/chart.ts";
import { tableHtml } from "../tables/render/to-html.ts";
import { escapeHtml, inlineJson } from "../words/escape.ts";
import { healthLines, passedText } from "../words/health-text.ts";
import { keepTogether } from "../words/keep-together.ts";
import { reportStyle } from "./html-style.ts";
import { type Block, chartsOf, type ReportDocument, type Section } from "./report-document.ts";
import type { Decision, VerdictFigure } from "./verdict.ts";

/** A chart as the page needs it: the picture that is always there, and the compiled Vega spec that makes it live. */
export interface PagePicture {
	readonly svg: string;
	readonly vega: unknown;
}

/** What a decision is called on paper. */
export const decisionNames: Readonly<Record<Decision, string>> = {
	"roll-out": "Roll out",
	discuss: "Discuss",
	hold: "Hold",
	"cannot-tell": "Cannot tell yet",
	"no-difference": "No difference",
	alone: "No baseline",
};

/**
 * A document as one HTML page that needs nothing else: no network, no second file, and no script to be whole. Under its
 * content security policy only its own style and script run, each named by its SHA-256. All text is escaped.
 *
 * @param options.pictures picture of each chart, by id
 * @param options.script the built page script; without it the page is the same but for tooltips
 */
export function htmlPage(
	document: ReportDocument,
	{ pictures, script }: { readonly pictures: ReadonlyMap<string, PagePicture>; readonly script?: string },
): string {
	const style = reportStyle + pictureWidths(pictures);
	const policy = [
		"default-src 'none'",
		`style-src '${hashSource(style)}'`,
		...(script === undefined ? [] : [`script-src '${hashSource(script)}'`]),
		"img-src data:",
		"base-uri 'none'",
		"form-action 'none'",
	].join("; ");
	const specs = Object.fromEntries([...pictures].map(([id, { vega }]) => [id, vega]));
	const live =
		script === undefined
			? ""
			: `<script type="application/json" id="specs">${inlineJson(specs)}</script>\n<script>${script}</script>\n`;
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="leadlab ${escapeHtml(document.version)}">
<link rel="icon" href="data:,">
<title>${escapeHtml(document.title)}</title>
<style>${style}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdict</a>
<header>
<h1>${escapeHtml(document.title)}</h1>
</header>
<main id="main">
${healthHtml(document)}${verdictHtml(document)}
<dl class="facts">${document.facts.map(([label, value]) => `<dt>${escapeHtml(label)}</dt><dd>${escapeHtml(value)}</dd>`).join("")}</dl>
${contentsHtml(document)}
${document.sections.map((section) => sectionHtml(section, pictures)).join("\n")}
</main>
<footer><p>Made by leadlab ${escapeHtml(document.version)}${document.generatedAt === undefined ? "" : `, ${escapeHtml(document.generatedAt)}`}. ${chartsOf(document).length} charts; every rate stands with its counts.</p></footer>
${live}</body>
</html>
`;
}

function hashSource(text: string): string {
	return `sha256-${btoa(String.fromCharCode(...sha256(utf8ToBytes(text))))}`;
}

/** Pictures grow with the letters of the page; a style attribute would need a hole in the policy. */
function pictureWidths(pictures: ReadonlyMap<string, PagePicture>): string {
	return [...pictures]
		.map(([id, { svg }]) => {
			const width = Number(/\bwidth="([\d.]+)"/.exec(svg)?.[1] ?? 0);
			return width > 0 ? `#chart-${id} svg { width: ${(width / 16).toFixed(3)}rem; }\n` : "";
		})
		.join("");
}

/** What stands before the figures, in a strip: a line for each check that did not pass, and how many did. */
function healthHtml({ health, sections }: ReportDocument): string {
	if (health.length === 0) return "";
	const lines = healthLines(health).map(({ state, check, text, section }) => {
		const name = sections.some(({ id }) => id === section)
			? `<a href="#${section}">${escapeHtml(check)}</a>`
			: escapeHtml(check);
		return `<li><strong>${escapeHtml(state)}</strong> ${name}: ${escapeHtml(text)}</li>`;
	});
	const passed = escapeHtml(passedText(health));
	return `<div class="health" role="region" aria-label="Health checks">
${lines.length === 0 ? "" : `<ul>${lines.join("")}</ul>`}<p>${passed}</p>
</div>
`;
}

/** What to do before why: a reader with ten seconds gets as far as the advice and the figures. */
function verdictHtml({ verdict }: ReportDocument): string {
	const { decision, headline, recommendation, figures, sentences } = verdict;
	return `<div class="verdict" role="region" aria-labelledby="verdict">
<p class="stamp">${headline.startsWith(decisionNames[decision]) ? "Verdict" : `Verdict: ${decisionNames[decision]}`}</p>
<h2 id="verdict">${escapeHtml(headline)}</h2>
<p class="advice">${escapeHtml(recommendation)}</p>
${figures.length === 0 ? "" : `<ul class="figures">${figures.map(figureText).join("")}</ul>`}
${sentences.length === 0 ? "" : `<ul class="reasons">${sentences.map((sentence) => `<li>${escapeHtml(sentence)}</li>`).join("")}</ul>`}
</div>`;
}

function figureText({ label, value, notes }: VerdictFigure): string {
	const small = notes.map((note) => `<span class="of">${escapeHtml(note)}</span>`).join("");
	return `<li><strong>${escapeHtml(keepTogether(value))}</strong> <span class="label">${escapeHtml(label)}</span>${small}</li>`;
}

function contentsHtml({ sections }: ReportDocument): string {
	const links = sections.map(({ id, title }) => `<li><a href="#${id}">${escapeHtml(title)}</a></li>`).join("");
	return `<nav aria-labelledby="contents"><h2 id="contents">Contents</h2><ol>${links}</ol></nav>`;
}

function sectionHtml({ id, title, blocks }: Section, pictures: ReadonlyMap<string, PagePicture>): string {
	const inner = blocks.map((block) => blockHtml(block, pictures)).join("\n");
	return `<section id="${id}" aria-labelledby="${id}-title">\n<h2 id="${id}-title">${escapeHtml(title)}</h2>\n${inner}\n</section>`;
}

function blockHtml(block: Block, pictures: ReadonlyMap<string, PagePicture>): string {
	switch (block.kind) {
		case "text":
			return `<p>${escapeHtml(block.text)}</p>`;
		case "subheading":
			return `<h3 class="sub">${escapeHtml(block.text)}</h3>`;
		case "list":
			return `<ul>${block.items.map((item) => `<li>${escapeHtml(item)}</li>`).join("")}</ul>`;
		case "table":
			return tableHtml(block.table);
		case "chart":
			return figureHtml(block.chart, pictures.get(block.chart.id));
		case "terms":
			return `<dl class="terms">${block.terms.map(([term, meaning]) => `<dt>${escapeHtml(term)}</dt><dd>${escapeHtml(meaning)}</dd>`).join("")}</dl>`;
		case "form":
			return formHtml(block);
	}
}

function figureHtml({ id, title, subtitle, description, table }: Chart, picture: PagePicture | undefined): string {
	const svg =
		picture === undefined
			? `<p>${escapeHtml(description)}</p>`
			: picture.svg.replace("<svg ", '<svg aria-hidden="true" ');
	return `<figure id="chart-${id}">
<figcaption><h3>${escapeHtml(title)}</h3><p>${escapeHtml(subtitle)}</p></figcaption>
<div class="picture static" role="img" tabindex="0" aria-label="${escapeHtml(description)}">${svg}</div>
<details><summary>Numbers of this chart</summary>${tableHtml({ ...table, caption: title })}</details>
</figure>`;
}

function formHtml({ caption, columns, rows }: Extract<Block, { kind: "form" }>): string {
	const head = columns.map((label) => `<th scope="col">${escapeHtml(label)}</th>`).join("");
	const blanks = (count: number) => "<td></td>".repeat(count);
	const body = rows
		.map(
			(row) =>
				`<tr>${row === "" ? blanks(columns.length) : `<th scope="row">${escapeHtml(row)}</th>${blanks(columns.length - 1)}`}</tr>`,
		)
		.join("");
	return `<div class="scroll" role="region" tabindex="0" aria-label="${escapeHtml(caption)}"><table class="form"><caption>${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}
