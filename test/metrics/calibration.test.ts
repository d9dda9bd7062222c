import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { corpDecomposition } from "../../src/metrics/calibration/corp-decomposition.ts";
import { expectedCalibrationError } from "../../src/metrics/calibration/expected-calibration-error.ts";
import { forecastLevels } from "../../src/metrics/calibration/forecast-levels.ts";
import { isotonicCalibrator, isotonicFit, isotonicValue } from "../../src/metrics/calibration/isotonic-calibrator.ts";
import { logisticCalibration } from "../../src/metrics/calibration/logistic-calibration.ts";
import { murphyDecomposition } from "../../src/metrics/calibration/murphy-decomposition.ts";
import { reliabilityPoints } from "../../src/metrics/calibration/reliability-points.ts";
import { brierLoss } from "../../src/metrics/measures/brier-loss.ts";
import { logLoss } from "../../src/metrics/measures/log-loss.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";

const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom(0, 1)), {
	minLength: 1,
	maxLength: 80,
});
const tableOf = (list: readonly (readonly [number, number])[]) =>
	scoreTable(
		list.map(([score]) => score),
		list.map(([, outcome]) => outcome),
	);
/** Neither monotone nor one-to-one: two scores share a probability. */
const wavy = (score: number) => 0.05 + ((score * 5) % 13) / 15;

describe("isotonicFit", () => {
	const fitted = (ys: number[], weights?: number[]) => {
		const xs = ys.map((_, i) => i);
		return xs.map((x) => isotonicValue(isotonicFit(xs, ys, weights), x)!);
	};

	// scikit-learn test_isotonic.py and its IsotonicRegression.
	it.each([
		[[3, 7, 5, 9, 8, 7, 10], undefined, [3, 6, 6, 8, 8, 8, 10]],
		[[10, 0, 2], undefined, [4, 4, 4]],
		[[1, 41, 51, 1, 2, 5, 24], undefined, [1, 20, 20, 20, 20, 20, 24]],
		[[3, 1, 2, 5, 4, 6], [1, 2, 1, 1, 3, 1], [7 / 4, 7 / 4, 2, 17 / 4, 17 / 4, 6].map((v, i) => (i < 2 ? 5 / 3 : v))],
	])("of %j with weights %j is %j", (ys, weights, wanted) => {
		fitted(ys, weights).forEach((value, i) => {
			expect(value).toBeCloseTo(wanted[i]!, 12);
		});
	});

	it("does not fall, keeps the mean, and no block can be split for a better fit", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const xs = list.map(([x]) => x);
				const ys = list.map(([, y]) => y);
				const blocks = isotonicFit(xs, ys);
				for (let i = 1; i < blocks.length; i++) expect(blocks[i]!.value).toBeGreaterThan(blocks[i - 1]!.value);
				const total = blocks.reduce((sum, { value, weight }) => sum + value * weight, 0);
				expect(total).toBeCloseTo(
					ys.reduce<number>((a, b) => a + b, 0),
					9,
				);
				// Optimality: within a block no beginning has a lower mean than the whole.
				for (const { from, to, value } of blocks) {
					for (const cut of new Set(xs.filter((x) => x >= from && x <= to))) {
						const head = list.filter(([x]) => x >= from && x <= cut);
						const mean = head.reduce((sum, [, y]) => sum + y, 0) / head.length;
						expect(mean).toBeGreaterThanOrEqual(value - 1e-12);
					}
				}
			}),
			{ seed: 1, numRuns: 300 },
		);
	});

	it("is constant beyond its ends, straight between blocks, and has no value without rows", () => {
		const blocks = isotonicFit([1, 3], [0, 1]);
		expect([0, 2, 9].map((x) => isotonicValue(blocks, x))).toEqual([0, 0.5, 1]);
		expect(isotonicValue([], 1)).toBeUndefined();
		expect(isotonicCalibrator(scoreTable([], []))).toBeUndefined();
		expect(isotonicCalibrator(scoreTable([1, 2, 3, 4], [0, 1, 0, 1]))?.(2)).toBe(0.5);
		expect(isotonicFit([1, 1], [0, 4], [0, 2])).toEqual([{ from: 1, to: 1, value: 4, weight: 2 }]);
		expect(() => isotonicFit([1], [1], [-1])).toThrow(/weights must be at least 0, got -1/);
		expect(() => isotonicFit([1], [])).toThrow(RangeError);
	});
});

