import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { clopperPearson } from "../../src/metrics/rates/clopper-pearson.ts";
import type { Estimate, Measured } from "../../src/metrics/rates/estimate.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { doublyRobustRate } from "../../src/metrics/selection/doubly-robust-rate.ts";
import { explorationQuota, flagsForExactHalfWidth } from "../../src/metrics/selection/exploration-quota.ts";
import { clusteredVariance, rateInterval } from "../../src/metrics/selection/selection-interval.ts";
import { hardlyWorked, propensityBins } from "../../src/metrics/selection/selection-overlap.ts";
import { populationRate, withBlindPart } from "../../src/metrics/selection/selection-population.ts";
import { selectionResidual } from "../../src/metrics/selection/selection-residual.ts";
import {
	effectiveSampleSize,
	selectionWeights,
	topWeightShare,
} from "../../src/metrics/selection/selection-weights.ts";
import { tooFewWorked, weightedRate } from "../../src/metrics/selection/weighted-rate.ts";
import { worstCaseBounds } from "../../src/metrics/selection/worst-case-bounds.ts";

const SEEDED = { seed: 20_240_930, numRuns: 200 };
const measured = (one: Estimate): Measured => {
	if (one.state !== "measured") throw new Error(one.reason);
	return one;
};
const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;

/** Rows with weights (0: unseen), outcomes, predictions; at least one seen of each outcome. */
const rows = fc
	.array(
		fc.record({
			weight: fc.oneof(fc.constant(0), fc.double({ min: 1, max: 20, noNaN: true })),
			outcome: fc.integer({ min: 0, max: 1 }),
			prediction: fc.double({ min: 0, max: 1, noNaN: true }),
		}),
		{ minLength: 4, maxLength: 60 },
	)
	.filter((list) => [0, 1].every((y) => list.some(({ weight, outcome }) => weight > 0 && outcome === y)));
const columns = (list: readonly { weight: number; outcome: number; prediction: number }[]) => ({
	outcomes: list.map(({ outcome }) => outcome),
	weights: list.map(({ weight }) => weight),
	predictions: list.map(({ prediction }) => prediction),
});

