import { describe, it } from "vitest";
import { featureRows } from "../../src/metrics/selection/feature-rows.ts";
import { fitLogistic } from "../../src/metrics/selection/fit-logistic.ts";
import { expectNear, oracleCases } from "./oracle-cases.ts";

describe("against scikit-learn and statsmodels", () => {
	it("logistic regression on features, penalised and not, weighted and not", () => {
		type Given = { x: number[][]; y: number[]; weights: number[]; ridge: number };
		for (const { in: given, out } of oracleCases<Given, { coefficients: number[] }>("propensity")) {
			const table = featureRows(given.x);
			// To the end: the gradient at which the product stops leaves 1e-9 open where outcomes are nearly separated.
			const fit = fitLogistic(table, given.y, { ridge: given.ridge, weights: given.weights, tolerance: 1e-14 });
			const what = given.ridge === 0 ? "coefficients" : "penalised coefficients";
			[fit.intercept, ...fit.coefficients].forEach((coefficient, i) => {
				expectNear(coefficient, out.coefficients[i]!, given, 1e-9, 1, what);
			});
		}
	});
});
