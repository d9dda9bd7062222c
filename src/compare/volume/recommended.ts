import type { RecommendedThreshold } from "../../tune/recommended-threshold.ts";
import type { PairedDifference } from "../comparison.ts";
import type { EqualVolumePoint } from "./equal-volume.ts";

/** The threshold that each model would be set to under what was asked, and what the candidate's costs. */
export interface ComparedRecommendation {
	readonly candidate: RecommendedThreshold;
	readonly baseline: RecommendedThreshold;
	/** The candidate at its recommended threshold minus the baseline as it is; `undefined` without a threshold. */
	readonly against:
		| {
				readonly precision: PairedDifference<"precision">;
				readonly recall: PairedDifference<"recall">;
				/** Of the last stage of the ladder, by the main flag. */
				readonly lastStage: { readonly stage: string; readonly recall: PairedDifference<"recall"> } | undefined;
		  }
		| undefined;
	/** The candidate at its recommended threshold, and the baseline at the same volume. */
	readonly equalVolume: EqualVolumePoint | undefined;
}
