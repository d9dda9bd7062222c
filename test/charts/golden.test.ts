import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "vega-lite";
import { describe, expect, test } from "vitest";
import { cellText } from "../../src/tables/cell-text.ts";
import { chartCases } from "./chart-cases.ts";
import { figureChartCases } from "./figure-cases.ts";

const figureCases = await figureChartCases();
const FOLDER = fileURLToPath(new URL("../golden/charts/", import.meta.url));

describe("every chart", () => {
	const cases = Object.entries({ ...chartCases(), ...figureCases });

	test.each(cases)("%s is the Vega-Lite it was", (name, { spec }) => {
		const path = `${FOLDER}${name}.json`;
		const text = `${JSON.stringify(spec, null, "\t")}\n`;
		if (!existsSync(path)) {
			expect(process.env.CI, `golden file ${name}.json must be committed`).toBeFalsy();
			mkdirSync(FOLDER, { recursive: true });
			writeFileSync(path, text);
		}
		expect(JSON.parse(text)).toEqual(JSON.parse(readFileSync(path, "utf8")));
	});

	test.each(cases)("%s compiles without a warning", (_, { spec }) => {
		const warnings: unknown[] = [];
		const keep = (...all: unknown[]) => {
			warnings.push(...all);
			return logger;
		};
		const logger = {
			level: () => logger,
			error: keep,
			warn: keep,
			info: () => logger,
			debug: () => logger,
		};
		compile(structuredClone(spec), { logger: logger as never });
		expect(warnings).toEqual([]);
	});

	test.each(cases)("%s has a finding, a population, a description and a table of even rows", (_, chart) => {
		expect(chart.title).not.toMatch(/undefined|NaN|Infinity|\[object/);
		expect(chart.subtitle.length).toBeGreaterThan(10);
		expect(chart.description.length).toBeGreaterThan(10);
		expect(JSON.stringify(chart)).not.toMatch(/\bundefined\b|NaN|Infinity|\[object/);
		for (const row of chart.table.rows) expect(row.length).toBe(chart.table.columns.length);
	});

	test.each(cases)("%s never prints a rate of fewer than 10 trials without saying so", (_, chart) => {
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
