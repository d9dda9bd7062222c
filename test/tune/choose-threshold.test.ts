import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import type { Replay } from "../../src/replay/replay-result.ts";
import { cohortWeeks } from "../../src/tune/capacity.ts";
import { chooseThreshold } from "../../src/tune/choose-threshold.ts";
import type { ThresholdConstraint } from "../../src/tune/threshold-constraint.ts";
import { figuresAt } from "../../src/tune/threshold-figures.ts";
import { fixtureReplay } from "../charts/replay-fixture.ts";

const MQL_SQL = { from: "mql", to: "sql" };
const replays = [fixtureReplay({ leads: 900, seed: 3 }), fixtureReplay({ leads: 250, seed: 8, strength: 0.4 })];

/** Every threshold looked at one by one, by the words of the constraint. */
function bruteForce(replay: Replay, { capacity, precision, recall, profit, fBeta }: ThresholdConstraint) {
	const weekly = replay.weekly.find(({ stage: flag }) => flag === "mql")!;
	const weeks = (replay.cohort.to! - replay.createdRange![0]) / (7 * 86_400_000);
	const rows = replay.sweep[0]!.rows.filter(({ flagged }) => flagged > 0);
	const allowed = rows.filter(({ threshold, hits, misses, caught, reached }) => {
		if (capacity !== undefined) {
			const flags = Array.from({ length: weekly.weeks }, (_, week) => weekly.counts![threshold * weekly.weeks + week]!);
			if (flags.reduce((sum, one) => sum + one, 0) > capacity.perWeek * weeks) return false;
			let waiting: number[] = [];
			for (let week = 0, left = true; left; week++) {
				waiting.push(...new Array<number>(flags[week] ?? 0).fill(week));
				const worked = waiting.slice(0, capacity.perWeek);
				waiting = waiting.slice(capacity.perWeek);
				if (worked.some((own) => 7 * (week - own) > (capacity.maxWaitDays ?? 7))) return false;
				left = week < flags.length || waiting.length > 0;
			}
		}
		const low = (by: string | undefined, k: number, n: number) => (by === "point" ? k / n : wilsonInterval(k, n)[0]);
		const total = hits + misses;
		if (precision !== undefined && !(total > 0 && low(precision.by, hits, total) >= precision.atLeast)) return false;
		return recall === undefined || (reached > 0 && low(recall.by, caught, reached) >= recall.atLeast);
	});
	const value = ({ hits, misses, caught, reached }: (typeof rows)[number]) => {
		if (hits + misses === 0) return undefined;
		if (profit !== undefined) return hits * (profit.valuePerWin as number) - (hits + misses) * profit.costPerFlag;
		const [p, r, b] = [hits / (hits + misses), caught / reached, (fBeta?.beta ?? 1) ** 2];
		return p + r === 0 ? 0 : ((1 + b) * p * r) / (b * p + r);
	};
	if (profit !== undefined || fBeta !== undefined) {
		const values = allowed.map(value);
		const most = Math.max(...values.filter((one) => one !== undefined));
		return allowed.findLast((_, i) => values[i] !== undefined && values[i]! >= most)?.threshold;
	}
	return (capacity !== undefined || precision !== undefined ? allowed[0] : allowed.at(-1))?.threshold;
}

const by = fc.constantFrom("low end" as const, "point" as const, undefined);
const floor = (max: number) =>
	fc.record({ atLeast: fc.integer({ min: 1, max }).map((percent) => percent / 100), by }).map(({ atLeast, by }) => ({
		atLeast,
		...(by === undefined ? {} : { by }),
	}));
const constraint: fc.Arbitrary<ThresholdConstraint> = fc
	.record(
		{
			capacity: fc.record({
				perWeek: fc.integer({ min: 1, max: 15 }),
				maxWaitDays: fc.constantFrom(0, 7, 14, Number.POSITIVE_INFINITY),
			}),
			precision: floor(60),
			recall: floor(70),
			aim: fc.oneof(
				fc.record({ profit: fc.record({ costPerFlag: fc.nat(100), valuePerWin: fc.integer({ min: 1, max: 400 }) }) }),
				fc.record({ fBeta: fc.record({ beta: fc.constantFrom(0.5, 1, 2) }) }),
			),
		},
		{ requiredKeys: [] },
	)
	.filter((given) => Object.keys(given).length > 0)
	.map(({ aim, ...limits }) => ({ ...limits, ...aim }));

