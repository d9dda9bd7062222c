import { describe, expect, test } from "vitest";
import type { Comparison } from "../../src/compare/comparison.ts";
import { renderMarkdown } from "../../src/report/markdown.ts";
import { buildReport } from "../../src/report/report.ts";
import type { Block, ReportDocument } from "../../src/report/report-document.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { fixturePair } from "../charts/comparison-fixture.ts";

const pair = fixturePair({ leads: 3000 });
const document = buildReport({ ...pair, version: "0.1.0" });

/** Every text of a block that a reader sees. */
function textsOf(block: Block): readonly string[] {
	switch (block.kind) {
		case "text":
		case "subheading":
			return [block.text];
		case "list":
			return block.items;
		case "table":
			return [block.table.caption ?? "", ...block.table.rows.flat().map(cellText)];
		case "chart": {
			const { title, subtitle, description, table } = block.chart;
			return [title, subtitle, description, ...table.rows.flat().map(cellText)];
		}
		default:
			return [];
	}
}

function sectionTexts({ sections }: ReportDocument, id: string): readonly string[] {
	const section = sections.find((one) => one.id === id);
	if (section === undefined) throw new Error(`there is no section ${id}`);
	return section.blocks.flatMap(textsOf);
}

/** Numbers as they are printed in text, without sign and thousands. */
function printedNumbers(texts: readonly string[]): readonly string[] {
	return texts.flatMap((text) =>
		[...text.matchAll(/(?<![\w-])[+-]?(\d[\d,]*(?:\.\d+)?)(?![\w-])/g)].map(([, number]) =>
			number!.replaceAll(",", ""),
		),
	);
}

/** Every number inside plain data, in all the ways in which a report writes numbers. */
function waysToPrint(data: unknown, into = new Set<string>()): Set<string> {
	if (typeof data === "number" && Number.isFinite(data)) {
		const size = Math.abs(data);
		for (const decimals of [0, 1, 2, 3]) into.add(size.toFixed(decimals));
		into.add((size * 100).toFixed(1));
		into.add(String(Math.round(size * 10_000) / 10_000));
	} else if (typeof data === "string") {
		for (const number of printedNumbers([data])) into.add(number);
	} else if (Array.isArray(data) || ArrayBuffer.isView(data)) {
		if (ArrayBuffer.isView(data)) return into;
		for (const one of data) waysToPrint(one, into);
	} else if (data !== null && typeof data === "object") {
		for (const one of Object.values(data)) waysToPrint(one, into);
	}
	return into;
}

/** What a report may print beside the data: sums that it makes of counts, and numbers of the method. */
function knownNumbers(comparison: Comparison): Set<string> {
	const known = waysToPrint(comparison);
	for (const { swap, baseline, candidate } of comparison.handoffs) {
		for (const { flagged, late, immature, precision } of [swap.enters, swap.leaves, swap.stays]) {
			known.add(String(flagged - late - immature - precision.hits));
		}
		for (const { hits, misses } of [baseline, candidate]) known.add(String(hits + misses));
	}
	const { slices } = comparison;
	for (const kind of ["segment", "month"]) {
		const own = slices.filter((slice) => slice.kind === kind);
		known.add(String(own.length));
		for (const standing of ["better", "worse", "cannot tell yet"]) {
			const count = own.filter((slice) => slice.standing === standing).length;
			known.add(String(count)).add(String(own.length - count));
		}
	}
	known.add(String(slices.filter(({ pValue }) => pValue !== undefined).length));
	// Holm's 5 in 100, the 95 % of an interval, "right of 0", p "below 0.001".
	for (const constant of ["5", "95", "100", "0", "0.001"]) known.add(constant);
	return known;
}

describe("a report with a comparison", () => {
	test.each(["comparison", "swap"])("prints in %s no number that is not in the comparison", (id) => {
		const known = knownNumbers(pair.comparison);
		const printed = printedNumbers(sectionTexts(document, id));
		expect(printed.length).toBeGreaterThan(60);
		expect(printed.filter((number) => !known.has(number))).toEqual([]);
	});

	test("would be caught printing another number", () => {
		const known = knownNumbers(pair.comparison);
		expect(printedNumbers(["a difference of +123.4 points"]).every((number) => known.has(number))).toBe(false);
	});

	test("prints the differences of segments and months with Holm's standing", () => {
		const known = knownNumbers(pair.comparison);
		const charts = document.sections
			.find(({ id }) => id === "parts")!
			.blocks.flatMap((block) => (block.kind === "chart" && block.chart.id.startsWith("difference") ? [block] : []));
		expect(charts).toHaveLength(2);
		expect(printedNumbers(charts.flatMap(textsOf)).filter((number) => !known.has(number))).toEqual([]);
		const rows = charts.flatMap(({ chart }) => chart.table.rows);
		expect(rows.map((row) => cellText(row.at(-1)).split(";")[0])).toEqual(
			["segment", "month"].flatMap((kind) =>
				pair.comparison.slices.filter((slice) => slice.kind === kind).map(({ standing }) => standing),
			),
		);
	});

	test("gives every difference its interval, or says that it cannot tell and what it takes", () => {
		const texts = sectionTexts(document, "comparison");
		for (const { differences } of pair.comparison.handoffs) {
			for (const { difference } of differences) {
				if (difference.state === "measured") continue;
				expect(texts.some((text) => text.includes(`cannot tell yet: ${difference.reason}`))).toBe(true);
			}
		}
		expect(texts.join(" ")).not.toContain("intervals overlap");
	});

	test("names the state of every guardrail", () => {
		const texts = sectionTexts(document, "comparison");
		for (const { message: text } of pair.comparison.guardrails) expect(texts).toContain(text);
		for (const state of ["passed", "failed", "cannot tell yet", "not tested"]) expect(texts).toContain(state);
	});

	test("names leads that enter or leave only when asked", () => {
		const ids = pair.comparison.handoffs[0]!.swap.enters.examples.map(({ lead }) => lead);
		expect(ids.length).toBeGreaterThan(3);
		const plain = `${JSON.stringify(document)}${renderMarkdown(document)}`;
		const asked = renderMarkdown(buildReport({ ...pair, leadIds: true, version: "0.1.0" }));
		for (const id of ids) {
			expect(plain).not.toContain(id);
			expect(asked).toContain(id);
		}
	});

	test("shows a baseline that nobody compared beside the candidate, and says so", () => {
		const { comparison: _, ...replays } = pair;
		const beside = buildReport({ ...replays, version: "0.1.0" });
		expect(beside.verdict.decision).toBe("alone");
		expect(beside.verdict.recommendation).toContain("Compare the two models on the same leads");
		expect(beside.sections.map(({ id }) => id)).not.toContain("swap");
		expect(sectionTexts(beside, "comparison").join(" ")).not.toContain("percentage points");
	});
});
