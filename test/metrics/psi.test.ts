import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { populationStability, stabilityIndex } from "../../src/metrics/psi.ts";

const bins = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), {
	minLength: 1,
	maxLength: 12,
});

describe("stabilityIndex", () => {
	it("is the sum over bins, symmetric, at least 0, and blind to sample size", () => {
		fc.assert(
			fc.property(bins, (rows) => {
				const before = rows.map(([b]) => b);
				const after = rows.map(([, a]) => a);
				const sum = (list: readonly number[]) => list.reduce((x, y) => x + y, 0);
				const wanted = rows.reduce((part, [b, a]) => {
					const p = b / sum(before);
					const q = a / sum(after);
					return part + (q - p) * Math.log(q / p);
				}, 0);
				const index = stabilityIndex(before, after)!;
				expect(index).toBeCloseTo(wanted, 12);
				expect(index).toBeGreaterThanOrEqual(-1e-15);
				expect(stabilityIndex(after, before)).toBeCloseTo(index, 12);
				expect(
					stabilityIndex(
						before.map((b) => 3 * b),
						after,
					),
				).toBeCloseTo(index, 12);
			}),
			{ seed: 1, numRuns: 200 },
		);
		expect(stabilityIndex([50, 50], [60, 40])).toBeCloseTo(0.04054651081081646, 15);
	});

	it("leaves out bins empty in both, is undefined where it would be infinite, unless smoothed", () => {
		expect(stabilityIndex([5, 0, 5], [4, 0, 6])).toBeCloseTo(stabilityIndex([5, 5], [4, 6])!, 15);
		expect(stabilityIndex([5, 0], [4, 1])).toBeUndefined();
		expect(stabilityIndex([5, 0], [4, 1], { smoothing: 0.5 })).toBeGreaterThan(0);
		expect(stabilityIndex([0, 0], [4, 1])).toBeUndefined();
		expect(() => stabilityIndex([1], [1, 2])).toThrow(/bins must be the same, got 1 and 2/);
		expect(() => stabilityIndex([-1], [1])).toThrow(RangeError);
	});
});

describe("populationStability", () => {
	it("tells drift from chance", () => {
		const before = [200, 300, 300, 200];
		const drift = populationStability(before, [100, 250, 350, 300], { random: createRandom(1) });
		expect(drift.pValue).toBeLessThan(1e-6);
		expect(drift.interval![0]).toBeGreaterThan(drift.expectedByChance!);
		expect(drift.interval![0]).toBeLessThan(drift.value!);
		expect(drift.interval![1]).toBeGreaterThan(drift.value!);
		const still = populationStability(before, [190, 310, 305, 195], { random: createRandom(1) });
		expect(still.pValue).toBeGreaterThan(0.3);
		expect(still.expectedByChance).toBeCloseTo(3 * (1 / 1000 + 1 / 1000), 12);
		expect(populationStability(before, [190, 310, 305, 195], { random: createRandom(1) })).toEqual(still);
	});

	it("rejects about as often as it says when nothing drifts", () => {
		const random = createRandom("no drift");
		let rejected = 0;
		for (let i = 0; i < 400; i++) {
			const draw = () => {
				const counts = [0, 0, 0, 0, 0];
				for (let lead = 0; lead < 250; lead++) counts[random.weighted([1, 2, 3, 2, 1])]!++;
				return counts;
			};
			const { pValue } = populationStability(draw(), draw(), { random, replicates: 100 });
			if (pValue! < 0.05) rejected++;
		}
		// 400 tests at 5 %: 20 are expected, with a standard deviation of 4.4.
		expect(rejected).toBeGreaterThan(6);
		expect(rejected).toBeLessThan(36);
	});

	it("says why where it has no value or no interval", () => {
		const random = createRandom(1);
		expect(populationStability([0], [5], { random })).toMatchObject({ value: undefined, reason: /empty/ });
		expect(populationStability([5, 0], [4, 1], { random, smoothing: 0 })).toMatchObject({ reason: /in one sample/ });
		expect(populationStability([5, 2], [4, 1], { random, smoothing: 0 })).toMatchObject({
			interval: undefined,
			reason: /empty too often/,
		});
		// No difference at all: the interval starts there.
		expect(populationStability([5, 5], [5, 5], { random })).toMatchObject({ value: 0, pValue: 1 });
		expect(populationStability([5, 5], [5, 5], { random }).interval![0]).toBe(0);
		expect(() => populationStability([5], [5], { random, replicates: 1 })).toThrow(RangeError);
	});
});
