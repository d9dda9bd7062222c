import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { funnelChart } from "../../src/charts/replay/funnel-chart.ts";
import { VEGALITE } from "../../src/jupyter/mime-bundle.ts";
import { bundlesOf, type Showable } from "../../src/notebook/display/bundle-of.ts";
import { loadPictures } from "../../src/notebook/display/drawing.ts";
import { Part } from "../../src/notebook/display/part.ts";
import { progressText } from "../../src/notebook/display/progress-line.ts";
import { shownTable } from "../../src/notebook/display/shown-data.ts";
import { tableBundle } from "../../src/notebook/display/table-bundle.ts";
import { frame } from "../../src/notebook/frame/frame.ts";
import { renderSvg, vegaSpec } from "../../src/report/render.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { tableFrom } from "../../src/tables/render/records.ts";
import { columnsOf } from "../../src/tables/table.ts";
import { sampleReplay } from "./sample.ts";

describe("show", () => {
	it("sends a chart as Vega-Lite, as a picture and as words, without a way to send the data away", async () => {
		const chart = funnelChart(await sampleReplay("saas-baseline"));
		await loadPictures();
		const { data, metadata } = bundlesOf(chart)[0]!;
		expect(data[VEGALITE]).toBe(chart.spec);
		expect(data["image/svg+xml"]).toBe(await renderSvg(await vegaSpec(chart.spec), { id: chart.id }));
		expect(data["text/plain"]).toContain(chart.title);
		expect(metadata[VEGALITE]).toEqual({
			embed_options: { actions: { export: true, source: false, compiled: false, editor: false } },
		});
	});

	it("shows a table with its numbers to the right and no markup of the data's", () => {
		const { data } = tableBundle({
			columns: columnsOf("name", "leads"),
			rows: [
				["<b>&", 1234.5],
				["x", undefined],
			],
		});
		expect(data["text/plain"]).toBe("name    leads\n<b>&  1,234.5\nx");
		expect(data["text/html"]).toContain(
			'<th scope="row" style="text-align:left">&lt;b&gt;&amp;</th><td style="text-align:right">1,234.5</td>',
		);
	});

	it("says how many rows it left out", () => {
		const rows = Array.from({ length: 100 }, (_, i) => [i]);
		expect(String(tableBundle({ columns: columnsOf("i"), rows }).data["text/plain"])).toMatch(
			/\n59\nThe first 60 of 100 rows\.$/,
		);
	});

	it("shows records as a table, a sentence as Markdown, a spec of one's own as a chart, a result as its parts", () => {
		const textsOf = (thing: Showable) => bundlesOf(thing).map(({ data }) => data["text/plain"]);
		expect(textsOf([{ a: 1, b: "x" }])).toEqual(["a  b\n1  x"]);
		expect(textsOf(frame([{ a: 1.25, b: "x" }]))).toEqual(["a     b\n1.25  x\n1 row."]);
		expect(bundlesOf("**3** flags")[0]!.data).toEqual({ "text/markdown": "**3** flags", "text/plain": "3 flags" });
		const spec = { data: { values: [{ a: 1 }] }, mark: "point", encoding: { x: { field: "a" } } };
		expect(bundlesOf(spec)[0]!.data[VEGALITE]).toBe(spec);
		expect(bundlesOf(new Part({ finding: () => "2 leads.", table: () => tableFrom([{ a: 1 }]) }))).toHaveLength(1);
		expect(() => bundlesOf({ odd: 1 })).toThrow(RangeError);
	});

	it("gives printed text the same words: a result inside other data, or outside a kernel", () => {
		const table = shownTable(tableFrom([{ a: 1, b: "x" }]));
		expect(inspect(table)).toBe("a  b\n1  x");
		expect(Object.keys(table)).toEqual(["columns", "rows"]);
		expect(inspect(frame([{ a: 1 }]).danfo())).toBe("a\n1\n1 row.");
	});

	it("writes numbers so that they can be read", () => {
		expect([0, -0, 1234567, 0.123456, -1234.5, Number.NaN].map((n) => cellText(n))).toEqual([
			"0",
			"0",
			"1,234,567",
			"0.1235",
			"-1,234.5",
			"",
		]);
		expect(progressText({ step: "reading leads", done: 500, total: 2000 })).toBe("reading leads: 500 of 2,000 (25 %)");
	});
});
