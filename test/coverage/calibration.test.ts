import { describe, it, vi } from "vitest";
import { expectedCalibrationError } from "../../src/metrics/calibration/expected-calibration-error.ts";
import { coverageRandom, coverageTally, expectCoverage, HISTORIES } from "./coverage.ts";
import { drawTable, LEADS, RATES, worldOf } from "./world.ts";

vi.setConfig({ testTimeout: 900_000 });

describe("the null band of the calibration error", () => {
	it.each(LEADS.flatMap((leads) => RATES.map((rate) => [leads, rate] as const)))(
		"with %d leads at a rate of %d holds what true probabilities show 95 % of the time, or more where few leads are whole",
		(leads, rate) => {
			const world = worldOf(rate, { levels: 8 });
			const chance = new Map(
				Array.from(world.scores, (score, row) => {
					const positive = world.positives[row]!;
					return [score, positive / (positive + world.negatives[row]!)] as const;
				}),
			);
			const random = coverageRandom(`null band ${leads} ${rate}`);
			const band = coverageTally();
			const test = coverageTally();
			for (let i = 0; i < HISTORIES; i++) {
				const table = drawTable(random, world, leads);
				const error = expectedCalibrationError(table, (score) => chance.get(score)!, { random, replicates: 200 })!;
				band.add({ state: "measured", interval: [0, error.nullHigh] }, error.value);
				test.add({ state: "measured", interval: [0.05, 1] }, error.pValue);
			}
			const cell = { method: "null band", leads, rate };
			expectCoverage({ ...cell, what: "calibration error" }, band, { from: 0.93, to: 0.98 });
			// A p-value may be too large, never too small.
			expectCoverage({ ...cell, what: "its test at 5 %" }, test, { from: 0.94, to: 0.98 });
		},
	);
});
