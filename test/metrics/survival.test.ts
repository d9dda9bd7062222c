import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kaplanMeier } from "../../src/metrics/kaplan-meier.ts";
import { logRankTest } from "../../src/metrics/log-rank.ts";

const leads = fc.array(
	fc.tuple(fc.integer({ min: 0, max: 15 }), fc.constantFrom(0, 1), fc.constantFrom("hot", "warm", "cold")),
	{ minLength: 2, maxLength: 60 },
);

describe("kaplanMeier", () => {
	it("of three leads is worked out by hand", () => {
		const { steps, medianTime, leads: count, events } = kaplanMeier([1, 2, 3], [1, 0, 1]);
		expect(steps.map(({ survival }) => survival)).toEqual([2 / 3, 0]);
		expect(steps[0]!.standardError).toBeCloseTo((2 / 3) * Math.sqrt(1 / 6), 15);
		expect(steps[1]).toMatchObject({ atRisk: 1, events: 1, standardError: undefined, interval: undefined });
		expect({ medianTime, count, events }).toEqual({ medianTime: 3, count: 3, events: 2 });
	});

	it("without anyone leaving early is the share left, whatever the order of the leads", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const times = rows.map(([time]) => time);
				const all = times.map(() => 1);
				const curve = kaplanMeier(times, all);
				for (const { time, survival, interval } of curve.steps) {
					expect(survival).toBeCloseTo(times.filter((t) => t > time).length / times.length, 12);
					if (interval === undefined) continue;
					expect(interval[0]).toBeLessThan(survival);
					expect(interval[1]).toBeGreaterThan(survival);
					expect(interval[0]).toBeGreaterThanOrEqual(0);
					expect(interval[1]).toBeLessThanOrEqual(1);
				}
				const seen = rows.map(([, observed]) => observed);
				expect(kaplanMeier([...times].reverse(), [...seen].reverse())).toEqual(kaplanMeier(times, seen));
			}),
			{ seed: 1, numRuns: 200 },
		);
	});

	it("has no step and no median when no event was seen, leaves out unknown times, refuses impossible ones", () => {
		expect(kaplanMeier([1, 2], [0, 0])).toEqual({ steps: [], medianTime: undefined, leads: 2, events: 0 });
		expect(kaplanMeier([Number.NaN, 2], [1, 1]).leads).toBe(1);
		expect(() => kaplanMeier([-1], [1])).toThrow(/at least 0, got -1/);
		expect(() => kaplanMeier([1], [])).toThrow(RangeError);
		expect(() => kaplanMeier([1], [1], { confidence: 0 })).toThrow(RangeError);
	});
});

describe("logRankTest", () => {
	it("of two groups is worked out by hand", () => {
		const test = logRankTest([1, 2, 3, 4], [1, 1, 1, 1], ["a", "a", "b", "b"]);
		// Expected of a: 2/4 + 1/3; variance 1/4 + 2/9.
		expect(test.expected[0]).toBeCloseTo(5 / 6, 14);
		expect(test.statistic).toBeCloseTo((2 - 5 / 6) ** 2 / (1 / 4 + 2 / 9), 12);
		expect(test.degrees).toBe(1);
	});

	it("expects as many events as were seen, and does not care for names or order", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const column = <K extends 0 | 1 | 2>(k: K) => rows.map((row) => row[k]);
				const test = logRankTest(column(0) as number[], column(1) as number[], column(2) as string[]);
				const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
				expect(sum(test.expected)).toBeCloseTo(sum(test.observed), 9);
				const renamed = rows.map(([, , group]) => ({ hot: 3, warm: 2, cold: 1 })[group]).reverse();
				const turned = logRankTest((column(0) as number[]).reverse(), (column(1) as number[]).reverse(), renamed);
				expect(turned.statistic).toBeCloseTo(test.statistic, 8);
				if (test.pValue === undefined) expect(test.reason).toBeDefined();
				else expect(test.pValue).toBeLessThanOrEqual(1);
			}),
			{ seed: 2, numRuns: 200 },
		);
	});

	it("is undefined, with its reason, where nothing can be compared", () => {
		expect(logRankTest([1, 2], [1, 1], ["a", "a"])).toMatchObject({ pValue: undefined, reason: /fewer than two/ });
		expect(logRankTest([1, 2], [0, 0], ["a", "b"])).toMatchObject({ pValue: undefined, reason: /no event/ });
		expect(() => logRankTest([1], [1], [])).toThrow(RangeError);
		// A group that left before any event changes nothing.
		const two = logRankTest([3, 4, 5, 6], [1, 1, 1, 0], ["a", "b", "a", "b"]);
		const three = logRankTest([1, 3, 4, 5, 6], [0, 1, 1, 1, 0], ["c", "a", "b", "a", "b"]);
		expect(three.degrees).toBe(1);
		expect(three.pValue).toBeCloseTo(two.pValue!, 12);
	});
});
