import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom, type Random } from "../../src/base/random.ts";
import { populationStability, populationStabilityIndex } from "../../src/metrics/rates/population-stability.ts";
import drift from "../oracles/golden/drift.json" with { type: "json" };
import { HISTORIES, reportCoverage } from "./histories.ts";

const bins = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 400 })), {
	minLength: 1,
	maxLength: 12,
});

describe("populationStabilityIndex", () => {
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
				const index = populationStabilityIndex(before, after)!;
				expect(index).toBeCloseTo(wanted, 12);
				expect(index).toBeGreaterThanOrEqual(-1e-15);
				expect(populationStabilityIndex(after, before)).toBeCloseTo(index, 12);
				expect(
					populationStabilityIndex(
						before.map((b) => 3 * b),
						after,
					),
				).toBeCloseTo(index, 12);
			}),
			{ seed: 1, numRuns: 200 },
		);
		expect(populationStabilityIndex([50, 50], [60, 40])).toBeCloseTo(0.04054651081081646, 15);
	});

	it("leaves out bins empty in both, is undefined where it would be infinite, unless smoothed", () => {
		expect(populationStabilityIndex([5, 0, 5], [4, 0, 6])).toBeCloseTo(populationStabilityIndex([5, 5], [4, 6])!, 15);
		expect(populationStabilityIndex([5, 0], [4, 1])).toBeUndefined();
		expect(populationStabilityIndex([5, 0], [4, 1], { smoothing: 0.5 })).toBeGreaterThan(0);
		expect(populationStabilityIndex([0, 0], [4, 1])).toBeUndefined();
		expect(() => populationStabilityIndex([1], [1, 2])).toThrow(/bins must be the same, got 1 and 2/);
		expect(() => populationStabilityIndex([-1], [1])).toThrow(RangeError);
	});

	it("gives the numbers numpy gave on random tables, with bins empty in one sample or in both", () => {
		for (const [before, after, wanted] of drift.psi as unknown as [number[], number[], number][]) {
			expect(Math.abs(populationStabilityIndex(before, after, { smoothing: 0.5 })! - wanted)).toBeLessThan(1e-12);
		}
	});
});

describe("populationStability", () => {
	it("tells drift from chance", () => {
		const before = [200, 300, 300, 200];
		const drifted = populationStability(before, [100, 250, 350, 300], { random: createRandom(1) });
		expect(drifted.pValue).toBe(0.001);
		expect(drifted.interval![0]).toBeGreaterThan(drifted.highByChance!);
		expect(drifted.interval![0]).toBeLessThan(drifted.value!);
		expect(drifted.interval![1]).toBeGreaterThan(drifted.value!);
		const still = populationStability(before, [190, 310, 305, 195], { random: createRandom(1) });
		expect(still.pValue).toBeGreaterThan(0.3);
		expect(still.interval![0]).toBe(0);
		expect(still.expectedByChance).toBeCloseTo(3 * (1 / 1000 + 1 / 1000), 12);
		expect(populationStability(before, [190, 310, 305, 195], { random: createRandom(1) })).toEqual(still);
	});

	it.each([
		[60, 30, 0.05],
		[400, 150, 0.05],
		[4000, 1500, 0.05],
	])("rejects in at most its share of %i and %i leads that nothing drifted in", (n, m, risk) => {
		const random = createRandom(`no drift ${n}`);
		const worlds = 400;
		let rejected = 0;
		let above = 0;
		for (let i = 0; i < worlds; i++) {
			// One rare bin: where an approximation would err.
			const weights = [1, 20, 30, 20, 10];
			const seen = populationStability(draw(random, weights, n), draw(random, weights, m), { random });
			if (seen.pValue! <= risk) rejected++;
			if (seen.value! > seen.highByChance!) above++;
		}
		// 20 are expected of 400, with a standard deviation of 4.4.
		expect(rejected).toBeLessThan(36);
		expect(rejected).toBeGreaterThan(6);
		expect(above).toBeLessThan(38);
	});

	it.each([
		[100, 50],
		[500, 200],
		[2000, 1000],
	])(
		"has an interval that holds the true index of %i and %i leads in 19 of 20 samples, with and without drift",
		(n, m) => {
			const random = createRandom(`coverage ${n}`);
			for (const count of [3, 10]) {
				for (const shift of [0, 0.4, 1, 2]) {
					const before = new Array<number>(count).fill(1 / count);
					const weights = before.map((p, i) => p * Math.exp((shift * (i - (count - 1) / 2)) / (count - 1)));
					const total = weights.reduce((sum, one) => sum + one, 0);
					const after = weights.map((one) => one / total);
					const truth = before.reduce((sum, p, i) => sum + (after[i]! - p) * Math.log(after[i]! / p), 0);
					const histories = Math.min(HISTORIES, 400);
					let covered = 0;
					for (let i = 0; i < histories; i++) {
						const { interval } = populationStability(draw(random, before, n), draw(random, after, m), { random });
						if (interval![0] <= truth + 1e-12 && truth <= interval![1]) covered++;
					}
					reportCoverage({
						what: `PSI ${truth.toFixed(3)}, ${count} bins`,
						leads: n + m,
						covered,
						told: histories,
						histories,
					});
					// 120 histories at 95 %: 114 are expected, with a standard deviation of 2.4.
					expect(covered / histories).toBeGreaterThan(0.88);
				}
			}
		},
	);

	it("stretches what chance gives when leads come in clusters", () => {
		const tables = [
			[200, 300, 300, 200],
			[150, 310, 305, 235],
		] as const;
		const alone = populationStability(...tables, { random: createRandom(1) });
		const together = populationStability(...tables, { random: createRandom(1), inflation: 3 });
		expect(together.value).toBe(alone.value);
		expect(together.pValue).toBeGreaterThan(alone.pValue!);
		expect(together.highByChance!).toBeGreaterThan(2.5 * alone.highByChance!);
		expect(together.interval![1]).toBeGreaterThan(alone.interval![1]);
		expect(populationStability(...tables, { random: createRandom(1), inflation: 0.5 })).toEqual(alone);
	});

	it("says why where it has no value", () => {
		const random = createRandom(1);
		expect(populationStability([0], [5], { random })).toMatchObject({ value: undefined, reason: /empty/ });
		expect(populationStability([5, 0], [4, 1], { random, smoothing: 0 })).toMatchObject({ reason: /in one sample/ });
		expect(populationStability([5], [5], { random })).toMatchObject({ value: 0, interval: [0, 0], pValue: 1 });
		// No difference at all.
		expect(populationStability([5, 5], [5, 5], { random })).toMatchObject({ value: 0, pValue: 1 });
		expect(populationStability([5, 5], [5, 5], { random }).interval![0]).toBe(0);
		expect(() => populationStability([5, 1], [5, 1], { random, replicates: 1 })).toThrow(RangeError);
	});
});

function draw(random: Random, weights: readonly number[], leads: number): number[] {
	const counts = weights.map(() => 0);
	for (let lead = 0; lead < leads; lead++) counts[random.weighted(weights)]!++;
	return counts;
}
