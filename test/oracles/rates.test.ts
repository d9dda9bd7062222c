import { describe, expect, it } from "vitest";
import { betaQuantile } from "../../src/metrics/distributions/beta-quantile.ts";
import { betaTails } from "../../src/metrics/distributions/beta-tails.ts";
import { binomialTails } from "../../src/metrics/distributions/binomial-tails.ts";
import { chiSquareTail } from "../../src/metrics/distributions/chi-square-tail.ts";
import { normalTail } from "../../src/metrics/distributions/normal.ts";
import { normalQuantile } from "../../src/metrics/distributions/normal-quantile.ts";
import { clopperPearson } from "../../src/metrics/rates/clopper-pearson.ts";
import { holmAdjusted } from "../../src/metrics/rates/holm-adjusted.ts";
import { mcnemarTest } from "../../src/metrics/rates/mcnemar-test.ts";
import { type RateCounts, rateDifference } from "../../src/metrics/rates/rate-difference.ts";
import { wilsonInterval } from "../../src/metrics/rates/wilson-interval.ts";
import { expectNear, oracleCases } from "./oracle-cases.ts";

describe("against scipy and statsmodels", () => {
	it("the normal tail and quantile", () => {
		const cases = oracleCases<{ z: number; p: number }, { tail: number; quantile: number }>("normal");
		for (const { in: given, out } of cases) {
			expectNear(normalTail(given.z), out.tail, given, 1e-13, 0, "tail");
			expectNear(normalQuantile(given.p), out.quantile, given, 1e-13, 1, "quantile");
		}
	});

	it("the chi-square tail", () => {
		const cases = oracleCases<{ value: number; degrees: number }, { tail: number }>("chi-square");
		for (const { in: given, out } of cases)
			expectNear(chiSquareTail(given.value, given.degrees), out.tail, given, 1e-13, 0, "tail");
	});

	it("beta tails and quantiles, of any parameters", () => {
		const cases = oracleCases<
			{ a: number; b: number; x: number; p: number },
			{ lower: number; upper: number; quantile: number }
		>("beta");
		for (const { in: given, out } of cases) {
			const { lower, upper } = betaTails(given.x, given.a, given.b);
			expectNear(lower, out.lower, given, 1e-12, 0, "lower tail");
			expectNear(upper, out.upper, given, 1e-12, 0.1, "upper tail");
			expectNear(betaQuantile(given.p, given.a, given.b), out.quantile, given, 1e-12, 0, "quantile");
		}
	});

	it("binomial chances, tails, tests and exact intervals", () => {
		const cases = oracleCases<
			{ hits: number; trials: number; probability: number; confidence: number },
			{
				atMost: number;
				atLeast: number;
				exact: [number, number];
				lower: number;
				upper: number;
				wilson: [number, number];
			}
		>("binomial");
		for (const { in: given, out } of cases) {
			const { hits, trials, probability, confidence } = given;
			const tails = binomialTails(hits, trials, probability);
			expectNear(tails.atMost, out.atMost, given, 1e-12, 0, "tails");
			expectNear(tails.atLeast, out.atLeast, given, 1e-12, 0, "tails");
			const [low, high] = clopperPearson(hits, trials, { confidence });
			expectNear(low, out.exact[0], given, 1e-12, 0, "Clopper-Pearson");
			expectNear(high, out.exact[1], given, 1e-12, 0, "Clopper-Pearson");
			expectNear(
				clopperPearson(hits, trials, { confidence, side: "lower" })[0],
				out.lower,
				given,
				1e-12,
				0,
				"Clopper-Pearson, one side",
			);
			expectNear(
				clopperPearson(hits, trials, { confidence, side: "upper" })[1],
				out.upper,
				given,
				1e-12,
				0,
				"Clopper-Pearson, one side",
			);
			const wilson = wilsonInterval(hits, trials);
			expectNear(wilson[0], out.wilson[0], given, 1e-12, 1 / trials, "Wilson");
			expectNear(wilson[1], out.wilson[1], given, 1e-12, 0, "Wilson");
		}
	});

	it("the exact McNemar test", () => {
		const cases = oracleCases<{ b: number; c: number }, { p: number }>("mcnemar");
		for (const { in: given, out } of cases)
			expectNear(mcnemarTest(given.b, given.c), out.p, given, 1e-12, 0, "exact test");
	});

	it("Holm's adjusted p-values", () => {
		const cases = oracleCases<{ p: number[] }, { adjusted: number[] }>("holm");
		for (const { in: given, out } of cases) {
			holmAdjusted(given.p).forEach((p, i) => {
				expectNear(p, out.adjusted[i]!, given, 1e-12, 0, "adjusted p-values");
			});
		}
	});

	it("Newcombe's interval of a difference", () => {
		type Given = { first: RateCounts; second: RateCounts };
		for (const { in: given, out } of oracleCases<Given, { low: number; high: number }>("difference")) {
			const result = rateDifference(given.first, given.second);
			const apart = out.low > 0 || out.high < 0;
			if (result.state === "cannot tell yet") expect(apart).toBe(false);
			else {
				expectNear(result.interval[0], out.low, given, 1e-12, 1, "Newcombe");
				expectNear(result.interval[1], out.high, given, 1e-12, 1, "Newcombe");
			}
		}
	});
});
