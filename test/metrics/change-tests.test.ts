import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import {
	noncentralChiSquareTail,
	noncentralityAt,
} from "../../src/metrics/distributions/noncentral-chi-square-tail.ts";
import { fisherTails, fisherTest } from "../../src/metrics/rates/fisher-test.ts";
import { homogeneityTest } from "../../src/metrics/rates/homogeneity-test.ts";
import { trendTest } from "../../src/metrics/rates/trend-test.ts";
import { hypergeometricDraw, shuffledCounts } from "../../src/metrics/sampling/hypergeometric-draw.ts";
import { permutationTest } from "../../src/metrics/sampling/permutation-test.ts";
import drift from "../oracles/golden/drift.json" with { type: "json" };

const months = drift.months as unknown as [number[], number[], number, number, number, number][];

describe("noncentralChiSquareTail", () => {
	it("agrees with scipy's ncx2", () => {
		for (const [value, degrees, noncentrality, wanted] of drift.noncentral as [number, number, number, number][]) {
			const own = noncentralChiSquareTail(value, { degrees, noncentrality });
			expect(Math.abs(own - wanted), `${value} ${degrees} ${noncentrality}`).toBeLessThan(1e-12 + 1e-9 * wanted);
		}
	});

	it("is turned round by noncentralityAt", () => {
		for (const value of [8, 40, 900, 40_000]) {
			for (const chance of [0.025, 0.975]) {
				const noncentrality = noncentralityAt(value, { degrees: 3, chance });
				if (noncentrality === 0) continue;
				expect(noncentralChiSquareTail(value, { degrees: 3, noncentrality })).toBeCloseTo(chance, 6);
			}
		}
		expect(noncentralityAt(1, { degrees: 3, chance: 0.025 })).toBe(0);
		expect(() => noncentralChiSquareTail(1, { degrees: 1, noncentrality: -1 })).toThrow(RangeError);
	});
});

describe("fisherTest", () => {
	it("is twice the smaller tail of scipy's hypergeometric distribution", () => {
		for (const [a, n, b, m, wanted] of drift.fisher as [number, number, number, number, number][]) {
			const own = fisherTest({ hits: a, total: n }, { hits: b, total: m });
			expect(Math.abs(own - wanted)).toBeLessThan(1e-10);
		}
	});

	it("has nothing to say of empty sides and of no hits, and refuses what is no count", () => {
		expect(fisherTest({ hits: 0, total: 0 }, { hits: 3, total: 9 })).toBe(1);
		expect(fisherTest({ hits: 0, total: 9 }, { hits: 0, total: 9 })).toBe(1);
		expect(fisherTails({ hits: 0, total: 20 }, { hits: 6, total: 20 }).atMost).toBeCloseTo(0.010098, 6);
		expect(() => fisherTest({ hits: 3, total: 2 }, { hits: 0, total: 1 })).toThrow(RangeError);
	});
});

describe("hypergeometricDraw", () => {
	it("draws each count as often as its chance says", () => {
		const random = createRandom(3);
		const counts = new Map<number, number>();
		for (let i = 0; i < 40_000; i++) {
			const drawn = hypergeometricDraw(random, { marked: 7, others: 12, drawn: 9 });
			counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
		}
		const choose = (n: number, k: number): number =>
			k < 0 || k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k;
		for (let k = 0; k <= 7; k++) {
			const chance = (choose(7, k) * choose(12, 9 - k)) / choose(19, 9);
			const spread = Math.sqrt(40_000 * chance * (1 - chance)) + 1;
			expect(Math.abs((counts.get(k) ?? 0) - 40_000 * chance)).toBeLessThan(4.5 * spread);
		}
	});

	it("keeps totals, however many there are", () => {
		const random = createRandom(4);
		const totals = [0, 3, 250_000, 1, 600_000];
		const into = new Float64Array(5);
		for (let i = 0; i < 50; i++) {
			shuffledCounts(random, totals, { drawn: 300_000, into });
			expect(into.reduce((sum, one) => sum + one, 0)).toBe(300_000);
			expect(into.every((count, group) => count <= totals[group]!)).toBe(true);
			expect(Math.abs(into[2]! - (300_000 * 250_000) / 850_004)).toBeLessThan(1500);
		}
		expect(() => hypergeometricDraw(random, { marked: 1, others: 1, drawn: 3 })).toThrow(RangeError);
	});
});

describe("the tests of months", () => {
	it("agree with numpy's correlation and scipy's contingency table", () => {
		for (const [hits, totals, z, pValue, chiSquare] of months) {
			const own = trendTest(hits.map((sum, at) => ({ at, count: totals[at]!, sum, squares: sum })));
			expect(own.z).toBeCloseTo(z, 9);
			expect(own.pValue).toBeCloseTo(pValue, 9);
			const groups = hits.map((one, i) => ({ hits: one, total: totals[i]! }));
			expect(homogeneityTest(groups, { random: createRandom(1) }).statistic).toBeCloseTo(chiSquare, 8);
		}
	});

	it("have a chance of unequal months near scipy's where months are large", () => {
		for (const [hits, totals, , , , pValue] of months) {
			const groups = hits.map((one, i) => ({ hits: one, total: totals[i]! }));
			const own = homogeneityTest(groups, { random: createRandom(1), replicates: 4999 }).pValue;
			expect(Math.abs(own - pValue)).toBeLessThan(0.06);
		}
	});

	it("say what is undefined, and stretch with clusters", () => {
		expect(trendTest([{ at: 0, count: 9, sum: 4, squares: 4 }])).toMatchObject({
			slope: undefined,
			reason: /one period/,
		});
		expect(trendTest([0, 1].map((at) => ({ at, count: 9, sum: 0, squares: 0 })))).toMatchObject({
			reason: /same number/,
		});
		expect(trendTest([])).toMatchObject({ reason: /fewer than three/ });
		const rows = [
			{ at: 0, count: 50, sum: 10, squares: 10 },
			{ at: 1, count: 50, sum: 20, squares: 20 },
		];
		expect(trendTest(rows).slope).toBeCloseTo(0.2, 12);
		expect(trendTest(rows, { inflation: 4 }).z! * 2).toBeCloseTo(trendTest(rows).z!, 12);
		expect(homogeneityTest([{ hits: 0, total: 0 }], { random: createRandom(1) })).toEqual({
			statistic: 0,
			degrees: 0,
			pValue: 1,
		});
	});

	it("stop early where nothing is to be seen, and go on where it counts", () => {
		const random = createRandom(9);
		expect(permutationTest(() => random.next(), { seen: 0.5, most: 9999 }).replicates).toBe(999);
		expect(permutationTest(() => random.next(), { seen: 2, most: 9999 })).toMatchObject({
			replicates: 9999,
			pValue: 0.0001,
		});
		expect(() => permutationTest(() => 0, { seen: 1, most: 10 })).toThrow(RangeError);
	});
});
