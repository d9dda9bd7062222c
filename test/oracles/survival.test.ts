import { describe, expect, it } from "vitest";
import { kaplanMeier } from "../../src/metrics/survival/kaplan-meier.ts";
import { logRankTest } from "../../src/metrics/survival/log-rank-test.ts";
import { expectNear, oracleCases } from "./oracle-cases.ts";

describe("against lifelines", () => {
	type Given = { days: number[]; observed: number[]; groups: number[] };
	type Out = {
		times: number[];
		survival: number[];
		low: (number | null)[];
		high: (number | null)[];
		median: number | null;
		logRank: number;
		p: number;
	};
	const cases = oracleCases<Given, Out>("kaplan-meier");

	it("Kaplan-Meier with Greenwood's log-log interval", () => {
		for (const { in: given, out } of cases) {
			const { steps, medianTime } = kaplanMeier(given.days, given.observed);
			expect(steps.map(({ time }) => time)).toEqual(out.times);
			steps.forEach((step, i) => {
				expectNear(step.survival, out.survival[i]!, given, 1e-12, 1, "survival");
				if (step.interval === undefined) return;
				expectNear(step.interval[0], out.low[i]!, given, 1e-9, 0, "interval");
				expectNear(step.interval[1], out.high[i]!, given, 1e-9, 0, "interval");
			});
			expect(medianTime).toBe(out.median ?? undefined);
		}
	});

	it("the log-rank test of two to four groups", () => {
		for (const { in: given, out } of cases) {
			const test = logRankTest(given.days, given.observed, given.groups);
			expectNear(test.statistic, out.logRank, given, 1e-9, 1e-3, "log-rank statistic");
			// Where a group is never at risk beside another, lifelines still counts it as a degree.
			if (test.degrees === new Set(given.groups).size - 1) expectNear(test.pValue, out.p, given, 1e-9, 0, "log-rank p");
		}
	});
});
