import type { HandoffSpec } from "../../dataset/dataset.ts";
import type { Estimate } from "../../metrics/rates/estimate.ts";
import type { FlagCounts, Replay } from "../../replay/replay-result.ts";
import { flagsByWeek } from "../../tune/capacity.ts";
import { figuresAt, measuredHandoff, type ThresholdFigures } from "../../tune/threshold-figures.ts";

/** One model at one threshold. */
export interface VolumeSide {
	readonly threshold: number;
	/** Every flag of the cohort a week, also of leads excluded, over the weeks in which leads came in. */
	readonly perWeek: number;
	readonly precision: Estimate;
	readonly recall: Estimate;
}

/** A model's flags a week at every integer threshold, and where its own stands. */
export interface VolumeCurve {
	readonly own: VolumeSide;
	/** By threshold, from 0, each at which anything changes; falls as the threshold rises. Empty when no lead has a score. */
	readonly sides: readonly VolumeSide[];
}

/** Both ends of "equal": the smaller volume is at least this share of the larger. */
const LEAST_SHARE = 0.9;

/**
 * The volume of a hand-off at every integer threshold at which it changes.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example volumeCurve(replay, { from: "mql", to: "sql" }).own.perWeek // 7.2
 */
export function volumeCurve(replay: Replay, handoff: HandoffSpec): VolumeCurve {
	const { own, sweep } = measuredHandoff(replay, handoff);
	const sides: VolumeSide[] = [];
	let before: FlagCounts | undefined;
	let flagsBefore = -1;
	for (const row of sweep.rows) {
		const flags = flagsByWeek(replay, { flag: handoff.from, threshold: row.threshold });
		const total = flags?.reduce((sum, count) => sum + count, 0) ?? row.flagged;
		// Scores of a hundred thousand have few thresholds at which anything changes.
		if (before === undefined || total !== flagsBefore || !isAlike(row, before)) {
			sides.push(volumeSide(replay, handoff, row.threshold));
		}
		[before, flagsBefore] = [row, total];
	}
	return { own: volumeSide(replay, handoff, own.threshold), sides };
}

/**
 * A model's hand-off at one threshold: a whole number, or its own.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @example volumeSide(replay, { from: "mql", to: "sql" }, 42).perWeek // 7.2
 */
export function volumeSide(replay: Replay, handoff: HandoffSpec, threshold: number): VolumeSide {
	return sideOf(figuresAt(replay, handoff, { threshold }));
}

function isAlike(a: FlagCounts, b: FlagCounts): boolean {
	return a.flagged === b.flagged && a.hits === b.hits && a.misses === b.misses && a.caught === b.caught;
}

function sideOf({ threshold, perWeek, precision, recall }: ThresholdFigures): VolumeSide {
	return { threshold, perWeek, precision, recall };
}

/**
 * The threshold whose volume is nearest to another; of two as near the one with fewer flags, of several with the same flags
 * a week the model's own, else the lowest. `undefined` when nobody is flagged at any.
 *
 * @example nearestVolume(candidate, 14.9)?.threshold // 30
 */
export function nearestVolume({ own, sides }: VolumeCurve, perWeek: number): VolumeSide | undefined {
	let best: VolumeSide | undefined;
	for (const side of sides) {
		if (side.perWeek === 0) continue;
		const gap = Math.abs(side.perWeek - perWeek);
		const least = best === undefined ? Number.POSITIVE_INFINITY : Math.abs(best.perWeek - perWeek);
		if (gap < least || (gap === least && side.perWeek < best!.perWeek)) best = side;
	}
	return best !== undefined && own.perWeek === best.perWeek ? own : best;
}

/** Whether two volumes are near enough to be compared as equal: within a tenth of the larger. */
export function isEqualVolume(one: VolumeSide, other: VolumeSide): boolean {
	const [low, high] = one.perWeek < other.perWeek ? [one, other] : [other, one];
	return high.perWeek > 0 && low.perWeek >= LEAST_SHARE * high.perWeek;
}