describe("logisticCalibration", () => {
	it("gives the mean probability of the leads their share of positives, cap or no cap", () => {
		fc.assert(
			fc.property(rows, fc.constantFrom(0.1, 1, 6), (list, maxSlope) => {
				const table = tableOf(list);
				const fit = logisticCalibration(table, { maxSlope });
				const hits = list.filter(([, y]) => y === 1).length;
				if (hits === 0 || hits === list.length) {
					expect(fit).toBeUndefined();
					return;
				}
				const sum = list.reduce((part, [score]) => part + fit!.calibrator(score), 0);
				expect(sum).toBeCloseTo(hits, 9);
				expect(Math.abs(fit!.standardSlope)).toBeLessThanOrEqual(maxSlope);
				// The two ways to say it are one curve.
				const [score] = list[0]!;
				expect(1 / (1 + Math.exp(-(fit!.slope * score + fit!.intercept)))).toBeCloseTo(fit!.calibrator(score), 9);
				// No small change of the slope is better, unless the cap is in the way.
				const other = (factor: number) => (s: number) =>
					1 / (1 + Math.exp(-(fit!.slope * factor * s + fit!.intercept)));
				if (!fit!.capped && fit!.slope !== 0) {
					const own = logLoss(table, fit!.calibrator)!;
					expect(logLoss(table, other(1.001))!).toBeGreaterThanOrEqual(own - 1e-12);
					expect(logLoss(table, other(0.999))!).toBeGreaterThanOrEqual(own - 1e-12);
				}
			}),
			{ seed: 2, numRuns: 200 },
		);
	});

	it("holds separated leads to the cap, on either side, and moves with the unit of the score", () => {
		const up = logisticCalibration(scoreTable([1, 2, 3, 4], [0, 0, 1, 1]))!;
		expect(up).toMatchObject({ capped: true, standardSlope: 6 });
		expect(logisticCalibration(scoreTable([1, 2, 3, 4], [1, 1, 0, 0]))).toMatchObject({ standardSlope: -6 });
		const scaled = logisticCalibration(scoreTable([100, 200, 300, 400], [0, 0, 1, 1]))!;
		expect(scaled.calibrator(250)).toBeCloseTo(up.calibrator(2.5), 12);
		expect(logisticCalibration(scoreTable([1, 1, 1, 1], [0, 0, 0, 1]))?.calibrator(1)).toBeCloseTo(0.25, 14);
		expect(() => logisticCalibration(scoreTable([1], [1]), { maxSlope: 0 })).toThrow(RangeError);
	});
});

