import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../src/report/markdown.ts";
// biome-ignore lint/correctness/useImportExtensions: the file is build.mjs, its types are build.d.mts
import { buildPage } from "../../src/report/page/build.mjs";
import { chartFiles, renderHtml, renderPng, renderSvg, vegaSpec } from "../../src/report/render.ts";
import { buildReport } from "../../src/report/report.ts";
import { chartsOf } from "../../src/report/report-document.ts";
import { escapeHtml, escapeMarkdown, inlineJson } from "../../src/words/escape.ts";
import { fixturePair } from "../charts/comparison-fixture.ts";
import { fixtureReplay } from "../charts/replay-fixture.ts";
import { fixtureReport, HOSTILE, hostileReport } from "./report-cases.ts";

const document = fixtureReport();
let page: Promise<string> | undefined;
/** The document as a page, drawn once: its charts take seconds. */
const pageOf = () => (page ??= renderHtml(document));

describe("a report", () => {
	test("begins with the verdict and has its sections in the agreed order", async () => {
		expect(document.sections.map(({ id }) => id)).toEqual([
			"comparison",
			"hand-offs",
			"thresholds",
			"capacity",
			"ranking",
			"calibration",
			"time",
			"parts",
			"swap",
			"worked",
			"drift",
			"funnel",
			"leads",
			"data-quality",
			"leaks",
			"definitions",
			"method",
			"glossary",
			"sign-off",
		]);
		const html = await pageOf();
		expect(html.indexOf('id="verdict"')).toBeLessThan(html.indexOf('id="comparison"'));
		expect(html.indexOf('id="verdict"')).toBeGreaterThan(0);
	});

	test("says what a score means, how soon outcomes come and how good the order is, in words and with counts", () => {
		const text = renderMarkdown(document);
		expect(text).toMatch(/Candidate, for SQL: the score orders leads better than chance: AUC 0\.\d\d, 95 % interval/);
		expect(text).toMatch(/\| 50 \(MQL\) \| \d+\.\d % \| \d+ of \d+ \|/);
		expect(text).toMatch(/Optimism: what the older leads promised more/);
		expect(text).toMatch(/Leads that have not reached an outcome when the extract was taken were only watched so far/);
		// Without the history the two sections are left out, and the ranking still has its intervals.
		const { candidate, baseline } = fixturePair({ leads: 300 });
		const plain = buildReport({ candidate, baseline, version: "0.1.0" });
		expect(plain.sections.map(({ id }) => id)).not.toContain("calibration");
		expect(renderMarkdown(plain)).toMatch(/Baseline, for SQL: .*(95 % interval|cannot be told yet)/);
	});

	test("is the same text for the same input", async () => {
		expect(await renderHtml(fixtureReport())).toBe(await pageOf());
		expect(renderMarkdown(fixtureReport())).toBe(renderMarkdown(document));
	});

	test("gives every chart an id of its own, also when two names differ in signs only", () => {
		const replay = fixtureReplay({ leads: 300 });
		const segments = ["größe", "gr-e", "gr e"].flatMap((attribute) =>
			replay.segments.map((one) => ({ ...one, attribute })),
		);
		const ids = chartsOf(buildReport({ candidate: { ...replay, segments }, version: "0.1.0" })).map(({ id }) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(ids).toContain("segment-gr-e-mql-sql-2");
	});

	test("shows leads only when asked, and quotes no rows of data unless asked", () => {
		const plain = buildReport({ candidate: fixtureReplay({ leads: 300 }), version: "0.1.0" });
		expect(plain.sections.map(({ id }) => id)).not.toContain("leads");
		expect(renderMarkdown(plain)).not.toContain("L-0001");
		const asked = buildReport({ candidate: fixtureReplay({ leads: 300 }), version: "0.1.0", issueExamples: true });
		expect(renderMarkdown(asked)).toContain("leads.csv, row 7");
	});

	test("says the definitions of the flags from the model in words", () => {
		const markdown = renderMarkdown(document);
		for (const words of [
			"- the score is at least 45",
			"- rule industry gives more than 0 points",
			"- at least one demo\\_attended",
			"- authority is decision\\_maker",
			"Book a meeting within one day",
			'each page\\_view whose path starts with "/pricing", of the last 90 days, the latest 5 only',
			"points of an activity halve every 30 days",
		]) {
			expect(markdown).toContain(words);
		}
	});

	test.each([0, 1, 7])("is whole with %i leads", async (leads) => {
		const tiny = buildReport({ ...fixturePair({ leads }), version: "0.1.0" });
		const html = await renderHtml(tiny);
		expect(["cannot-tell", "no-difference"]).toContain(tiny.verdict.decision);
		expect(html).not.toMatch(/\bNaN\b|\bundefined\b|Infinity|\[object/);
		for (const { svg } of await Promise.all(
			chartsOf(tiny).map(async ({ id, spec }) => ({ svg: await renderSvg(await vegaSpec(spec), { id }) })),
		)) {
			expect(svg).not.toMatch(/NaN|undefined|Infinity/);
		}
	});
});

describe("the HTML", () => {
	test("allows only its own style and script, by hash, and links to nothing outside", async () => {
		const script = "document.title += '!';";
		const html = await renderHtml(document, { script });
		const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html)?.[1] ?? "";
		const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? "";
		const hash = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
		expect(policy).toContain("default-src 'none'");
		expect(policy).toContain(`style-src ${hash(style)}`);
		expect(policy).toContain(`script-src ${hash(script)}`);
		expect(policy).not.toContain("unsafe");
		const outside = [...html.matchAll(/(?: (?:src|href|action|srcset|poster)="|url\()([^"\s>)]+)/g)].map(
			([, to]) => to ?? "",
		);
		expect(outside.length).toBeGreaterThan(10);
		expect(outside.filter((to) => !to.startsWith("#") && !to.startsWith("data:"))).toEqual([]);
		expect(html).not.toMatch(/ style="/);
		expect(html).not.toMatch(/ on[a-z]+="/);
	});

	test("has unique ids, and a picture and a table for every chart", async () => {
		const html = await pageOf();
		const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
		expect(new Set(ids).size).toBe(ids.length);
		expect(html.match(/<figure /g)?.length).toBe(chartsOf(document).length);
		expect(html.match(/<svg /g)?.length).toBe(chartsOf(document).length);
		expect(html.match(/<details>/g)?.length).toBe(chartsOf(document).length);
	});

	test("with the page's script stays below 2 MB", async () => {
		const html = await renderHtml(document, { script: await buildPage("") });
		expect(html.length).toBeLessThan(2_000_000);
	});

	test("escapes every name that a user can choose", async () => {
		const html = await renderHtml(hostileReport(), { script: "void 0" });
		expect(html).not.toContain("<img");
		expect(html.match(/<\/script>/g)?.length).toBe(2);
		expect(html).not.toContain("\u0000");
		expect(html).toContain("&lt;/script&gt;&lt;img src=x onerror=&quot;alert(1)&quot;&gt;");
	});
});

describe("the Markdown", () => {
	test("keeps every table row as wide as its head, whatever the names", () => {
		const cells = (line: string) => line.replace(/\\\|/g, "").split("|").length;
		let width = 0;
		for (const line of renderMarkdown(hostileReport()).split("\n")) {
			if (!line.startsWith("|")) width = 0;
			else if (width === 0) width = cells(line);
			else expect(cells(line), line).toBe(width);
		}
		expect(renderMarkdown(hostileReport())).not.toContain("<img");
		expect(renderMarkdown(hostileReport())).not.toContain("[x](javascript");
	});

	test("names the picture of every chart", () => {
		const markdown = renderMarkdown(document, { chartFolder: "pictures" });
		for (const { id } of chartsOf(document)) expect(markdown).toContain(`(pictures/${id}.svg)`);
	});
});

describe("pictures", () => {
	test("are an SVG and a PNG for each chart, and the PNG holds text", async () => {
		const files = await chartFiles(document, { scale: 1 });
		expect(files.map(({ name }) => name)).toEqual(chartsOf(document).flatMap(({ id }) => [`${id}.svg`, `${id}.png`]));
		for (const { name, content } of files) {
			if (typeof content === "string")
				expect(content).toMatch(/^<svg role="img" [^>]*><title>[^<]{10,}<\/title><desc>[^<]{10,}<\/desc>/);
			else expect([...content.subarray(0, 4)], name).toEqual([0x89, 0x50, 0x4e, 0x47]);
		}
		const svg = String(files.find(({ name }) => name === "funnel.svg")?.content);
		const silent = svg.replace(/<text[\s\S]*?<\/text>/g, "");
		expect(silent).not.toBe(svg);
		expect((await renderPng(svg, { scale: 1 })).length).toBeGreaterThan(
			(await renderPng(silent, { scale: 1 })).length * 2,
		);
	});

	test("of a report with hostile names are valid XML", async () => {
		const files = await chartFiles(hostileReport(), { scale: 1 });
		for (const { content } of files) expect(content.length).toBeGreaterThan(500);
	});
});

describe("escapes", () => {
	test("leave no way out", () => {
		expect(escapeHtml(`<a href="x" title='y'>&`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;");
		expect(escapeHtml("a\u0000b\ud800c")).toBe("a\ufffdb\ufffdc");
		expect(inlineJson({ a: "</script>\u2028" })).toBe('{"a":"\\u003c/script>\\u2028"}');
		expect(JSON.parse(inlineJson(HOSTILE))).toBe(HOSTILE);
		expect(escapeMarkdown("a|b\n# *c* <i>")).toBe("a\\|b # \\*c\\* &lt;i&gt;");
		expect(escapeMarkdown("1. x")).toBe("1\\. x");
	});
});
