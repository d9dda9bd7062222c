import type { Random } from "../../base/random.ts";
import { binomialDraw } from "../sampling/binomial-draw.ts";
import { sortedQuantile } from "../sampling/sorted-quantile.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";
import { type ForecastLevel, forecastLevels } from "./forecast-levels.ts";

/** Expected calibration error with what it would be by chance alone. */
export interface ExpectedCalibrationError {
	/** Mean distance between probability and share that came true, over leads, by bin; lower is better. */
	readonly value: number;
	/** What perfectly calibrated probabilities would show on as many leads: their mean and 95 % quantile. */
	readonly nullMean: number;
	readonly nullHigh: number;
	/** Share of calibrated histories that look at least as bad; small speaks against calibration. */
	readonly pValue: number;
	readonly bins: number;
}

/**
 * Expected calibration error, sum of n_b / n |share_b - mean probability_b| over bins of equal width, beside its null
 * band: it is above 0 even for perfect probabilities, the more so the fewer the leads. The band draws each lead's outcome
 * from its own probability, exactly, by level.
 *
 * `undefined` for an empty table. Source: Guo et al. 2017, equation 3; bins [b / B, (b + 1) / B), 1 in the last.
 *
 * @param options.bins 10 by default
 * @param options.replicates 1,000 by default
 * @throws RangeError when the calibrator gives no probability, counts are not whole, or bins or replicates are below 1
 * @example expectedCalibrationError(scoreTable([1, 1], [1, 1]), () => 0.75, { random: createRandom(1) })?.value // 0.25
 */
export function expectedCalibrationError(
	table: ScoreTable,
	calibrator: Calibrator,
	{
		random,
		bins = 10,
		replicates = 1000,
	}: { readonly random: Random; readonly bins?: number; readonly replicates?: number },
): ExpectedCalibrationError | undefined {
	if (!(Number.isInteger(bins) && bins >= 1) || !(Number.isInteger(replicates) && replicates >= 1)) {
		throw new RangeError(`expectedCalibrationError: bins and replicates must be whole, got ${bins} and ${replicates}.`);
	}
	const levels = forecastLevels(table, calibrator);
	if (levels.length === 0) return undefined;
	const own = levels.map(({ positives }) => positives);
	const value = errorOf(levels, own, bins);
	const drawn = Float64Array.from({ length: replicates }, () => {
		const outcomes = levels.map(({ forecast, total }) => binomialDraw(random, total, forecast));
		return errorOf(levels, outcomes, bins);
	}).sort();
	// The history itself counts as one of the calibrated ones, so that the p-value is never 0.
	const asBad = drawn.filter((error) => error >= value - 1e-12).length;
	return {
		value,
		// Plain addition, typed array: simple-statistics' `mean` takes lists.
		nullMean: drawn.reduce((sum, error) => sum + error, 0) / replicates,
		nullHigh: sortedQuantile(drawn, 0.95)!,
		pValue: (asBad + 1) / (replicates + 1),
		bins,
	};
}

function errorOf(levels: readonly ForecastLevel[], positives: readonly number[], bins: number): number {
	const gaps = new Float64Array(bins);
	let total = 0;
	levels.forEach((level, i) => {
		const bin = Math.min(bins - 1, Math.floor(level.forecast * bins));
		gaps[bin]! += positives[i]! - level.total * level.forecast;
		total += level.total;
	});
	return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / total;
}