describe("a rate of weighted rows", () => {
	it("is, as obp has it, the mean of w r, and that over the mean of w; doubly robust, the mean of q + w (r - q)", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const { outcomes, weights, predictions } = columns(list);
				const ipw = mean(list.map(({ weight, outcome }) => weight * outcome));
				const plain = measured(weightedRate(outcomes, weights, { form: "horvitz-thompson", least: 0 }));
				expect(plain.value).toBeCloseTo(ipw, 12);
				const selfNormalised = ipw / mean(weights);
				expect(measured(weightedRate(outcomes, weights, { least: 0 })).value).toBeCloseTo(selfNormalised, 12);
				const robust = mean(list.map(({ weight, outcome, prediction: q }) => q + weight * (outcome - q)));
				const found = measured(doublyRobustRate({ outcomes, weights, predictions }, { least: 0 }));
				expect(found.value).toBeCloseTo(Math.min(1, Math.max(0, robust)), 12);
			}),
			SEEDED,
		);
	});

	it("is the plain rate with Wilson's interval, to the correction of a sample variance, when all weights are one", () => {
		for (const [hits, total] of [
			[30, 100],
			[1, 40],
			[700, 1000],
		] as const) {
			const outcomes = Array.from({ length: total }, (_, i) => Number(i < hits));
			const ones = outcomes.map(() => 1);
			const [low, high] = wilsonInterval(hits, total);
			for (const rate of [
				weightedRate(outcomes, ones, { least: 1 }),
				doublyRobustRate({ outcomes, weights: ones, predictions: ones.map(() => 0.5) }, { least: 1 }),
			]) {
				const { value, interval } = measured(rate);
				expect(value).toBeCloseTo(hits / total, 12);
				expect(interval[0]).toBeCloseTo(low, 2);
				expect(interval[1]).toBeCloseTo(high, 2);
				// One trial is lost to the mean.
				const less = wilsonInterval((hits / total) * (total - 1), total - 1);
				expect(interval[0]).toBeCloseTo(less[0], 12);
				expect(interval[1]).toBeCloseTo(less[1], 12);
			}
		}
	});

	it("does not hang on the order of rows, nor on what unseen rows hold, nor on the unit of weights", () => {
		fc.assert(
			fc.property(rows, fc.double({ min: 0.1, max: 10, noNaN: true }), (list, unit) => {
				const { outcomes, weights } = columns(list);
				const { value, interval } = measured(weightedRate(outcomes, weights, { least: 0 }));
				const turned = columns(list.toReversed());
				const other = measured(weightedRate(turned.outcomes, turned.weights, { least: 0 }));
				expect(other.value).toBeCloseTo(value, 12);
				expect(other.interval[0]).toBeCloseTo(interval[0], 10);
				const hidden = outcomes.map((one, i) => (weights[i] === 0 ? Number.NaN : one));
				expect(measured(weightedRate(hidden, weights, { least: 0 })).value).toBe(value);
				const scaled = weights.map((weight) => weight * unit);
				const again = measured(weightedRate(outcomes, scaled, { least: 0 }));
				expect(again.value).toBeCloseTo(value, 12);
				expect(again.interval[1]).toBeCloseTo(interval[1], 10);
			}),
			SEEDED,
		);
	});

	it("of rows that are there twice, as leads of one account, is as sure as of those there once", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const once = columns(list);
				const twice = columns([...list, ...list]);
				const clusters = [...list.keys(), ...list.keys()];
				const one = measured(weightedRate(once.outcomes, once.weights, { least: 0 }));
				const two = measured(weightedRate(twice.outcomes, twice.weights, { least: 0, clusters }));
				expect(two.value).toBeCloseTo(one.value, 12);
				expect(two.interval[0]).toBeCloseTo(one.interval[0], 10);
				expect(two.interval[1]).toBeCloseTo(one.interval[1], 10);
				const robust = measured(doublyRobustRate(once, { least: 0 }));
				const both = measured(doublyRobustRate({ ...twice, clusters }, { least: 0 }));
				expect(both.interval[0]).toBeCloseTo(robust.interval[0], 10);
			}),
			SEEDED,
		);
	});

	it("cannot be told with fewer than 20 worked positives or negatives, with less weight than 20 leads, in one account", () => {
		const outcomes = Array.from({ length: 100 }, (_, i) => Number(i < 19));
		const ones = outcomes.map(() => 1);
		expect(weightedRate(outcomes, ones)).toMatchObject({
			state: "cannot tell yet",
			hits: 19,
			total: 100,
			moreNeeded: 6,
		});
		expect(tooFewWorked({ positives: 50, negatives: 50, effective: 12.5, rows: 200 })).toMatchObject({
			reason: "the weights are worth 12.5 leads; at least 20 are needed",
			moreNeeded: 120,
		});
		expect(tooFewWorked({ positives: 0, negatives: 50, effective: 50, rows: 200 })?.moreNeeded).toBeUndefined();
		expect(tooFewWorked({ positives: 20, negatives: 20, effective: 20, rows: 40 })).toBeUndefined();
		const half = outcomes.map((_, i) => i % 2);
		expect(weightedRate(half, ones, { clusters: ones })).toMatchObject({ reason: "all rows belong to one account" });
	});

	it("refuses weights that are none", () => {
		expect(() => weightedRate([1, 0], [1])).toThrow("there must be 2 weights");
		expect(() => weightedRate([1, 0], [1, -1])).toThrow("row 1");
		expect(() => weightedRate([1, 0], [1, Number.POSITIVE_INFINITY])).toThrow("finite");
		expect(() => doublyRobustRate({ outcomes: [1], weights: [1], predictions: [1.5] })).toThrow("row 0");
	});
});

