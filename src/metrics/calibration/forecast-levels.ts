import type { ScoreTable } from "../tables/score-table.ts";
import { type Calibrator, probabilityOf } from "./calibrator.ts";

/** The leads that were given one probability. */
export interface ForecastLevel {
	readonly forecast: number;
	readonly positives: number;
	readonly total: number;
}

/**
 * The distinct probabilities that a calibrator gives to a table's leads, ascending, with what came of them. A point score
 * has few of them, so nothing has to be binned. Scores without a lead are left out.
 *
 * @throws RangeError when the calibrator gives no probability
 * @example forecastLevels(scoreTable([1, 2, 3], [0, 1, 1]), (s) => (s > 1 ? 0.8 : 0.3))
 * // [{ forecast: 0.3, positives: 0, total: 1 }, { forecast: 0.8, positives: 2, total: 2 }]
 */
export function forecastLevels(table: ScoreTable, calibrator: Calibrator): readonly ForecastLevel[] {
	const levels = new Map<number, { forecast: number; positives: number; total: number }>();
	for (let i = 0; i < table.scores.length; i++) {
		const positives = table.positives[i]!;
		const total = positives + table.negatives[i]!;
		if (total === 0) continue;
		const forecast = probabilityOf(calibrator, table.scores[i]!) + 0;
		const level = levels.get(forecast);
		if (level === undefined) levels.set(forecast, { forecast, positives, total });
		else {
			level.positives += positives;
			level.total += total;
		}
	}
	return [...levels.values()].sort((a, b) => a.forecast - b.forecast);
}
