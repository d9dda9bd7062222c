import type { HandoffSpec } from "../../dataset/dataset.ts";
import type { PairedDifference } from "../comparison.ts";
import type { VolumeSide } from "./volume-side.ts";

/** Both models on the same leads where each flags about as many a week. */
export interface EqualVolumePoint {
	/** Whose volume it is: that of a model's own threshold, of the threshold recommended, or one along the curve. */
	readonly at: "baseline" | "candidate" | "recommended" | "curve";
	readonly baseline: VolumeSide;
	readonly candidate: VolumeSide;
	/** Candidate minus baseline; `undefined` when no threshold gives a volume within a tenth (`reason`). */
	readonly precision: PairedDifference<"precision"> | undefined;
	readonly recall: PairedDifference<"recall"> | undefined;
	/**
	 * Whose flags are better by the 95 % intervals: more precise and not fewer found in time. `mixed`: more precise, but fewer
	 * found. `unclear`: the interval of the precision holds 0. `too-little`: too little data, or no such volume.
	 */
	readonly better: "candidate" | "baseline" | "mixed" | "unclear" | "too-little";
	/** Why there is nothing to compare. */
	readonly reason?: string;
}

/** Volumes at which one model is better, each volume by its own interval. */
export interface VolumeRange {
	readonly better: "candidate" | "baseline";
	/** Flags a week of the lowest and the highest volume looked at; between them every one looked at says the same. */
	readonly fromPerWeek: number;
	readonly toPerWeek: number;
}

/** A hand-off of both models at equal weekly volume. */
export interface EqualVolume extends HandoffSpec {
	/** At the baseline's volume, and at the candidate's. */
	readonly points: readonly EqualVolumePoint[];
	/**
	 * Those and more volumes, ascending, from half the smaller own volume to one and a half times the larger; of the main
	 * hand-off alone.
	 */
	readonly curve: readonly EqualVolumePoint[];
	readonly ranges: readonly VolumeRange[];
	/** Flags a week at which the precisions of the two are equal. */
	readonly crossings: readonly number[];
	/** Flags a week between which was looked. */
	readonly lookedAt: readonly [number, number];
}