describe("chooseThreshold", () => {
	it("chooses what looking at every threshold one by one chooses", () => {
		fc.assert(
			fc.property(fc.constantFrom(...replays), constraint, (replay, asked) => {
				const choice = chooseThreshold(replay, MQL_SQL, asked);
				expect(choice.chosen?.threshold).toBe(bruteForce(replay, asked));
				expect(choice.reason === undefined).toBe(choice.chosen !== undefined);
				if (choice.indistinct !== undefined) {
					expect(choice.indistinct[0]).toBeLessThanOrEqual(choice.chosen!.threshold);
					expect(choice.indistinct[1]).toBeGreaterThanOrEqual(choice.chosen!.threshold);
				}
			}),
			{ seed: 4, numRuns: 400 },
		);
	});

	it("never flags more with less capacity, nor finds less with a higher recall asked for", () => {
		const at = (perWeek: number) => chooseThreshold(replays[0]!, MQL_SQL, { capacity: { perWeek } }).chosen!;
		for (let flags = 2; flags < 12; flags++)
			expect(at(flags).threshold).toBeGreaterThanOrEqual(at(flags + 1).threshold);
		const recall = (atLeast: number) => chooseThreshold(replays[0]!, MQL_SQL, { recall: { atLeast } }).chosen!;
		expect(recall(0.2).threshold).toBeGreaterThan(recall(0.5).threshold);
	});

	it("says which limit no threshold keeps to, and which ones part", () => {
		const none = chooseThreshold(replays[0]!, MQL_SQL, { precision: { atLeast: 0.99 } });
		expect(none).toMatchObject({ chosen: undefined, allowed: [] });
		expect(none.reason).toBe("no threshold has a precision of at least 99 % at the low end of its interval");
		const apart = chooseThreshold(replays[0]!, MQL_SQL, { capacity: { perWeek: 1 }, recall: { atLeast: 0.6 } });
		expect(apart.reason).toMatch(/no threshold keeps to all limits together: at most 1 flag a week .* holds from/);
		const nobody = chooseThreshold(fixtureReplay({ leads: 0 }), MQL_SQL, { recall: { atLeast: 0.1 } });
		expect(nobody.reason).toBe("no threshold flags anybody");
	});

	it("refuses a constraint that says nothing, or two aims", () => {
		expect(() => chooseThreshold(replays[0]!, MQL_SQL, {})).toThrow(/must be given, got none/);
		const both = { profit: { costPerFlag: 1, valuePerWin: 2 }, fBeta: {} };
		expect(() => chooseThreshold(replays[0]!, MQL_SQL, both)).toThrow(/cannot both be the aim/);
		expect(() => chooseThreshold(replays[0]!, { from: "mql", to: "x" }, { fBeta: {} })).toThrow(/did not measure/);
		const recorded = { profit: { costPerFlag: 1, valuePerWin: "recorded" as const } };
		expect(() => chooseThreshold(replays[0]!, MQL_SQL, recorded)).toThrow(/no hit has one/);
	});
});

describe("figuresAt", () => {
	it("above the largest score finds nobody flagged, and rates without a number", () => {
		const figures = figuresAt(replays[0]!, MQL_SQL, { threshold: 5000, capacity: { perWeek: 3 } });
		expect(figures.counts.flagged).toBe(0);
		expect(seenOf(figures.precision).value).toBeUndefined();
		expect(figures.queue?.longestWaitDays).toBeUndefined();
		expect(() => figuresAt(replays[0]!, MQL_SQL, { threshold: 1.5 })).toThrow(/whole or the model's own/);
	});

	it("counts the weeks of a cohort up to the end of its range", () => {
		expect(
			cohortWeeks({ createdRange: [0, 5], asOf: 70 * 86_400_000, cohort: { from: 0, to: undefined, leads: 2 } }),
		).toBe(10);
		expect(
			cohortWeeks({ createdRange: [0, 5], asOf: 70 * 86_400_000, cohort: { from: 0, to: 14 * 86_400_000, leads: 2 } }),
		).toBe(2);
	});
});
