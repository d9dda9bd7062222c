import { sum } from "simple-statistics";
import type { ScoreTable } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";
import { forecastLevels } from "./forecast-levels.ts";
import { isotonicFit, isotonicValue } from "./isotonic-calibrator.ts";

/** A loss taken apart: loss = miscalibration - discrimination + uncertainty, all three at least 0. */
export interface CorpDecomposition {
	readonly loss: number;
	/** MCB: what recalibrating these probabilities would save; lower is better. */
	readonly miscalibrationLoss: number;
	/** DSC: what the recalibrated probabilities save over always saying the overall share; higher is better. */
	readonly discriminationScore: number;
	/** UNC: loss of always saying the overall share. */
	readonly uncertainty: number;
}

/**
 * CORP decomposition of the Brier or log loss: the probabilities are recalibrated by isotonic regression on the same
 * leads, MCB = S(f) - S(pav), DSC = S(base) - S(pav), UNC = S(base). Needs no choice of bins.
 *
 * `undefined` for an empty table, and for the log loss when something happened that was given no chance at all.
 * Source: Dimitriadis, Gneiting and Jordan, Stable reliability diagrams, PNAS 2021.
 *
 * @param options.loss `brier` by default, or `log`
 * @throws RangeError when the calibrator gives no probability
 * @example corpDecomposition(scoreTable([1, 1], [0, 1]), () => 0.7)?.miscalibrationLoss // 0.04
 */
export function corpDecomposition(
	table: ScoreTable,
	calibrator: Calibrator,
	{ loss = "brier" }: { readonly loss?: "brier" | "log" } = {},
): CorpDecomposition | undefined {
	const levels = forecastLevels(table, calibrator);
	const total = sum(levels.map((level) => level.total));
	if (total === 0) return undefined;
	const base = sum(levels.map((level) => level.positives)) / total;
	const blocks = isotonicFit(
		levels.map(({ forecast }) => forecast),
		levels.map(({ positives, total: count }) => positives / count),
		levels.map(({ total: count }) => count),
	);
	const lossOf = loss === "brier" ? brierOf : logOf;
	const mean = (probability: (forecast: number) => number) =>
		// Plain addition: the parts of the decomposition are added up the same way.
		levels.reduce((losses, level) => {
			return losses + lossOf(probability(level.forecast), level.positives, level.total - level.positives);
		}, 0) / total;
	const own = mean((forecast) => forecast);
	if (own === Number.POSITIVE_INFINITY) return undefined;
	const recalibrated = mean((forecast) => isotonicValue(blocks, forecast)!);
	const constant = mean(() => base);
	return {
		loss: own,
		// Rounding must not make a saving that is none look negative.
		miscalibrationLoss: Math.max(0, own - recalibrated),
		discriminationScore: Math.max(0, constant - recalibrated),
		uncertainty: constant,
	};
}

function brierOf(p: number, positives: number, negatives: number): number {
	return positives * (1 - p) ** 2 + negatives * p * p;
}

function logOf(p: number, positives: number, negatives: number): number {
	return (positives > 0 ? -positives * Math.log(p) : 0) + (negatives > 0 ? -negatives * Math.log1p(-p) : 0);
}
