import type { EqualVolume, EqualVolumePoint } from "../compare/volume/equal-volume.ts";
import type { ComparedRecommendation } from "../compare/volume/recommended.ts";
import type { RecommendedThreshold } from "../tune/recommended-threshold.ts";
import { differencePart } from "./difference-json.ts";

/** A hand-off at equal weekly volume as plain JSON. */
export function equalVolumePart({ points, curve, ranges, crossings, lookedAt }: EqualVolume) {
	return { points: points.map(pointPart), curve: curve.map(pointPart), ranges, crossings, lookedAt };
}

/** The threshold to set as plain JSON: `candidate` is what is recommended of it, `against` what it costs. */
export function recommendedPart({ candidate, baseline, against, equalVolume }: ComparedRecommendation) {
	return {
		candidate: thresholdPart(candidate),
		baseline: thresholdPart(baseline),
		against: against && {
			precision: differencePart(against.precision),
			recall: differencePart(against.recall),
			lastStage: against.lastStage && {
				stage: against.lastStage.stage,
				recall: differencePart(against.lastStage.recall),
			},
		},
		equalVolume: equalVolume && pointPart(equalVolume),
	};
}

/** A recommended threshold as plain JSON, with its figures on all leads. */
export function thresholdPart({ from, to, asked, own, threshold, reason, figures, kept }: RecommendedThreshold) {
	return {
		...{ from, to, asked, own, threshold, reason },
		perWeek: figures?.perWeek,
		longestWaitDays: figures?.queue?.longestWaitDays,
		precision: figures?.precision,
		recall: figures?.recall,
		/** Of the leads that reached the last stage, those flagged in time. */
		kept,
	};
}

function pointPart({ at, baseline, candidate, precision, recall, better, reason }: EqualVolumePoint) {
	return {
		...{ at, better, reason, baseline, candidate },
		precision: precision && differencePart(precision),
		recall: recall && differencePart(recall),
	};
}
