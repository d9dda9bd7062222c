import { describe, expect, it } from "vitest";
import { funnelChart } from "../../src/charts/replay/funnel-chart.ts";
import { VEGALITE } from "../../src/jupyter/mime-bundle.ts";
import { frame } from "../../src/notebook/frame.ts";
import { progressText } from "../../src/notebook/progress-line.ts";
import { bundleOf } from "../../src/notebook/show.ts";
import { tableBundle } from "../../src/notebook/table-bundle.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { columnsOf } from "../../src/tables/table.ts";
import { sampleReplay } from "./sample.ts";

describe("show", () => {
	it("sends a chart as Vega-Lite, as a picture and as words, without a way to send the data away", async () => {
		const chart = funnelChart(await sampleReplay("saas-baseline"));
		const { data, metadata } = await bundleOf(chart);
		expect(data[VEGALITE]).toBe(chart.spec);
		expect(String(data["image/svg+xml"])).toMatch(/^<svg .*<\/svg>$/s);
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

	it("shows a replay as its hand-offs, a frame and records as tables, a sentence as Markdown", async () => {
		const replayText = String((await bundleOf(await sampleReplay("saas-baseline"))).data["text/plain"]);
		expect(replayText).toMatch(/MQL to SQL +saas-baseline +40/);
		expect((await bundleOf([{ a: 1, b: "x" }])).data["text/plain"]).toBe("a  b\n1  x");
		expect((await bundleOf(await frame([{ a: 1.25, b: "x" }]))).data["text/plain"]).toBe("a     b\n1.25  x\n1 rows.");
		expect((await bundleOf("**3** flags")).data).toEqual({ "text/markdown": "**3** flags", "text/plain": "3 flags" });
		await expect(bundleOf({ odd: 1 } as never)).rejects.toThrow(/cannot show this/);
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
