import type { Random } from "../../base/random.ts";
import { binomialDraw } from "../sampling/binomial-draw.ts";
import { sortedQuantile } from "../sampling/sorted-quantile.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";
import { forecastLevels } from "./forecast-levels.ts";
import { isotonicFit, isotonicValue } from "./isotonic-calibrator.ts";

/** Where the curve of a reliability diagram lies at one probability when the probabilities are right. */
export interface ConsistencyPoint {
	readonly forecast: number;
	/** Leads that were given it. */
	readonly total: number;
	/** The CORP curve of the leads themselves. */
	readonly recalibrated: number;
	/** Range of the curve were every lead's outcome drawn from its own probability. */
	readonly band: readonly [number, number];
}

/**
 * Consistency band of the CORP reliability diagram: outcomes are drawn from the probabilities themselves, so that these are
 * right by making, and the isotonic curve is fitted to each draw. At each probability the band holds the curve of a
 * calibrated history 95 % of the time; a curve outside it speaks against the probabilities. Each probability by itself:
 * among twenty independent ones a calibrated curve may leave it once.
 *
 * The drawing is exact by level: a binomial draw for the leads of one probability. Empty for an empty table.
 * Source: Dimitriadis, Gneiting and Jordan, PNAS 2021 (consistency bands by resampling).
 *
 * @param options.confidence in (0, 1); 0.95 by default
 * @param options.replicates 500 by default
 * @throws RangeError when the calibrator gives no probability, counts are not whole, `confidence` is not in (0, 1) or
 *   `replicates` is below 100
 * @example consistencyBand(scoreTable([1, 1], [1, 1]), () => 0.5, { random })[0].band // [0, 1]
 */
export function consistencyBand(
	table: ScoreTable,
	calibrator: Calibrator,
	{
		random,
		confidence = 0.95,
		replicates = 500,
	}: { readonly random: Random; readonly confidence?: number; readonly replicates?: number },
): readonly ConsistencyPoint[] {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`consistencyBand: confidence must be in (0, 1), got ${confidence}.`);
	}
	if (!(Number.isInteger(replicates) && replicates >= 100)) {
		throw new RangeError(`consistencyBand: replicates must be a whole number from 100, got ${replicates}.`);
	}
	const levels = forecastLevels(table, calibrator);
	const forecasts = levels.map(({ forecast }) => forecast);
	const totals = levels.map(({ total }) => total);
	const curveOf = (positives: readonly number[]) => {
		const blocks = isotonicFit(
			forecasts,
			positives.map((count, i) => count / totals[i]!),
			totals,
		);
		return forecasts.map((forecast) => isotonicValue(blocks, forecast)!);
	};
	const own = curveOf(levels.map(({ positives }) => positives));
	const drawn = levels.map(() => new Float64Array(replicates));
	for (let i = 0; i < replicates; i++) {
		const curve = curveOf(levels.map(({ forecast, total }) => binomialDraw(random, total, forecast)));
		for (let level = 0; level < curve.length; level++) drawn[level]![i] = curve[level]!;
	}
	return levels.map(({ forecast, total }, level) => {
		const ascending = drawn[level]!.sort();
		return {
			forecast,
			total,
			recalibrated: own[level]!,
			band: [sortedQuantile(ascending, (1 - confidence) / 2)!, sortedQuantile(ascending, (1 + confidence) / 2)!],
		};
	});
}
