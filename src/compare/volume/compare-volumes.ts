import type { Dataset, HandoffSpec } from "../../dataset/dataset.ts";
import { flagsAtThresholds } from "../../replay/kernel/flags-at-thresholds.ts";
import type { Replay } from "../../replay/replay-result.ts";
import type { PairedDifference } from "../comparison.ts";
import { type PairedFlags, pairedFlags } from "../paired-flags.ts";
import type { EqualVolume, EqualVolumePoint, VolumeRange } from "./equal-volume.ts";
import { curveVolumes, lookedAt, ownVolumes, type PlannedPoint, volumeOf } from "./plan-volumes.ts";
import { volumeCrossings } from "./volume-crossings.ts";
import { isEqualVolume, type VolumeCurve, type VolumeSide, volumeCurve, volumeSide } from "./volume-side.ts";

/** Measures a table of pairs: candidate minus baseline of the precision and the recall. */
export type MeasurePairs = (pairs: PairedFlags) => {
	readonly precision: PairedDifference<"precision">;
	readonly recall: PairedDifference<"recall">;
};

/** What {@link compareVolumes} is asked for. */
export interface CompareVolumesOptions {
	/** Hand-offs of both models; the first is the main one. */
	readonly handoffs: readonly HandoffSpec[];
	readonly measure: MeasurePairs;
	/** A threshold of the candidate's main hand-off to compare besides. */
	readonly recommended?: number | undefined;
	/** A later stage whose recall by the main flag is compared at that threshold. */
	readonly lastStage?: string | undefined;
}

/** The candidate at a threshold that is recommended. */
export interface RecommendedVolume {
	/** Against the baseline at the same volume; `undefined` when it flags nobody. */
	readonly equalVolume: EqualVolumePoint | undefined;
	/** Against the baseline as it is: what it costs. */
	readonly against: ReturnType<MeasurePairs>;
	readonly lastStage: PairedDifference<"recall"> | undefined;
}

/**
 * Two models at equal weekly volume: the candidate at the threshold whose volume is nearest to the baseline's, the baseline
 * at the candidate's, and both at volumes between and around. A lead is flagged when its score first reaches the threshold
 * and the gates hold: each threshold is replayed exactly, so that its flags are those the model would have made. Every
 * difference is paired on the same leads. Thresholds are chosen by volume alone, so that no figure flatters.
 *
 * ```
 * sweeps, weekly counts -> thresholds of equal volume -> one more pass of the kernel a model -> flags at each
 *   -> table of pairs at each volume -> differences -> ranges in which one is better; where the curves cross
 * ```
 *
 * @throws LabError (configuration) when a replay did not measure a hand-off
 * @example compareVolumes(history, candidate, baseline, { handoffs, measure }).volumes[0].crossings // [13.6]
 */
export function compareVolumes(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	{ handoffs, measure, recommended, lastStage }: CompareVolumesOptions,
): { readonly volumes: readonly EqualVolume[]; readonly recommended: RecommendedVolume | undefined } {
	const planned = handoffs.map((handoff, i) => planVolumes(candidate, baseline, { ...handoff, withCurve: i === 0 }));
	const [main] = planned;
	const proposed =
		main === undefined || recommended === undefined
			? undefined
			: proposedOf(main, volumeSide(candidate, main, recommended));
	const flags = flagsOf(dataset, candidate, baseline, [
		...planned,
		...(main === undefined || proposed === undefined ? [] : [{ from: main.from, all: proposed.all }]),
	]);
	const pairs = (handoff: HandoffSpec, point: Pick<PlannedPoint, "baseline" | "candidate">) =>
		pairedFlags(dataset, candidate, baseline, handoff, {
			baseline: flags.baseline(handoff.from, point.baseline.threshold),
			candidate: flags.candidate(handoff.from, point.candidate.threshold),
		});
	const volumes = planned.map((plan) => equalVolumeOf(plan, (point) => measure(pairs(plan, point))));
	if (main === undefined || proposed === undefined) return { volumes, recommended: undefined };
	const { from, to } = main;
	const own = { baseline: main.baseline.own, candidate: proposed.candidate };
	return {
		volumes,
		recommended: {
			equalVolume: proposed.point && pointOf(proposed.point, (point) => measure(pairs(main, point))),
			against: measure(pairs({ from, to }, own)),
			lastStage: lastStage === undefined ? undefined : measure(pairs({ from, to: lastStage }, own)).recall,
		},
	};
}

/** The thresholds at which a hand-off is compared at equal volume. */
export interface PlannedVolumes extends HandoffSpec {
	readonly candidate: VolumeCurve;
	readonly baseline: VolumeCurve;
	readonly points: readonly PlannedPoint[];
	readonly curve: readonly PlannedPoint[];
	readonly lookedAt: readonly [number, number];
	/** All of them. */
	readonly all: readonly Pick<PlannedPoint, "baseline" | "candidate">[];
}

/**
 * The thresholds to compare, from volumes alone.
 *
 * @param handoff with `withCurve` also volumes between and around the models' own
 * @throws LabError (configuration) when a replay did not measure the hand-off
 */
