import { sum } from "simple-statistics";
import { type Estimate, estimateRate } from "../rates/estimate.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";
import { forecastLevels } from "./forecast-levels.ts";
import { isotonicFit } from "./isotonic-calibrator.ts";

/** A step of the reliability diagram: leads whose probabilities lie in [from, to], and what came of them. */
export interface ReliabilityPoint {
	readonly from: number;
	readonly to: number;
	/** Mean probability they were given. */
	readonly forecast: number;
	/** Share that came true, with its counts and interval. */
	readonly observed: Estimate;
}

/**
 * The CORP reliability diagram: the steps of the isotonic regression of outcomes on probabilities, so that the data choose
 * the bins. On the diagonal the probabilities are right. Empty for an empty table.
 *
 * The steps were found on the same leads: an interval is that of the step's own share, no test of calibration (see
 * `expectedCalibrationError` for that). Source: Dimitriadis, Gneiting and Jordan, PNAS 2021.
 *
 * @throws RangeError when the calibrator gives no probability
 * @example reliabilityPoints(scoreTable([1, 2], [0, 1]), (s) => s / 4).map(({ observed }) => observed.value) // [0, 1]
 */
export function reliabilityPoints(table: ScoreTable, calibrator: Calibrator): readonly ReliabilityPoint[] {
	const levels = forecastLevels(table, calibrator);
	const blocks = isotonicFit(
		levels.map(({ forecast }) => forecast),
		levels.map(({ positives, total }) => positives / total),
		levels.map(({ total }) => total),
	);
	return blocks.map(({ from, to }) => {
		const within = levels.filter(({ forecast }) => forecast >= from && forecast <= to);
		const total = sum(within.map((level) => level.total));
		const hits = sum(within.map((level) => level.positives));
		const forecast = within.reduce((weighted, level) => weighted + level.total * level.forecast, 0) / total;
		return { from, to, forecast, observed: estimateRate(hits, total) };
	});
}
