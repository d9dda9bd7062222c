import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { kaplanMeier } from "../../src/metrics/survival/kaplan-meier.ts";
import { logRankTest } from "../../src/metrics/survival/log-rank-test.ts";
import { medianInterval, survivalAt } from "../../src/metrics/survival/survival-reading.ts";

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

describe("weights", () => {
	it("stand for so many leads each, in the curve and in the test", () => {
		const weighted = fc.array(
			fc.tuple(
				fc.integer({ min: 0, max: 12 }),
				fc.constantFrom(0, 1),
				fc.constantFrom("hot", "cold"),
				fc.integer({ min: 0, max: 5 }),
			),
			{ maxLength: 25 },
		);
		fc.assert(
			fc.property(weighted, (rows) => {
				const column = <K extends 0 | 1 | 2 | 3>(list: typeof rows, k: K) => list.map((row) => row[k]);
				const repeated = rows.flatMap((row) => Array.from({ length: row[3] }, () => row));
				const weights = column(rows, 3) as number[];
				const [times, seen, groups] = [column(rows, 0) as number[], column(rows, 1) as number[], column(rows, 2)];
				const curve = kaplanMeier(times, seen, { weights });
				const wanted = kaplanMeier(column(repeated, 0) as number[], column(repeated, 1) as number[]);
				expect([curve.leads, curve.events, curve.medianTime]).toEqual([wanted.leads, wanted.events, wanted.medianTime]);
				expect(curve.steps).toEqual(wanted.steps);
				const test = logRankTest(times, seen, groups as string[], { weights });
				const other = logRankTest(
					column(repeated, 0) as number[],
					column(repeated, 1) as number[],
					column(repeated, 2) as string[],
				);
				expect(test.statistic).toBeCloseTo(other.statistic, 9);
				expect(test.degrees).toBe(other.degrees);
			}),
			{ seed: 3, numRuns: 200 },
		);
		expect(() => kaplanMeier([1], [1], { weights: [-1] })).toThrow(/weights must be at least 0/);
		expect(() => logRankTest([1], [1], ["a"], { weights: [1, 1] })).toThrow(RangeError);
	});
});

describe("a curve as it is read", () => {
	it("is the last step's at a time, and 1 before the first", () => {
		const curve = kaplanMeier([1, 2, 3], [1, 0, 1]);
		expect([0, 1, 2.5, 3].map((time) => survivalAt(curve, time).survival)).toEqual([1, 2 / 3, 2 / 3, 0]);
		expect(survivalAt(curve, 0).interval).toBeUndefined();
	});

	it("has its median between the times at which the ends of its interval cross one half", () => {
		fc.assert(
			fc.property(leads, (rows) => {
				const curve = kaplanMeier(
					rows.map(([time]) => time),
					rows.map(([, seen]) => seen),
				);
				const [low, high] = medianInterval(curve);
				if (curve.medianTime === undefined) expect(high).toBeUndefined();
				else expect(low).toBeLessThanOrEqual(curve.medianTime);
				if (high !== undefined) expect(high).toBeGreaterThanOrEqual(curve.medianTime!);
				for (const { time, interval } of curve.steps) {
					if (interval === undefined) continue;
					expect(interval[1] <= 0.5 + 1e-12).toBe(high !== undefined && time >= high);
				}
			}),
			{ seed: 4, numRuns: 200 },
		);
		// 20 leads, one a day, so S(5) = 0.75 with sum d / (n (n - d)) = 1/15 - 1/20: its lower end is
		// 0.75 ^ exp(1.96 sqrt(1/60) / 0.2877) = 0.49996. The upper end of S(14) = 0.3 is 0.5013, that of S(15) 0.4486.
		const days = Array.from({ length: 20 }, (_, i) => i + 1);
		const curve = kaplanMeier(
			days,
			days.map(() => 1),
		);
		expect(curve.medianTime).toBe(10);
		expect(medianInterval(curve)).toEqual([5, 15]);
	});
});

describe("leads that share accounts", () => {
	const times: number[] = [];
	const observed: number[] = [];
	const groups: number[] = [];
	const clusters: number[] = [];
	for (let i = 0; i < 120; i++) {
		const account = i % 30;
		times.push(1 + ((i * 7 + account * 3) % 23));
		observed.push((i * 5 + account) % 4 === 0 ? 0 : 1);
		groups.push(i % 2);
		clusters.push(account);
	}

	it("have the standard errors of R survfit(cluster = ), but for G / (G - 1)", () => {
		const { steps } = kaplanMeier(times, observed, { clusters });
		// survival 3.5-3: survfit(Surv(t, e) ~ 1, cluster = c, robust = TRUE) at 5, 10 and 20
		for (const [at, error] of [
			[5, 0.0243694367],
			[10, 0.03955695478],
			[20, 0.04037411793],
		] as const) {
			const step = steps.findLast(({ time }) => time <= at)!;
			expect(step.standardError! * Math.sqrt(29 / 30)).toBeCloseTo(error, 9);
		}
	});

	it("are Greenwood's when each has an account of its own, and silent of one account", () => {
		const own = times.map((_, i) => i);
		const alone = kaplanMeier(times, observed, { clusters: own }).steps;
		kaplanMeier(times, observed).steps.forEach(({ standardError }, i) => {
			if (standardError === undefined) return;
			expect(alone[i]!.standardError).toBeCloseTo(standardError * Math.sqrt(120 / 119), 9);
		});
		const one = kaplanMeier(times, observed, { clusters: times.map(() => 0) });
		expect(one.steps.every(({ interval }) => interval === undefined)).toBe(true);
		expect(logRankTest(times, observed, groups, { clusters: times.map(() => 0) }).pValue).toBeUndefined();
	});

	it("have the robust score test of R coxph(cluster = ), but for G / (G - 1)", () => {
		const byRest = times.map((_, i) => ((i + (i % 30)) % 3 === 0 ? 1 : 0));
		const { statistic } = logRankTest(times, observed, byRest, { clusters });
		// survival 3.5-3: coxph(Surv(t, e) ~ g, cluster = c, ties = "breslow")$rscore
		expect((statistic * 30) / 29).toBeCloseTo(0.002691919727, 9);
	});

	it("raise a false alarm in about 5 of 100 histories, where leads alone would in many more", () => {
		const random = createRandom("clustered log-rank");
		const histories = 400;
		let over = 0;
		let alone = 0;
		for (let h = 0; h < histories; h++) {
			const [t, o, g, c] = [[], [], [], []] as [number[], number[], number[], number[]];
			for (let account = 0; account < 60; account++) {
				const pace = -Math.log(1 - random.next());
				for (let i = 0; i < 6; i++) {
					t.push(Math.ceil(30 * (random.next() < 0.6 ? pace : -Math.log(1 - random.next()))));
					o.push(t.at(-1)! <= 60 ? 1 : 0);
					t[t.length - 1] = Math.min(60, t.at(-1)!);
					g.push(account % 2);
					c.push(account);
				}
			}
			if (logRankTest(t, o, g, { clusters: c }).pValue! <= 0.05) over++;
			if (logRankTest(t, o, g).pValue! <= 0.05) alone++;
		}
		expect(over / histories).toBeLessThan(0.09);
		expect(over / histories).toBeGreaterThan(0.02);
		expect(alone / histories).toBeGreaterThan(0.12);
	});
});