describe("weights by the chance of being worked", () => {
	it("are one over it where worked, held at the floor, with the bound of what that moves", () => {
		const held = selectionWeights([1, 1, 0, 1], [0.5, 0.01, 0.005, 1], { floor: 0.02 });
		expect([...held.weights]).toEqual([2, 50, 0, 1]);
		expect(held.truncatedRows).toBe(2);
		expect(held.truncationBias).toBeCloseTo((0.5 + 0.75) / 4, 12);
		expect(() => selectionWeights([1], [1.1])).toThrow("in [0, 1]");
		expect(() => selectionWeights([1], [0.5], { floor: 0 })).toThrow("floor");
	});

	it("bound the bias of holding back: the expected weighted rate is off by no more", () => {
		fc.assert(
			fc.property(
				fc.array(
					fc.record({
						chance: fc.double({ min: 0, max: 1, noNaN: true }),
						rate: fc.double({ min: 0, max: 1, noNaN: true }),
					}),
					{ minLength: 1, maxLength: 30 },
				),
				(leads) => {
					const floor = 0.1;
					const chances = leads.map(({ chance }) => chance);
					const { truncationBias } = selectionWeights(
						leads.map(() => 0),
						chances,
						{ floor },
					);
					const expected = mean(leads.map(({ chance, rate }) => (chance / Math.max(chance, floor)) * rate));
					const truth = mean(leads.map(({ rate }) => rate));
					expect(Math.abs(expected - truth)).toBeLessThanOrEqual(truncationBias + 1e-12);
				},
			),
			SEEDED,
		);
	});

	it("are worth as many leads as equal weights of the same variance would be", () => {
		expect(effectiveSampleSize([1, 1, 1, 3])).toBe(3);
		expect(effectiveSampleSize([])).toBe(0);
		expect(effectiveSampleSize([1, 2, 3], ["a", "a", "b"])).toBe(2);
		expect(effectiveSampleSize([2, 2, 2, 0])).toBeCloseTo(3, 12);
		expect(topWeightShare([1, 1, 2])).toBe(0.5);
		expect(topWeightShare([0, 0])).toBeUndefined();
		expect(topWeightShare(Array.from({ length: 200 }, (_, i) => (i < 2 ? 51 : 1)))).toBeCloseTo(102 / 300, 12);
	});
});

describe("the interval of a rate whose variance is known", () => {
	it("is Wilson's for the trials the variance is worth", () => {
		const [low, high] = rateInterval(0.3, { variance: (0.3 * 0.7) / 100, least: 5 });
		expect(low).toBeCloseTo(0.2189488529493275, 14);
		expect(high).toBeCloseTo(0.3958485463334667, 14);
	});

	it("with rate 0, 1 or no variance takes the trials it is told", () => {
		for (const rate of [0, 1]) {
			expect(rateInterval(rate, { variance: 0, least: 40 })).toEqual(wilsonInterval(40 * rate, 40));
		}
	});

	it("sums what an account's leads have in common before it squares", () => {
		expect(clusteredVariance([-0.5, 0.5, -0.5, 0.5])).toBeCloseTo(1 / 12, 12);
		expect(clusteredVariance([-0.5, -0.5, 0.5, 0.5], ["a", "a", "b", "b"])).toBeCloseTo((2 * 2) / 16, 12);
		expect(clusteredVariance([0, 0], ["a", "a"])).toBeUndefined();
	});
});

