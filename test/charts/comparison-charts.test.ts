import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differenceChart } from "../../src/charts/compare/difference-chart.ts";
import { sliceDifferenceChart } from "../../src/charts/compare/slice-difference-chart.ts";
import { swapSetChart } from "../../src/charts/compare/swap-set-chart.ts";
import { differenceDomain } from "../../src/charts/scales/difference-domain.ts";
import type { ComparedSlice, PairedDifference } from "../../src/compare/comparison.ts";
import { fatesOf } from "../../src/compare/swap-groups.ts";
import { changeText, differenceText, measureText, moreText, shortDifference } from "../../src/words/difference-text.ts";
import { pText } from "../../src/words/p-text.ts";
import { fixturePair } from "./comparison-fixture.ts";

const SEEDED = { seed: 20_240_930, numRuns: 200 };
const { comparison } = fixturePair();
const main = comparison.handoffs[0]!;

/** A difference of precision with the given interval. */
function difference(interval: readonly [number, number], standing: PairedDifference["standing"]) {
	return {
		measure: "precision" as const,
		baseline: 0.4,
		candidate: 0.4 + (interval[0] + interval[1]) / 2,
		difference: {
			state: "measured" as const,
			value: (interval[0] + interval[1]) / 2,
			interval,
			confidence: 0.95,
			method: "bca",
			hits: 100,
			total: 300,
		},
		standing,
		differing: 50,
		moreToTell: standing === "unclear" ? 2400 : undefined,
		worth: 0.03,
	};
}

/** The rows that a spec draws, wherever in it they stand. */
function drawnRows(spec: unknown): readonly Record<string, unknown>[] {
	if (spec === null || typeof spec !== "object") return [];
	if (Array.isArray(spec)) return spec.flatMap(drawnRows);
	const { values, ...rest } = spec as Record<string, unknown>;
	return [...(Array.isArray(values) ? values : []), ...Object.values(rest).flatMap(drawnRows)];
}

describe("differences as text", () => {
	test("have a sign, and the unit of their measure", () => {
		expect(differenceText(difference([0.05, 0.12], "higher"))).toBe("+8.5 pp (95 % interval +5.0 to +12.0)");
		expect(changeText("flagged", -1234.4)).toBe("-1,234");
		expect(changeText("auc", 0.0141)).toBe("+0.014");
		expect([measureText("lift", 2.155), measureText("f-beta", 0.5), measureText("recall", undefined)]).toEqual([
			"2.2 times",
			"0.500",
			"n/a",
		]);
		expect([pText(0.0004), pText(0.04)]).toEqual(["below 0.001", "0.040"]);
	});

	test("give no number beside a mark that cannot be told yet, but what it takes", () => {
		const unclear = difference([-0.02, 0.03], "unclear");
		expect(shortDifference(unclear)).toBe("cannot tell yet, about 2,400 more leads would tell 3.0 pp apart");
		expect(moreText({ measure: "auc", worth: 0.02, standing: "too-little", moreToTell: 1 })).toBe(
			"at least about 1 more lead needed",
		);
		expect(shortDifference(difference([0.05, 0.12], "higher"))).toBe("+8.5 (+5.0 to +12.0)");
	});

	test("never write a sign before nothing", () => {
		fc.assert(
			fc.property(fc.double({ min: -1, max: 1, noNaN: true }), (change) => {
				const text = changeText("precision", change);
				expect(Math.abs(Number(text) - change * 100)).toBeLessThanOrEqual(0.05 + 1e-9);
				expect(/^[+-]/.test(text)).toBe(Number(text) !== 0);
			}),
			SEEDED,
		);
	});
});

describe("differenceDomain", () => {
	test("holds zero and every end, and is never narrower than asked", () => {
		const ends = fc.array(fc.option(fc.double({ min: -1, max: 1, noNaN: true }), { nil: undefined }), { maxLength: 8 });
		fc.assert(
			fc.property(ends, (values) => {
				const [low, high] = differenceDomain(
					values.map((end) => ({ low: end ?? null, high: null })),
					{ least: 0.1 },
				);
				expect(high - low).toBeGreaterThanOrEqual(0.1 - 1e-6);
				for (const value of [0, ...values]) {
					if (value === undefined) continue;
					expect(value).toBeGreaterThanOrEqual(low - 1e-6);
					expect(value).toBeLessThanOrEqual(high + 1e-6);
				}
			}),
			SEEDED,
		);
	});
});

