import { describe, expect, it } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { consistencyBand } from "../../src/metrics/calibration/consistency-band.ts";
import { isotonicCalibrator } from "../../src/metrics/calibration/isotonic-calibrator.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";

describe("consistencyBand", () => {
	const scores = Array.from({ length: 400 }, (_, i) => i % 5);
	const outcomes = scores.map((score, i) => (i % 7 < score ? 1 : 0));
	const table = scoreTable(scores, outcomes);

	it("has a point a probability, with the isotonic curve of the leads themselves", () => {
		const calibrator = (score: number) => (score + 1) / 8;
		const band = consistencyBand(table, calibrator, { random: createRandom(1) });
		expect(band.map(({ forecast, total }) => [forecast, total])).toEqual([0, 1, 2, 3, 4].map((s) => [(s + 1) / 8, 80]));
		const curve = isotonicCalibrator(table)!;
		for (const [i, { recalibrated }] of band.entries()) expect(recalibrated).toBeCloseTo(curve(i), 14);
		for (const {
			forecast,
			band: [low, high],
		} of band) {
			expect(low).toBeLessThanOrEqual(forecast);
			expect(high).toBeGreaterThanOrEqual(forecast);
		}
		expect(consistencyBand(table, calibrator, { random: createRandom(1) })).toEqual(band);
	});

	it("of one probability is the binomial range of its share", () => {
		// 100 leads at 30 %: 95 % of the draws lie in 21 to 39.
		const one = scoreTable(
			Array.from({ length: 100 }).fill(1) as number[],
			Array.from({ length: 100 }, (_, i) => (i < 60 ? 1 : 0)),
		);
		const [point] = consistencyBand(one, () => 0.3, { random: createRandom(2), replicates: 4000 });
		expect(point!.band[0]).toBeCloseTo(0.21, 2);
		expect(point!.band[1]).toBeCloseTo(0.39, 2);
		// And 60 of 100 speak against it.
		expect(point!.recalibrated).toBeGreaterThan(point!.band[1]);
	});

	it("is empty for no lead, and refuses what cannot be", () => {
		const options = { random: createRandom(1) };
		expect(consistencyBand(scoreTable([], []), () => 0.5, options)).toEqual([]);
		expect(() => consistencyBand(table, () => 1.2, options)).toThrow(RangeError);
		expect(() => consistencyBand(table, () => 0.5, { ...options, replicates: 10 })).toThrow(RangeError);
		expect(() => consistencyBand(table, () => 0.5, { ...options, confidence: 1 })).toThrow(RangeError);
	});
});
