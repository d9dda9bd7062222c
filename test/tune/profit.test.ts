import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { equivalentThresholds } from "../../src/tune/equivalent-thresholds.ts";
import { profitAt } from "../../src/tune/profit.ts";
import type { ThresholdFigures } from "../../src/tune/threshold-figures.ts";

describe("profitAt", () => {
	it("is what lead by lead adds up to", () => {
		fc.assert(
			fc.property(
				fc.array(fc.record({ hit: fc.boolean(), amount: fc.integer({ min: 0, max: 5000 }) }), { minLength: 1 }),
				fc.integer({ min: 0, max: 300 }),
				fc.integer({ min: 1, max: 3000 }),
				(leads, costPerFlag, valuePerWin) => {
					const hits = leads.filter(({ hit }) => hit);
					const counts = { hits: hits.length, misses: leads.length - hits.length };
					const fixed = profitAt(counts, { costPerFlag, valuePerWin });
					expect(fixed.total).toBe(leads.reduce((sum, { hit }) => sum + (hit ? valuePerWin : 0) - costPerFlag, 0));
					const sum = hits.reduce((total, { amount }) => total + amount, 0);
					const squares = hits.reduce((total, { amount }) => total + amount ** 2, 0);
					const recorded = profitAt(counts, { costPerFlag, valuePerWin: "recorded" }, { sum, squares });
					const each = leads.map(({ hit, amount }) => (hit ? amount : 0) - costPerFlag);
					expect(recorded.total).toBe(each.reduce((total, one) => total + one, 0));
					// Standard error of a sum: root n times the sample deviation of what each flag brought.
					const mean = recorded.total / each.length;
					const variance = each.reduce((total, one) => total + (one - mean) ** 2, 0) / Math.max(1, each.length - 1);
					const half = 1.959963984540054 * Math.sqrt(each.length * variance);
					const [low, high] = recorded.interval!;
					expect((high - low) / 2).toBeCloseTo(half, 4);
				},
			),
			{ seed: 3, numRuns: 300 },
		);
	});

	it("with a fixed value has the interval of the precision", () => {
		const { total, interval, perFlag } = profitAt({ hits: 30, misses: 70 }, { costPerFlag: 50, valuePerWin: 400 });
		const [low, high] = wilsonInterval(30, 100);
		expect(total).toBe(7000);
		expect(perFlag).toBe(70);
		expect(interval![0]).toBeCloseTo(100 * low * 400 - 5000, 9);
		expect(interval![1]).toBeCloseTo(100 * high * 400 - 5000, 9);
	});

	it("of no mature flag is nothing, with no interval to tell", () => {
		expect(profitAt({ hits: 0, misses: 0 }, { costPerFlag: 5, valuePerWin: 9 })).toMatchObject({
			total: 0,
			interval: undefined,
			perFlag: undefined,
		});
		expect(() => profitAt({ hits: 1, misses: 0 }, { costPerFlag: 5, valuePerWin: "recorded" })).toThrow(/no amounts/);
	});
});

describe("likeTheBest", () => {
	/** Thresholds 0 to 19: each flags the leads of its own step and of all above. */
	function world(random: ReturnType<typeof createRandom>, rates: readonly number[], perStep: number) {
		let hits = 0;
		let flagged = 0;
		const figures = rates.map((_, i) => {
			const threshold = rates.length - 1 - i;
			for (let lead = random.poisson(perStep); lead > 0; lead--) {
				flagged++;
				if (random.chance(rates[threshold]!)) hits++;
			}
			const counts = { hits, misses: flagged - hits };
			return { threshold, counts, profit: profitAt(counts, { costPerFlag: 100, valuePerWin: 400 }) };
		});
		return figures.reverse() as unknown as ThresholdFigures[];
	}
	const worth = { meanValue: 400, meanSquare: 160_000, costPerFlag: 100 };

	it("holds the truly best threshold at least 95 % of the time, less what chance gives 400 worlds", () => {
		const random = createRandom(11);
		let held = 0;
		for (let i = 0; i < 400; i++) {
			// A win costs what four flags cost: from 25 % on a step pays.
			const slope = 0.01 + 0.02 * random.next();
			const pays = random.integer(20);
			const rates = Array.from({ length: 20 }, (_, t) =>
				Math.min(0.95, Math.max(0.02, 0.25 + slope * (t - pays + 0.5))),
			);
			const figures = world(random, rates, 15);
			const best = figures.reduce((most, one) => (one.profit!.total >= most.profit!.total ? one : most));
			const [low, high] = equivalentThresholds(figures, best, worth);
			if (low <= pays && pays <= high) held++;
		}
		expect(held).toBeGreaterThanOrEqual(366);
	});

	it("is the best alone where every step is plain, and grows when there are fewer leads", () => {
		const rates = Array.from({ length: 20 }, (_, t) => (t < 10 ? 0.02 : 0.6));
		const width = (perStep: number) => {
			const figures = world(createRandom(5), rates, perStep);
			const best = figures.reduce((most, one) => (one.profit!.total >= most.profit!.total ? one : most));
			const [low, high] = equivalentThresholds(figures, best, worth);
			return [low, best.threshold, high];
		};
		expect(width(400)).toEqual([10, 10, 10]);
		const [low, , high] = width(4);
		expect(high! - low!).toBeGreaterThan(0);
	});
});