describe("losses and their parts", () => {
	it("Brier loss is the mean squared error, log loss the mean surprise", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const table = tableOf(list);
				const brier = list.reduce((sum, [s, y]) => sum + (wavy(s) - y) ** 2, 0) / list.length;
				const log = list.reduce((sum, [s, y]) => sum - Math.log(y === 1 ? wavy(s) : 1 - wavy(s)), 0) / list.length;
				expect(brierLoss(table, wavy)).toBeCloseTo(brier, 12);
				expect(logLoss(table, wavy)).toBeCloseTo(log, 12);
			}),
			{ seed: 3, numRuns: 200 },
		);
	});

	it("parts add up to the loss, and none is below 0", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const table = tableOf(list);
				const murphy = murphyDecomposition(table, wavy)!;
				expect(murphy.reliabilityLoss - murphy.resolutionScore + murphy.uncertainty).toBeCloseTo(murphy.loss, 12);
				expect(murphy.loss).toBeCloseTo(brierLoss(table, wavy)!, 12);
				for (const loss of ["brier", "log"] as const) {
					const corp = corpDecomposition(table, wavy, { loss })!;
					expect(corp.miscalibrationLoss - corp.discriminationScore + corp.uncertainty).toBeCloseTo(corp.loss, 11);
					expect(Math.min(corp.miscalibrationLoss, corp.discriminationScore, corp.uncertainty)).toBeGreaterThanOrEqual(
						0,
					);
				}
				// Pooling levels can only hide miscalibration: CORP's is at most Murphy's.
				expect(corpDecomposition(table, wavy)!.miscalibrationLoss).toBeLessThanOrEqual(murphy.reliabilityLoss + 1e-12);
			}),
			{ seed: 4, numRuns: 200 },
		);
	});

	it("recalibrated probabilities have no miscalibration left, and the diagram counts every lead once", () => {
		fc.assert(
			fc.property(rows, (list) => {
				const table = tableOf(list);
				const calibrator = isotonicCalibrator(table)!;
				expect(corpDecomposition(table, calibrator)!.miscalibrationLoss).toBeCloseTo(0, 12);
				const points = reliabilityPoints(table, wavy);
				expect(points.reduce((sum, { observed }) => sum + observed.total, 0)).toBe(list.length);
				for (const { from, to, forecast } of points) {
					expect(forecast).toBeGreaterThanOrEqual(from - 1e-12);
					expect(forecast).toBeLessThanOrEqual(to + 1e-12);
				}
				for (const { forecast, observed } of reliabilityPoints(table, calibrator)) {
					expect(seenOf(observed).value).toBeCloseTo(forecast, 12);
				}
			}),
			{ seed: 5, numRuns: 200 },
		);
	});

	it("are undefined on nothing, and log loss where the impossible happened", () => {
		const empty = scoreTable([], []);
		expect(brierLoss(empty, wavy)).toBeUndefined();
		expect(logLoss(empty, wavy)).toBeUndefined();
		expect(murphyDecomposition(empty, wavy)).toBeUndefined();
		expect(corpDecomposition(empty, wavy)).toBeUndefined();
		expect(expectedCalibrationError(empty, wavy, { random: createRandom(1) })).toBeUndefined();
		expect(reliabilityPoints(empty, wavy)).toEqual([]);
		const won = scoreTable([1], [1]);
		expect(logLoss(won, () => 0)).toBeUndefined();
		expect(corpDecomposition(won, () => 0, { loss: "log" })).toBeUndefined();
		expect(logLoss(won, () => 1)).toBe(0);
		expect(() => brierLoss(won, () => 2)).toThrow(/numbers in \[0, 1\], got 2 for score 1/);
		expect(murphyDecomposition(scoreTable([1, 1], [0, 1]), () => 0.7)?.reliabilityLoss).toBeCloseTo(0.04, 15);
		expect(corpDecomposition(scoreTable([1, 1], [0, 1]), () => 0.7)?.miscalibrationLoss).toBeCloseTo(0.04, 15);
	});

	it("levels pool scores of one probability", () => {
		expect(forecastLevels(scoreTable([1, 2, 3], [0, 1, 1]), (s) => (s > 1 ? 0.8 : 0.3))).toEqual([
			{ forecast: 0.3, positives: 0, total: 1 },
			{ forecast: 0.8, positives: 2, total: 2 },
		]);
	});
});

describe("expectedCalibrationError", () => {
	const random = createRandom("calibration");
	const scores = Array.from({ length: 600 }, () => random.integer(20));
	const truth = (score: number) => 0.1 + score / 40;
	const outcomes = scores.map((score) => (random.chance(truth(score)) ? 1 : 0));
	const table = scoreTable(scores, outcomes);

	it("lies within its null band for right probabilities, and far above for wrong ones", () => {
		const right = expectedCalibrationError(table, truth, { random: createRandom(1) })!;
		expect(right.value).toBeLessThan(right.nullHigh);
		expect(right.pValue).toBeGreaterThan(0.05);
		// Chance alone makes it larger than 0.
		expect(right.nullMean).toBeGreaterThan(0.01);
		const wrong = expectedCalibrationError(table, (score) => truth(score) / 2, { random: createRandom(1) })!;
		expect(wrong.value).toBeGreaterThan(2 * wrong.nullHigh);
		expect(wrong.pValue).toBeCloseTo(1 / 1001, 12);
		expect(expectedCalibrationError(table, truth, { random: createRandom(1) })).toEqual(right);
	});

	it("refuses bins that are none", () => {
		expect(() => expectedCalibrationError(table, truth, { random, bins: 0 })).toThrow(RangeError);
		expect(expectedCalibrationError(scoreTable([1, 1], [1, 1]), () => 0.75, { random })?.value).toBe(0.25);
		// The last bin holds 1.
		expect(expectedCalibrationError(scoreTable([1], [1]), () => 1, { random })?.value).toBe(0);
	});
});
