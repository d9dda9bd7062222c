import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fBeta } from "../../src/metrics/ranking/f-beta.ts";
import { estimateRate, seenOf } from "../../src/metrics/rates/estimate.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";

describe("wilsonInterval", () => {
	// scipy.stats.binomtest(k, n).proportion_ci(method="wilson"); R prop.test(correct = FALSE).
	it.each([
		[30, 100, 0.2189488529493275, 0.3958485463334667],
		[3, 10, 0.1077913, 0.6032219],
	])("of %d in %d is [%d, %d]", (hits, total, low, high) => {
		const [a, b] = wilsonInterval(hits, total);
		expect(a).toBeCloseTo(low, 7);
		expect(b).toBeCloseTo(high, 7);
	});

	it("gives the one-sided 95 % limit with z of 90 %", () => {
		expect(wilsonInterval(3, 10, { z: 1.6448536269514722 })[0]).toBeCloseTo(0.1268766, 7);
	});

	it("solves its equation: |p - k/n| = z sqrt(p (1 - p) / n) at both ends", () => {
		fc.assert(
			fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (total, share) => {
				const hits = Math.round(share * total);
				const z = 1.959963984540054;
				const [low, high] = wilsonInterval(hits, total);
				for (const p of [low, high]) {
					if ((hits === 0 && p === 0) || (hits === total && p === 1)) continue;
					expect(Math.abs(p - hits / total)).toBeCloseTo(z * Math.sqrt((p * (1 - p)) / total), 10);
				}
				expect(low).toBeLessThanOrEqual(hits / total);
				expect(high).toBeGreaterThanOrEqual(hits / total);
			}),
			{ seed: 1, numRuns: 500 },
		);
	});

	it("refuses counts that are no counts", () => {
		expect(() => wilsonInterval(0, 0)).toThrow(RangeError);
		expect(() => wilsonInterval(5, 4)).toThrow(RangeError);
	});
});

describe("estimateRate", () => {
	it("cannot be told, with its reason, when there is nothing to count", () => {
		expect(estimateRate(0, 0, { reason: "no lead was flagged" })).toEqual({
			state: "cannot tell yet",
			hits: 0,
			total: 0,
			reason: "no lead was flagged",
			moreNeeded: 10,
		});
	});

	it("is 0 only when nobody of some was hit, and then the interval ends above 0", () => {
		const { value, interval } = seenOf(estimateRate(0, 12));
		expect(value).toBe(0);
		expect(interval![0]).toBe(0);
		expect(interval![1]).toBeGreaterThan(0.2);
	});
});

describe("fBeta", () => {
	const counts = { hits: 2, flagged: 10, caught: 2, reached: 3 };
	it("is the weighted harmonic mean of precision and recall", () => {
		expect(fBeta(counts)).toBeCloseTo((2 * 0.2 * (2 / 3)) / (0.2 + 2 / 3), 15);
		expect(fBeta(counts, { beta: 2 })).toBeCloseTo((5 * 0.2 * (2 / 3)) / (4 * 0.2 + 2 / 3), 15);
	});
	it("is undefined where precision or recall is", () => {
		expect(fBeta({ ...counts, flagged: 0 })).toBeUndefined();
		expect(fBeta({ ...counts, reached: 0 })).toBeUndefined();
	});
	it("refuses a beta that is not above 0", () => {
		expect(() => fBeta(counts, { beta: 0 })).toThrow(/beta must be above 0, got 0/);
	});
});