describe("the difference chart", () => {
	test("draws every measure once, a point where it is measured, grey where it cannot be told", () => {
		const rows = drawnRows(differenceChart(comparison, main).spec).filter(({ label }) => label !== undefined);
		expect(rows.map(({ label }) => label)).toEqual([
			"precision",
			"recall",
			"F1",
			"lift",
			"leads flagged",
			"late flags",
		]);
		for (const [i, { difference: own, standing }] of main.differences.entries()) {
			const row = rows[i]!;
			expect(row.value === null).toBe(own.state !== "measured");
			expect(row.lean).toBe(standing === "higher" ? "candidate" : standing === "lower" ? "baseline" : "none");
			if (row.lean === "none") expect(row.text).toMatch(/^cannot tell yet|no lead counts differently$/);
		}
	});

	test("says the precision in its title only as far as it is known", () => {
		const titled = (standing: PairedDifference["standing"], interval: readonly [number, number]) => {
			const differences = main.differences.map((one) =>
				one.measure === "precision" ? difference(interval, standing) : one,
			);
			return differenceChart({ ...comparison, handoffs: [{ ...main, differences }] }, main).title;
		};
		expect(titled("higher", [0.05, 0.12])).toContain("precision up 8.5 pp (5.0 to 12.0)");
		expect(titled("lower", [-0.12, -0.05])).toContain("precision down 8.5 pp (5.0 to 12.0)");
		expect(titled("unclear", [-0.02, 0.03])).toContain("precision cannot be told apart yet, recall up");
		expect(titled("same", [0, 0])).toContain("precision exactly the same");
	});
});

describe("the swap set chart", () => {
	test("draws as many leads as are flagged, group by group", () => {
		const bars = drawnRows(swapSetChart(comparison, main).spec).filter(({ from }) => from !== undefined);
		for (const [key, verb] of [
			["enters", "enter"],
			["leaves", "leave"],
			["stays", "stay"],
		] as const) {
			const own = bars.filter(({ group, middle }) => group === verb && middle === undefined);
			expect(own.reduce((sum, { count }) => sum + Number(count), 0)).toBe(main.swap[key].flagged);
			const { hits, misses } = fatesOf(main.swap[key]);
			expect(hits + misses).toBe(main.swap[key].precision.total);
		}
	});

	test("prints no rate of a handful of flags in its title", () => {
		const few = fixturePair({ leads: 60 }).comparison.handoffs[0]!;
		expect(few.swap.enters.precision.total).toBeLessThan(10);
		expect(swapSetChart({ ...comparison, handoffs: [few] }, few).title).toMatch(
			/^\d+ enters?: too little data to judge them \(\d+ of \d+\);/,
		);
	});
});

describe("the chart of segments", () => {
	const some = comparison.slices.filter(({ kind }) => kind === "segment");
	const many = Array.from({ length: 60 }, (_, i): ComparedSlice => {
		const slice = some[i % some.length]!;
		return { ...slice, value: `${slice.value} ${i}`, standing: i > 50 ? "worse" : "no visible difference" };
	});
	const chart = sliceDifferenceChart({ ...comparison, slices: many }, { kind: "segment" });

	test("draws at most 25, those that stand first, in their own order, and says how many more there are", () => {
		const rows = drawnRows(chart.spec).filter(({ standing }) => standing !== undefined);
		expect(rows).toHaveLength(25);
		expect(rows.filter(({ standing }) => standing === "worse")).toHaveLength(9);
		const order = many.map(({ attribute, value }) => `${attribute}: ${value}`);
		const places = rows.map(({ label }) => order.indexOf(String(label)));
		expect(places).toEqual([...places].sort((a, b) => a - b));
		expect(chart.subtitle).toContain("35 more segments are in the table");
		expect(chart.table.rows).toHaveLength(60);
	});

	test("tells the standing by word and shape, not by colour alone", () => {
		const rows = drawnRows(chart.spec).filter(({ standing }) => standing === "worse");
		for (const { text } of rows) expect(text).toMatch(/^worse: \d+ of \d+ against \d+ of \d+$/);
		expect(JSON.stringify(chart.spec)).toContain('"triangle-left"');
		expect(chart.title).toBe("Of 60 segments the candidate is more precise in none, less precise in 9");
	});
});
