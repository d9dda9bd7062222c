import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile } from "../../src/metrics/distributions/beta-quantile.ts";
import { betaTails } from "../../src/metrics/distributions/beta-tails.ts";
import { binomialPmf } from "../../src/metrics/distributions/binomial-pmf.ts";
import { binomialTails } from "../../src/metrics/distributions/binomial-tails.ts";
import { chiSquareTail } from "../../src/metrics/distributions/chi-square-tail.ts";
import { normalCdf, normalTail } from "../../src/metrics/distributions/normal.ts";
import { normalQuantile } from "../../src/metrics/distributions/normal-quantile.ts";
import { logFactorial, stirlingError } from "../../src/metrics/distributions/stirling-error.ts";
import { clopperPearson } from "../../src/metrics/rates/clopper-pearson.ts";
import { mcnemarTest } from "../../src/metrics/rates/mcnemar-test.ts";

const counts = fc
	.integer({ min: 1, max: 400 })
	.chain((trials) => fc.tuple(fc.integer({ min: 0, max: trials }), fc.constant(trials)));

describe("the normal distribution", () => {
	it("gives the table's numbers", () => {
		expect(normalTail(1.959963984540054)).toBeCloseTo(0.025, 15);
		expect(normalCdf(0)).toBe(0.5);
		expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 14);
		expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
		expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
		expect(normalTail(Number.POSITIVE_INFINITY)).toBe(0);
		expect(() => normalQuantile(1.5)).toThrow(/in \[0, 1\], got 1.5/);
		expect(() => normalTail(Number.NaN)).toThrow(RangeError);
	});

	it("quantile undoes the tail", () => {
		fc.assert(
			fc.property(fc.double({ min: 1e-12, max: 0.999, noNaN: true }), (p) => {
				expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(2e-14);
			}),
			{ seed: 1, numRuns: 300 },
		);
	});
});

describe("exact binomial numbers", () => {
	it("are the published ones", () => {
		expect(binomialPmf(3, 10, 0.5)).toBeCloseTo(0.1171875, 15);
		expect(binomialTails(16, 35, 0.3).atLeast).toBeCloseTo(0.035882220145485554, 15);
		const [low, high] = clopperPearson(20, 100);
		expect(low).toBeCloseTo(0.1266555521019559, 14);
		expect(high).toBeCloseTo(0.2918426890886281, 14);
		expect(clopperPearson(16, 35, { side: "lower" })[0]).toBeCloseTo(0.31165, 5);
		expect(stirlingError(1)).toBeCloseTo(0.0810614667953273, 15);
		expect(logFactorial(10)).toBeCloseTo(Math.log(3628800), 13);
		expect(betaTails(0.5, 2, 3).lower).toBeCloseTo(0.6875, 15);
		expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 14);
	});

	it("chances of all counts add up to 1, and tails are their sums", () => {
		fc.assert(
			fc.property(counts, fc.double({ min: 0, max: 1, noNaN: true }), ([hits, trials], probability) => {
				const all = Array.from({ length: trials + 1 }, (_, k) => binomialPmf(k, trials, probability));
				const sum = (from: number, to: number) => all.slice(from, to).reduce((a, b) => a + b, 0);
				expect(sum(0, trials + 1)).toBeCloseTo(1, 11);
				const { atMost, atLeast } = binomialTails(hits, trials, probability);
				expect(atMost).toBeCloseTo(sum(0, hits + 1), 11);
				expect(atLeast).toBeCloseTo(sum(hits, trials + 1), 11);
				// Two-sided, from its definition.
			}),
			{ seed: 2, numRuns: 200 },
		);
	});

	it("Clopper-Pearson ends are the rates at which the count becomes unlikely, and mirror each other", () => {
		fc.assert(
			fc.property(counts, fc.constantFrom(0.8, 0.95, 0.99), ([hits, trials], confidence) => {
				const [low, high] = clopperPearson(hits, trials, { confidence });
				if (hits > 0) expect(binomialTails(hits, trials, low).atLeast).toBeCloseTo((1 - confidence) / 2, 12);
				else expect(low).toBe(0);
				if (hits < trials) expect(binomialTails(hits, trials, high).atMost).toBeCloseTo((1 - confidence) / 2, 12);
				else expect(high).toBe(1);
				const mirror = clopperPearson(trials - hits, trials, { confidence });
				expect(1 - mirror[1]).toBeCloseTo(low, 12);
			}),
			{ seed: 3, numRuns: 300 },
		);
	});

	it("keep their digits where rates are tiny and counts are large", () => {
		// No hit in a million: the upper end is 1 - (risk / 2)^(1 / n).
		expect(clopperPearson(0, 1_000_000)[1] / -Math.expm1(Math.log(0.025) / 1_000_000)).toBeCloseTo(1, 13);
		expect(clopperPearson(0, 0)).toEqual([0, 1]);
		expect(binomialTails(500_000, 1_000_000, 0.5).atLeast).toBeCloseTo(0.5 + binomialPmf(5e5, 1e6, 0.5) / 2, 13);
	});

	it("refuse what is no count, chance or parameter", () => {
		expect(() => binomialTails(3, 2, 0.5)).toThrow(/0 <= hits <= trials, got 3 of 2/);
		expect(() => binomialTails(0.5, 2, 0.5)).toThrow(RangeError);
		expect(() => binomialTails(1, 2, 1.5)).toThrow(/probability must be in \[0, 1\]/);
		expect(() => binomialPmf(3, 2, 0.5)).toThrow(RangeError);
		expect(() => binomialPmf(1, 2, -1)).toThrow(RangeError);
		expect(() => clopperPearson(1, 2, { confidence: 1 })).toThrow(/confidence must be in \(0, 1\), got 1/);
		expect(() => betaQuantile(2, 1, 1)).toThrow(RangeError);
		expect(() => betaTails(0.5, 0, 1)).toThrow(RangeError);
		expect(() => chiSquareTail(1, 0)).toThrow(RangeError);
	});
});

describe("mcnemarTest", () => {
	// statsmodels test_nonparametric.py::test_mcnemar_exact; (5, 15) and (121, 59) with all digits.
	it.each([
		[121, 59, 4.4344492637551645e-6, 18],
		[5, 15, 0.04138946533203125, 15],
		[70, 59, 0.378688, 6],
		[80, 59, 0.089452, 6],
		[30, 60, 0.00206, 5],
		[10, 30, 0.002221, 6],
		[10, 10, 1, 15],
		[0, 0, 1, 15],
	])("of %d against %d is %d", (b, c, p, digits) => {
		expect(mcnemarTest(b, c)).toBeCloseTo(p, digits);
		expect(mcnemarTest(c, b)).toBe(mcnemarTest(b, c));
	});
	it("refuses counts that are no counts", () => expect(() => mcnemarTest(-1, 4)).toThrow(RangeError));
});
