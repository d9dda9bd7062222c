import { sum } from "simple-statistics";
import type { ScoreTable } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";
import { forecastLevels } from "./forecast-levels.ts";

/** Brier loss taken apart: loss = reliability - resolution + uncertainty. */
export interface MurphyDecomposition {
	readonly loss: number;
	/** How far the probabilities are from the shares that came true; lower is better. */
	readonly reliabilityLoss: number;
	/** How far the shares of the levels are from the overall share; higher is better. */
	readonly resolutionScore: number;
	/** Brier loss of always saying the overall share; no model's merit. */
	readonly uncertainty: number;
}

/**
 * Murphy's decomposition of the Brier loss, exact: the levels are the distinct probabilities, nothing is binned.
 *
 * With few leads a level, reliability and resolution are both too large by the same amount; the CORP decomposition is
 * steadier. `undefined` for an empty table. Source: Murphy 1973.
 *
 * @throws RangeError when the calibrator gives no probability
 * @example murphyDecomposition(scoreTable([1, 1], [0, 1]), () => 0.7)?.reliabilityLoss // 0.04
 */
export function murphyDecomposition(table: ScoreTable, calibrator: Calibrator): MurphyDecomposition | undefined {
	const levels = forecastLevels(table, calibrator);
	const total = sum(levels.map((level) => level.total));
	if (total === 0) return undefined;
	const base = sum(levels.map((level) => level.positives)) / total;
	let reliability = 0;
	let resolution = 0;
	let loss = 0;
	for (const { forecast, positives, total: count } of levels) {
		const rate = positives / count;
		reliability += count * (forecast - rate) ** 2;
		resolution += count * (rate - base) ** 2;
		loss += positives * (1 - forecast) ** 2 + (count - positives) * forecast ** 2;
	}
	return {
		loss: loss / total,
		reliabilityLoss: reliability / total,
		resolutionScore: resolution / total,
		uncertainty: base * (1 - base),
	};
}