export function planVolumes(
	candidate: Replay,
	baseline: Replay,
	{ from, to, withCurve }: HandoffSpec & { readonly withCurve: boolean },
): PlannedVolumes {
	const own = volumeCurve(candidate, { from, to });
	const other = volumeCurve(baseline, { from, to });
	const points = ownVolumes(own, other);
	const range = lookedAt(own, other);
	const known = new Set(points.map((point) => `${point.candidate.threshold} ${point.baseline.threshold}`));
	const curve = (withCurve ? curveVolumes(own, other, range) : []).filter(
		(point) => !known.has(`${point.candidate.threshold} ${point.baseline.threshold}`),
	);
	return { from, to, candidate: own, baseline: other, points, curve, lookedAt: range, all: [...points, ...curve] };
}

/**
 * A hand-off at equal volume from its planned thresholds.
 *
 * @param measure candidate minus baseline at two thresholds; asked only where their volumes are within a tenth
 */
export function equalVolumeOf(
	{ from, to, points, curve, candidate, baseline, lookedAt: range }: PlannedVolumes,
	measure: (point: PlannedPoint) => ReturnType<MeasurePairs>,
): EqualVolume {
	const named = points.map((point) => pointOf(point, measure));
	const others = curve.map((point) => pointOf(point, measure));
	const along = curve.length === 0 ? [] : [...named, ...others].sort((a, b) => volumeAt(a) - volumeAt(b));
	return {
		...{ from, to, points: named, curve: along, ranges: rangesOf(along), lookedAt: range },
		crossings: volumeCrossings(candidate, baseline, range),
	};
}

function pointOf(point: PlannedPoint, measure: (point: PlannedPoint) => ReturnType<MeasurePairs>): EqualVolumePoint {
	return isEqualVolume(point.baseline, point.candidate) ? judged(point, measure(point)) : tooFar(point);
}

function proposedOf({ baseline }: PlannedVolumes, candidate: VolumeSide) {
	const point = volumeOf("recommended", candidate, baseline);
	const all = [{ candidate, baseline: baseline.own }, ...(point === undefined ? [] : [point])];
	return { candidate, point, all };
}

/** The flags of both models at each threshold that is asked for; the own ones are there already. */
function flagsOf(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	planned: readonly { readonly from: string; readonly all: readonly Pick<PlannedPoint, "baseline" | "candidate">[] }[],
) {
	const of = (replay: Replay, role: "baseline" | "candidate") => {
		const thresholds: Record<string, number[]> = {};
		for (const { from, all } of planned) {
			const others = all
				.map((point) => point[role].threshold)
				.filter((one) => one !== replay.model.stages[from]?.score);
			thresholds[from] = [...(thresholds[from] ?? []), ...others];
		}
		const none = Object.values(thresholds).every((list) => list.length === 0);
		const found = none ? {} : flagsAtThresholds(dataset, replay, thresholds);
		return (stage: string, threshold: number) => found[stage]?.get(threshold);
	};
	return { baseline: of(baseline, "baseline"), candidate: of(candidate, "candidate") };
}

function judged(point: PlannedPoint, differences: ReturnType<MeasurePairs>): EqualVolumePoint {
	const [precision, recall] = [differences.precision.standing, differences.recall.standing];
	const better =
		precision === "higher"
			? recall === "lower"
				? "mixed"
				: "candidate"
			: precision === "lower"
				? recall === "higher"
					? "mixed"
					: "baseline"
				: precision === "too-little"
					? "too-little"
					: "unclear";
	return { ...point, ...differences, better };
}

function tooFar(point: PlannedPoint): EqualVolumePoint {
	const of = ({ threshold, perWeek }: VolumeSide) => `${perWeek.toFixed(1)} flags a week at ${threshold}`;
	const reason =
		point.at === "baseline"
			? `the candidate has no threshold near it: the nearest gives ${of(point.candidate)}`
			: `the baseline has no threshold near it: the nearest gives ${of(point.baseline)}`;
	return { ...point, precision: undefined, recall: undefined, better: "too-little", reason };
}

/** The volume of a point: the smaller of the two. */
function volumeAt({ baseline, candidate }: Pick<EqualVolumePoint, "baseline" | "candidate">): number {
	return Math.min(baseline.perWeek, candidate.perWeek);
}

function rangesOf(along: readonly EqualVolumePoint[]): readonly VolumeRange[] {
	const ranges: { better: VolumeRange["better"]; fromPerWeek: number; toPerWeek: number }[] = [];
	let before: EqualVolumePoint["better"] | undefined;
	for (const point of along) {
		const { better } = point;
		const perWeek = volumeAt(point);
		if (better === "candidate" || better === "baseline") {
			if (before === better) ranges.at(-1)!.toPerWeek = perWeek;
			else ranges.push({ better, fromPerWeek: perWeek, toPerWeek: perWeek });
		}
		before = better;
	}
	return ranges;
}
