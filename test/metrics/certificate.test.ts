import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialTails } from "../../src/metrics/distributions/binomial-tails.ts";
import { certifyPrecision } from "../../src/metrics/rates/certify-precision.ts";
import { flagsNeeded, flagsNeededTable } from "../../src/metrics/rates/flags-needed.ts";
import { holmAdjusted } from "../../src/metrics/rates/holm-adjusted.ts";

describe("certifyPrecision", () => {
	it("gives the published p-value and limit of 16 hits in 35 flags against 30 %", () => {
		const { lowest } = certifyPrecision([{ threshold: 40, hits: 16, flagged: 35 }], { precision: 0.3 });
		expect(lowest?.pValue).toBeCloseTo(0.035882220145485554, 15);
		expect(lowest?.lowerLimit).toBeCloseTo(0.31165, 5);
	});

	const sweep = [
		{ threshold: 90, hits: 2, flagged: 2 },
		{ threshold: 80, hits: 30, flagged: 50 },
		{ threshold: 70, hits: 45, flagged: 100 },
		{ threshold: 60, hits: 60, flagged: 190 },
		{ threshold: 50, hits: 400, flagged: 1000 },
	];

	it("goes from strict to loose up to the first that fails, past those that never could pass", () => {
		const certificate = certifyPrecision(sweep, { precision: 0.3 });
		expect(certificate.thresholds.map(({ state }) => state)).toEqual([
			"too few flags",
			"certified",
			"certified",
			"not certified",
			// It would pass by itself, but the sequence has ended.
			"not tested",
		]);
		expect(certificate.lowest?.threshold).toBe(70);
		expect(certificate.thresholds[4]!.pValue).toBeLessThan(1e-9);
	});

	it("by Holm pays for all thresholds at once, and a single one for none", () => {
		const holm = certifyPrecision(sweep, { precision: 0.3, method: "holm" });
		expect(holm.lowest?.threshold).toBe(50);
		expect(holm.thresholds[2]!.adjusted).toBeCloseTo(2 * holm.thresholds[2]!.pValue, 12);
		expect(certifyPrecision(sweep.slice(3, 4), { precision: 0.3, method: "single" }).lowest).toBeUndefined();
	});

	it("certifies a single threshold exactly when its one-sided limit is above the precision", () => {
		const counts = fc
			.integer({ min: 1, max: 300 })
			.chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
		fc.assert(
			fc.property(counts, fc.constantFrom(0.2, 0.3, 0.5), ([hits, flagged], precision) => {
				const [one] = certifyPrecision([{ threshold: 1, hits, flagged }], { precision, method: "single" }).thresholds;
				expect(one!.state === "certified").toBe(one!.lowerLimit >= precision);
			}),
			{ seed: 1, numRuns: 400 },
		);
	});

	it("has no lowest threshold without flags, and refuses what is no share", () => {
		const none = certifyPrecision([{ threshold: 1, hits: 0, flagged: 0 }], { precision: 0.3 });
		expect(none.lowest).toBeUndefined();
		expect(none.thresholds[0]).toMatchObject({ pValue: 1, state: "too few flags", lowerLimit: 0 });
		expect(() => certifyPrecision([], { precision: 1 })).toThrow(/precision must be in \(0, 1\), got 1/);
		expect(() => certifyPrecision([sweep[0]!, sweep[0]!], { precision: 0.3 })).toThrow(/once/);
	});
});

describe("flagsNeeded", () => {
	it("reproduces the table for 30 % with 95 % confidence", () => {
		expect(flagsNeededTable([0.33, 0.35, 0.4, 0.45, 0.5], { precision: 0.3 }).map(({ flags }) => flags)).toEqual([
			728, 278, 83, 43, 24,
		]);
	});

	it("is the number from which on the test always passes, by trying", () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 5, max: 80 }),
				fc.integer({ min: 8, max: 60 }),
				fc.constantFrom(0.01, 0.05, 0.2),
				(percent, more, risk) => {
					const precision = percent / 100;
					const observed = Math.min(100, percent + more) / 100;
					const flags = flagsNeeded(observed, { precision, risk })!;
					const passes = (n: number) => binomialTails(Math.floor(observed * n + 1e-9), n, precision).atLeast <= risk;
					for (let n = flags; n < flags + 300; n++) expect(passes(n)).toBe(true);
					if (flags > 1) expect(passes(flags - 1)).toBe(false);
				},
			),
			{ seed: 2, numRuns: 60 },
		);
	});

	it("counts 58 % of 50 as 29 hits, though the product is stored a hair below", () => {
		expect(0.58 * 50).toBeLessThan(29);
		expect(binomialTails(29, 50, 0.44).atLeast).toBeLessThanOrEqual(0.05);
		expect(flagsNeeded(0.58, { precision: 0.44 })).toBe(49);
	});

	it("is undefined where no number is enough, and quick where many are", () => {
		expect(flagsNeeded(0.3, { precision: 0.3 })).toBeUndefined();
		expect(flagsNeeded(0.2, { precision: 0.3 })).toBeUndefined();
		const many = flagsNeeded(0.301, { precision: 0.3 })!;
		// About z² p q / d² with z of 95 % one-sided.
		expect(many / ((1.6449 ** 2 * 0.21) / 1e-6)).toBeCloseTo(1, 1);
		expect(flagsNeeded(1, { precision: 0.5 })).toBe(5);
		expect(() => flagsNeeded(0, { precision: 0.3 })).toThrow(RangeError);
		expect(() => flagsNeeded(0.5, { precision: 0 })).toThrow(RangeError);
	});
});

describe("holmAdjusted", () => {
	it("keeps order, ties and the example", () => {
		const adjusted = holmAdjusted([0.01, 0.04, 0.03]);
		[0.03, 0.06, 0.06].forEach((wanted, i) => {
			expect(adjusted[i]).toBeCloseTo(wanted, 15);
		});
		expect(holmAdjusted([])).toEqual([]);
		expect(holmAdjusted([0.9, 0.9])).toEqual([1, 1]);
		expect(() => holmAdjusted([2])).toThrow(/got 2/);
	});
});
