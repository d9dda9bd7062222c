import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { corpDecomposition } from "../../src/metrics/calibration/corp-decomposition.ts";
import { expectedCalibrationError } from "../../src/metrics/calibration/expected-calibration-error.ts";
import { isotonicFit, isotonicValue } from "../../src/metrics/calibration/isotonic-calibrator.ts";
import { logisticCalibration } from "../../src/metrics/calibration/logistic-calibration.ts";
import { murphyDecomposition } from "../../src/metrics/calibration/murphy-decomposition.ts";
import { brierLoss } from "../../src/metrics/measures/brier-loss.ts";
import { logLoss } from "../../src/metrics/measures/log-loss.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { expectNear, oracleCases } from "./oracle-cases.ts";

describe("against scikit-learn and statsmodels", () => {
	it("isotonic regression, at its own points and between them", () => {
		type Given = { x: number[]; y: number[]; weights: number[]; at: number[] };
		for (const { in: given, out } of oracleCases<Given, { fitted: number[]; predicted: number[] }>("isotonic")) {
			const blocks = isotonicFit(given.x, given.y, given.weights);
			given.x.forEach((x, i) => {
				expectNear(isotonicValue(blocks, x), out.fitted[i]!, given, 1e-12, 1, "at its points");
			});
			given.at.forEach((x, i) => {
				expectNear(isotonicValue(blocks, x), out.predicted[i]!, given, 1e-12, 1, "between them");
			});
		}
	});

	it("logistic calibration, with and without its cap", () => {
		type Given = { scores: number[]; outcomes: number[]; cap: number };
		let capped = 0;
		const cases = oracleCases<Given, { slope: number; probabilities: number[] }>("logistic");
		for (const { in: given, out } of cases) {
			const fit = logisticCalibration(scoreTable(given.scores, given.outcomes), { maxSlope: given.cap });
			expectNear(fit?.standardSlope, out.slope, given, 1e-9, 1, "slope");
			expect(fit?.capped).toBe(Math.abs(out.slope) === given.cap);
			capped += fit?.capped ? 1 : 0;
			given.scores.forEach((score, i) => {
				expectNear(fit?.calibrator(score), out.probabilities[i]!, given, 1e-9, 0, "probabilities");
			});
		}
		// Both kinds are among the cases.
		if (cases.length === 0) return;
		expect(capped).toBeGreaterThan(0);
		expect(capped).toBeLessThan(cases.length);
	});

	it("Brier, log loss, Murphy, CORP and ECE", () => {
		type Given = { scores: number[]; outcomes: number[]; slope: number; shift: number };
		type Three = [number, number, number];
		type Out = { brier: number; logLoss: number; murphy: Three; corp: Three; corpLog: Three; ece: number };
		for (const { in: given, out } of oracleCases<Given, Out>("calibration")) {
			const table = scoreTable(given.scores, given.outcomes);
			const calibrator = (score: number) => 1 / (1 + Math.exp(-(given.slope * score + given.shift)));
			expectNear(brierLoss(table, calibrator), out.brier, given, 1e-12, 0, "Brier");
			expectNear(logLoss(table, calibrator), out.logLoss, given, 1e-12, 0, "log loss");
			const murphy = murphyDecomposition(table, calibrator)!;
			expectNear(murphy.loss, out.brier, given, 1e-12, 0, "Murphy");
			expectNear(murphy.reliabilityLoss, out.murphy[0], given, 1e-12, 0.1, "Murphy");
			expectNear(murphy.resolutionScore, out.murphy[1], given, 1e-12, 0.1, "Murphy");
			expectNear(murphy.uncertainty, out.murphy[2], given, 1e-12, 0, "Murphy");
			for (const [loss, wanted] of [
				["brier", out.corp],
				["log", out.corpLog],
			] as const) {
				const corp = corpDecomposition(table, calibrator, { loss })!;
				expectNear(corp.miscalibrationLoss, wanted[0], given, 1e-11, 0.1, "CORP");
				expectNear(corp.discriminationScore, wanted[1], given, 1e-11, 0.1, "CORP");
				expectNear(corp.uncertainty, wanted[2], given, 1e-12, 0, "CORP");
			}
			const error = expectedCalibrationError(table, calibrator, { random: createRandom(1), replicates: 1 });
			expectNear(error?.value, out.ece, given, 1e-12, 0.1, "calibration error");
		}
	});
});
