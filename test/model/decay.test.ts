import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Decay, decayFactor } from "../../src/model/decay.ts";
import { arbitraryDecay } from "./arbitraries.ts";

describe("decayFactor", () => {
	const halfLife = { half_life_days: 30 };
	const quarter = { percent: 25, every_days: 30 };
	const later = { percent: 15, every_days: 45, after_days: 14 };
	const table: readonly (readonly [Decay, number, number])[] = [
		["none", 0, 1],
		["none", 10_000, 1],
		[halfLife, 0, 1],
		[halfLife, 30, 0.5],
		[halfLife, 60, 0.25],
		[halfLife, 15, Math.SQRT1_2],
		[{ half_life_days: 0.5 }, 1, 0.25],
		[quarter, 0, 1],
		[quarter, 29, 1],
		[quarter, 30, 0.75],
		[quarter, 59, 0.75],
		[quarter, 60, 0.5],
		[quarter, 65, 0.5],
		[quarter, 120, 0],
		[quarter, 9999, 0],
		[later, 13, 1],
		[later, 14, 0.85],
		[later, 58, 0.85],
		[later, 59, 0.7],
		[{ percent: 40, every_days: 10 }, 20, 0.2],
		[{ percent: 40, every_days: 10 }, 30, 0],
		[{ percent: 10, every_days: 1, after_days: 0 }, 0, 0.9],
		[{ percent: 100, every_days: 7 }, 6, 1],
		[{ percent: 100, every_days: 7 }, 7, 0],
	];

	it.each(table)("%j at age %i is %f", (decay, age, factor) => {
		expect(decayFactor(decay, age)).toBeCloseTo(factor, 14);
	});

	it("starts at 1 (or one step below), never rises and never leaves [0, 1]", () => {
		fc.assert(
			fc.property(arbitraryDecay(), fc.nat({ max: 400 }), (decay, age) => {
				const now = decayFactor(decay, age);
				expect(now).toBeGreaterThanOrEqual(0);
				expect(now).toBeLessThanOrEqual(1);
				expect(decayFactor(decay, age + 1)).toBeLessThanOrEqual(now);
			}),
			{ numRuns: 1000, seed: 1 },
		);
	});

	it("takes off exactly percent at each step", () => {
		const steps = Array.from({ length: 12 }, (_, i) => decayFactor({ percent: 10, every_days: 7 }, 7 * i));
		expect(steps).toEqual([1, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0, 0]);
	});
});