describe("what the fit of the weights explains", () => {
	it("is taken out by least squares: the rest has nothing to do with any score of the fit", () => {
		const random = createRandom("residual");
		for (let round = 0; round < 50; round++) {
			const influence = Float64Array.from({ length: 40 }, () => random.normal());
			const scores = [0, 1, 2].map(() => Float64Array.from(influence, () => random.normal()));
			const left = selectionResidual(influence, scores);
			for (const score of scores) {
				expect(left.reduce((sum, value, i) => sum + value * score[i]!, 0)).toBeCloseTo(0, 10);
			}
			// Scaled by the degrees of freedom, it is not larger than what was there by more than they are.
			const size = (list: Float64Array) => list.reduce((sum, value) => sum + value * value, 0);
			expect(size(left)).toBeLessThanOrEqual((size(influence) * 39) / 36 + 1e-9);
		}
	});

	it("without scores leaves everything as it is, and a score of zeros takes nothing", () => {
		expect([...selectionResidual([1, -2, 1], [])]).toEqual([1, -2, 1]);
		const left = selectionResidual([1, -2, 1, 0, 0, 0], [[0, 0, 0, 0, 0, 0]]);
		expect(left[1]! / left[0]!).toBe(-2);
	});
});

describe("worst-case bounds", () => {
	it("are what the definition says", () => {
		expect(worstCaseBounds([1, 0, 0, 0], [1, 1, 0, 1])).toMatchObject({ lower: 0.25, upper: 0.5, unseen: 1 });
		expect(worstCaseBounds([], [])).toMatchObject({ state: "cannot tell yet" });
	});

	it("hold the rate of these leads whatever the unseen ones would have done, and are reached by some", () => {
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 1 })), { minLength: 1 }),
				(leads) => {
					const outcomes = leads.map(([outcome]) => outcome);
					const worked = leads.map(([, one]) => one);
					const bounds = worstCaseBounds(outcomes, worked);
					if (bounds.state !== "measured") throw new Error(bounds.reason);
					const full = mean(outcomes);
					expect(bounds.lower).toBeLessThanOrEqual(full + 1e-15);
					expect(bounds.upper).toBeGreaterThanOrEqual(full - 1e-15);
					const fill = (value: number) => mean(outcomes.map((one, i) => (worked[i] === 1 ? one : value)));
					expect(bounds.lower).toBeCloseTo(fill(0), 14);
					expect(bounds.upper).toBeCloseTo(fill(1), 14);
					expect(bounds.interval[0]).toBeLessThanOrEqual(bounds.lower + 1e-12);
					expect(bounds.interval[1]).toBeGreaterThanOrEqual(bounds.upper - 1e-12);
				},
			),
			SEEDED,
		);
	});

	it("with all seen are the rate, with an interval of two sides; with much unseen each end has one side", () => {
		const outcomes = Array.from({ length: 400 }, (_, i) => Number(i % 5 === 0));
		const all = worstCaseBounds(
			outcomes,
			outcomes.map(() => 1),
		);
		if (all.state !== "measured") throw new Error(all.reason);
		expect(all.lower).toBe(all.upper);
		const less = wilsonInterval(0.2 * 399, 399);
		expect(all.interval[0]).toBeCloseTo(less[0], 3);
		const half = worstCaseBounds(
			outcomes,
			outcomes.map((_, i) => Number(i < 200)),
		);
		if (half.state !== "measured") throw new Error(half.reason);
		// 1.645 for one side: Imbens and Manski.
		const one = wilsonInterval(half.lower * 399, 399, { z: 1.6448536269514722 });
		expect(half.interval[0]).toBeCloseTo(one[0], 6);
	});
});

