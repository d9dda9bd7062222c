import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "vega-lite";
import { describe, expect, test } from "vitest";
import type { Chart } from "../../src/charts/marks/chart.ts";
import { theme } from "../../src/charts/scales/theme.ts";
import { cellText } from "../../src/tables/cell-text.ts";
import { chartCases } from "./chart-cases.ts";
import { figureChartCases } from "./figure-cases.ts";
import { frameChartCases } from "./frame-cases.ts";
import { goldenText } from "./golden-text.ts";

const cases = { ...chartCases(), ...(await figureChartCases()), ...frameChartCases() };
const FOLDER = fileURLToPath(new URL("../golden/charts/", import.meta.url));

describe("every chart", () => {
	test.each(Object.entries(cases))("%s says and draws what it did, in each state", (name, states) => {
		const path = `${FOLDER}${name}.json`;
		const text = goldenText(states);
		if (!existsSync(path)) {
			expect(process.env.CI, `golden file ${name}.json must be committed`).toBeFalsy();
			mkdirSync(FOLDER, { recursive: true });
			writeFileSync(path, text);
		}
		expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, "utf8")));
	});
});

describe("every chart in every state", () => {
	const all = Object.entries(cases).flatMap(([name, states]) =>
		Object.entries(states).map(([state, chart]): [string, Chart] => [`${name}: ${state}`, chart]),
	);

	test.each(all)("%s compiles without a warning", (_, { spec }) => {
		const warnings: unknown[] = [];
		const keep = (...messages: unknown[]) => {
			warnings.push(...messages);
			return logger;
		};
		const logger = { level: () => logger, error: keep, warn: keep, info: () => logger, debug: () => logger };
		compile(structuredClone(spec), { logger: logger as never });
		expect(warnings).toEqual([]);
	});

	test.each(all)("%s has the theme, and its words in the spec", (_, { spec, title, subtitle, description }) => {
		const words = spec.title as { readonly text: readonly string[]; readonly subtitle: readonly string[] };
		const plain = (lines: readonly string[]) => lines.join(" ");
		expect([plain(words.text), plain(words.subtitle), spec.description]).toEqual([title, subtitle, description]);
		expect(spec.config).toEqual(theme);
	});

	test.each(all)("%s has a finding, a population, a description and a table of even rows", (_, chart) => {
		expect(chart.title).not.toMatch(/undefined|NaN|Infinity|\[object/);
		expect(chart.subtitle.length).toBeGreaterThan(10);
		expect(chart.description.length).toBeGreaterThan(10);
		expect(JSON.stringify(chart)).not.toMatch(/\bundefined\b|NaN|Infinity|\[object/);
		for (const row of chart.table.rows) expect(row.length).toBe(chart.table.columns.length);
	});

	test.each(all)("%s never prints a rate of fewer than 10 trials without saying so", (_, chart) => {
		const texts = [chart.title, chart.description, ...chart.table.rows.flat().map(cellText)];
		const patterns = [
			/\d+\.\d %\s*\(\d[\d,]* of (\d[\d,]*)[;)]/g,
			/\d[\d,]* of (?:the )?(\d[\d,]*)[^%.;]*\(\d+\.\d %\)/g,
		];
		for (const text of texts) {
			for (const [, total] of patterns.flatMap((pattern) => [...text.matchAll(pattern)])) {
				expect(Number(total?.replaceAll(",", "")), text).toBeGreaterThanOrEqual(10);
			}
		}
	});
});
