import { cumulativeStdNormalProbability } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { estimateRate } from "../../src/metrics/estimate.ts";
import type { Handoff, Replay } from "../../src/replay/replay-result.ts";
import { callsToTellApart } from "../../src/report/calls-to-tell-apart.ts";
import { judge, standingOf } from "../../src/report/verdict.ts";
import { fixtureReplay } from "../charts/replay-fixture.ts";

const base = fixtureReplay({ leads: 300 });

/** A replay whose first hand-off has the given counts, and whose other hand-offs have those of `others`. */
function withCounts(
	precision: readonly [number, number],
	recall: readonly [number, number],
	others: readonly [number, number] = [30, 100],
): Replay {
	const handoffs = base.handoffs.map((handoff, i): Handoff => {
		const [hits, total] = i === 0 ? precision : others;
		return {
			...handoff,
			called: total + 5,
			late: 0,
			immature: 5,
			hits,
			misses: total - hits,
			precision: estimateRate(hits, total, { reason: "no mature call" }),
			recall: estimateRate(...recall, { reason: "nobody reached it" }),
		};
	});
	return { ...base, handoffs };
}

describe("the standing of two rates", () => {
	test("is higher or lower only when the intervals do not overlap", () => {
		expect(standingOf(estimateRate(80, 100), estimateRate(20, 100))).toBe("higher");
		expect(standingOf(estimateRate(20, 100), estimateRate(80, 100))).toBe("lower");
		expect(standingOf(estimateRate(123, 300), estimateRate(100, 300))).toBe("overlap");
		expect(standingOf(estimateRate(9, 9), estimateRate(0, 1000))).toBe("too-little");
		expect(standingOf(estimateRate(0, 0), estimateRate(0, 1000))).toBe("too-little");
	});
});

describe("the verdict", () => {
	const baseline = withCounts([200, 1000], [200, 400]);
	test.each([
		["roll-out", withCounts([400, 1000], [200, 400])],
		["roll-out", withCounts([400, 1000], [350, 400])],
		["discuss", withCounts([400, 1000], [40, 400])],
		["discuss", withCounts([400, 1000], [200, 400], [2, 100])],
		["hold", withCounts([90, 1000], [200, 400])],
		["discuss", withCounts([90, 1000], [380, 400])],
		["discuss", withCounts([205, 1000], [380, 400])],
		["cannot-tell", withCounts([205, 1000], [205, 400])],
		["cannot-tell", withCounts([5, 5], [200, 400])],
		["cannot-tell", withCounts([0, 0], [200, 400])],
	] as const)("is %s", (decision, candidate) => {
		expect(judge(candidate, baseline).decision).toBe(decision);
	});

	test("gives both rates with counts and intervals", () => {
		const { sentences } = judge(withCounts([410, 1000], [200, 400]), baseline);
		expect(sentences[0]).toBe(
			"The candidate's MQL calls became SQL within 90 days 41.0 % of the time (410 of 1,000; 95 % interval 38.0 to 44.1 %), the baseline's 20.0 % of the time (200 of 1,000; 95 % interval 17.6 to 22.6 %).",
		);
		expect(sentences[1]).toContain("(200 of 400; 95 % interval 45.1 to 54.9 %)");
	});

	test("says how many calls would tell the models apart", () => {
		expect(judge(withCounts([123, 300], [200, 400]), withCounts([100, 300], [200, 400])).recommendation).toContain(
			"about 620 mature calls",
		);
		expect(judge(baseline, baseline).recommendation).toContain("The two rates are equal");
	});

	test("does not compare replays of other leads", () => {
		const other = { ...withCounts([400, 1000], [350, 400]), datasetFingerprint: "0000000000000000" };
		expect(judge(other, baseline)).toMatchObject({
			decision: "discuss",
			headline: expect.stringContaining("not about the same leads"),
		});
	});

	test("compares nothing when no hand-off is common, or when there is no baseline", () => {
		expect(judge({ ...baseline, handoffs: [] }, baseline).headline).toContain("no hand-off in common");
		expect(judge(baseline).decision).toBe("alone");
		expect(judge({ ...baseline, handoffs: [] }).decision).toBe("alone");
		const few = judge(withCounts([1, 3], [1, 5]));
		expect([few.decision, few.recommendation]).toEqual([
			"cannot-tell",
			"At least 7 more mature calls are needed before a rate means anything.",
		]);
	});
});

describe("callsToTellApart", () => {
	test("gives the smallest sample with a power of 80 %", () => {
		const power = (n: number) => {
			const error = Math.sqrt((0.41 * 0.59 + 0.332 * 0.668) / n);
			return cumulativeStdNormalProbability((0.41 - 0.332) / error - 1.959964);
		};
		const needed = callsToTellApart(0.41, 0.332) ?? 0;
		expect(needed).toBe(599);
		expect(power(needed)).toBeCloseTo(0.8, 2);
	});

	test("is undefined for equal rates: no number is enough", () => {
		expect(callsToTellApart(0.2, 0.2)).toBeUndefined();
	});
});