describe("leads that were hardly ever worked", () => {
	it("are the longest stretch of low chances with next to nobody worked, if it is long enough", () => {
		const chances = Array.from({ length: 500 }, (_, i) => i / 500);
		const from = (first: number) => chances.map((_, i) => Number(i >= first && i % 2 === 0));
		const count = (worked: number[]) => hardlyWorked(chances, worked).reduce((sum, one) => sum + one, 0);
		expect(count(from(200))).toBeGreaterThanOrEqual(200);
		expect(count(from(200))).toBeLessThan(210);
		expect(count(from(90))).toBe(0);
		expect(count(from(0))).toBe(0);
		expect(count(chances.map(() => 0))).toBe(500);
	});

	it("of equal chances stand or fall together", () => {
		const chances = Array.from({ length: 300 }, (_, i) => (i < 150 ? 0.1 : 0.6));
		const worked = chances.map((chance, i) => Number(chance > 0.5 ? i % 2 === 0 : i === 149 || i === 120 || i === 20));
		// 3 of 150: exactly at the floor, so not blind.
		expect(hardlyWorked(chances, worked).includes(1)).toBe(false);
		worked[20] = 0;
		expect(hardlyWorked(chances, worked).reduce((sum, one) => sum + one, 0)).toBe(150);
	});

	it("are counted by ranges of chances, the last of which ends at 1", () => {
		const bins = propensityBins([0, 0.05, 0.1, 0.99, 1], [0, 1, 1, 0, 1]);
		expect(bins).toHaveLength(10);
		expect(bins[0]).toEqual({ from: 0, to: 0.1, worked: 1, unworked: 1 });
		expect(bins[1]).toMatchObject({ worked: 1 });
		expect(bins[9]).toMatchObject({ worked: 1, unworked: 1 });
	});

	it("widen the interval of all by their share, and beyond 5 % of all nothing is said of all", () => {
		const counts = { hits: 40, total: 100 };
		const rate: Measured = {
			state: "measured",
			value: 0.3,
			interval: [0.2, 0.4],
			confidence: 0.95,
			method: "hajek",
			...counts,
		};
		expect(withBlindPart(rate, 0.5)).toMatchObject({ value: 0.3, interval: [0.1, 0.7] });
		expect(populationRate(rate, 0)).toBe(rate);
		expect(populationRate(rate, 0.05)).toMatchObject({ state: "measured" });
		expect(populationRate(rate, 0.051, { moreNeeded: 7 })).toMatchObject({ state: "cannot tell yet", moreNeeded: 7 });
	});
});

describe("an exploration quota", () => {
	it("is the least number of leads from which on every Clopper-Pearson interval is short enough", () => {
		for (const halfWidth of [0.08, 0.13, 0.2, 0.4]) {
			const needed = flagsForExactHalfWidth(halfWidth);
			const longest = (n: number) =>
				Math.max(
					...Array.from({ length: n + 1 }, (_, k) => {
						const [low, high] = clopperPearson(k, n);
						return high - low;
					}),
				);
			for (let n = needed; n < needed + 12; n++) expect(longest(n)).toBeLessThanOrEqual(2 * halfWidth);
			expect(longest(needed - 1)).toBeGreaterThan(2 * halfWidth);
		}
		expect(flagsForExactHalfWidth(0.05)).toBe(402);
	});

	it("spares what is known of the rest, and takes more weeks when fewer leads come", () => {
		const quota = explorationQuota({ share: 0.3, restHalfWidth: 0.04, arriving: 6 });
		expect(quota).toMatchObject({ leads: 55, about: "all", perWeek: 5, weeks: 13 });
		expect((0.3 * quota.partHalfWidth) ** 2 + (0.7 * 0.04) ** 2).toBeCloseTo(0.05 ** 2, 12);
		expect(explorationQuota({ share: 0.3, restHalfWidth: 0.04, arriving: 1 })).toMatchObject({ weeks: 55, perWeek: 1 });
		expect(explorationQuota({ share: 0.3, restHalfWidth: 0.04, arriving: 0 }).weeks).toBeUndefined();
	});

	it("is for the unseen part alone when the rest is not known well enough", () => {
		expect(explorationQuota({ share: 0.3, restHalfWidth: 0.2, arriving: 6 })).toMatchObject({
			about: "part",
			partHalfWidth: 0.05,
			leads: 402,
		});
		expect(explorationQuota({ share: 0.3, restHalfWidth: undefined, arriving: 6 }).about).toBe("part");
		expect(explorationQuota({ share: 1, restHalfWidth: undefined, arriving: 6 }).about).toBe("all");
		expect(() => explorationQuota({ share: 0, restHalfWidth: 0.1, arriving: 1 })).toThrow("share");
	});
});
