import type { ScoringModel } from "../../model/schema.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { flagsInWeeks } from "../../replay/weekly-flags.ts";

/**
 * The whole threshold at which a replay flags about as many leads as `volume`, for a stage: of the nearest ones the higher.
 * `undefined` where scores are too large for a table of every threshold, or where nobody has one.
 *
 * @example thresholdForVolume(candidate, "mql", volumeAt(baseline, "mql", 40)) // 37
 */
export function thresholdForVolume(result: Replay, stage: string, volume: number): number | undefined {
	const weekly = result.weekly.find((one) => one.stage === stage);
	if (weekly?.counts === undefined) return undefined;
	let best: number | undefined;
	let nearest = Number.POSITIVE_INFINITY;
	for (let threshold = 0; threshold <= weekly.thresholds; threshold++) {
		const away = Math.abs(volumeAt(result, stage, threshold)! - volume);
		if (away > nearest) continue;
		best = threshold;
		nearest = away;
	}
	return best;
}

/** Leads that a replay flags for a stage at a threshold, whatever became of them. */
export function volumeAt(result: Replay, stage: string, threshold: number): number | undefined {
	const weekly = result.weekly.find((one) => one.stage === stage);
	const flags = weekly && flagsInWeeks(weekly, Math.max(0, Math.ceil(threshold)));
	return flags?.reduce((sum, count) => sum + count, 0);
}

/**
 * A model with another threshold for each stage, where one is given. Unlike `changeModel` it checks nothing: of a model that
 * flags nobody the threshold of the same volume is one that no lead can reach.
 */
export function withThresholds(model: ScoringModel, thresholds: ReadonlyMap<string, number>): ScoringModel {
	const stages = Object.entries(model.stages).map(
		([stage, flag]) => [stage, { ...flag, score: thresholds.get(stage) ?? flag.score }] as const,
	);
	return { ...model, stages: Object.fromEntries(stages) };
}

/** Share by which two volumes may differ and still be called the same. */
const SAME_WITHIN = 0.2;

/**
 * Whether two models flag about as many leads, so that their precisions can be held against each other: the larger volume is
 * at most a fifth above the smaller. Scores that take few values may leave no such threshold.
 *
 * @example isSameVolume(100, 110) // true
 */
export function isSameVolume(one: number, other: number): boolean {
	return Math.max(one, other) <= Math.min(one, other) * (1 + SAME_WITHIN);
}
