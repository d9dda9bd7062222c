import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { roundScore } from "../../src/base/round.ts";

describe("roundScore", () => {
	it.each([
		[1.00005, 1.0001],
		[-1.00005, -1.0001],
		[2.00015, 2.0002],
		[0.00004, 0],
		[-0.00004, 0],
		[7.5, 7.5],
		[0.1 + 0.2, 0.3],
		[999_999.99995, 1_000_000],
		[0.03125, 0.0313],
	])("rounds %d half away from zero to %d", (score, rounded) => {
		expect(Object.is(roundScore(score), rounded)).toBe(true);
	});

	it("gives the decimal a person would write, whatever the last bits of the sum", () => {
		fc.assert(
			fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: -4, max: 4 }), (ticks, ulps) => {
				const score = ticks / 20_000;
				const nudged = score + ulps * Number.EPSILON * Math.max(1, Math.abs(score));
				const expected = (Math.sign(ticks) * Math.floor((Math.abs(ticks) + 1) / 2)) / 10_000;
				expect(roundScore(nudged)).toBe(expected === 0 ? 0 : expected);
			}),
			{ seed: 1, numRuns: 2000 },
		);
	});

	it("never turns the order of two scores around", () => {
		const score = fc.double({ min: -1e6, max: 1e6, noNaN: true });
		fc.assert(
			fc.property(score, score, (a, b) => {
				expect(roundScore(Math.min(a, b))).toBeLessThanOrEqual(roundScore(Math.max(a, b)));
			}),
			{ seed: 2, numRuns: 2000 },
		);
	});
});
