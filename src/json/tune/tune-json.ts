import { pointChanges } from "../../tune/points/point-changes.ts";
import type { TunedPeriod, TunedPoints } from "../../tune/points/tune-points.ts";
import { tuningVerdict } from "../../tune/points/tuning-verdict.ts";
import type { ThresholdFigures } from "../../tune/threshold-figures.ts";
import type { NoSplit } from "../../tune/time-split.ts";
import { estimateJson } from "../estimate-json.ts";
import { resultJson } from "../result-json.ts";
import type { TuningRun } from "./tuning-run.ts";

/** What `leadlab tune --json` prints. */
export type TuneJson = ReturnType<typeof tuneJson>;

/** What the command adds to a tuning. */
interface TuneRun extends TuningRun {
	readonly seed: number;
	/** File of the tuned model; left out when none was written. */
	readonly file?: string | undefined;
}

/**
 * A tuning as plain JSON: the record of the run.
 *
 * @example tuneJson(tuned, run).verdict?.decision // "no change"
 */
export function tuneJson(tuned: TunedPoints | NoSplit, run: TuneRun) {
	const isTuned = tuned.state === "tuned";
	return resultJson({
		leadlab: "tune/2" as const,
		...run,
		state: tuned.state,
		/** Why nothing was tuned. */
		reason: isTuned ? undefined : tuned.reason,
		handoff: isTuned ? { from: tuned.from, to: tuned.to } : undefined,
		firstCutAt: isTuned ? tuned.cuts[0] : undefined,
		secondCutAt: isTuned ? tuned.cuts[1] : undefined,
		/** Leads on which points were sought. */
		leads: isTuned ? tuned.leads : undefined,
		positives: isTuned ? tuned.positives : undefined,
		verdict: isTuned ? verdictPart(tuned) : undefined,
		changes: isTuned ? pointChanges(tuned.baseline, tuned.candidate) : [],
		thresholds: isTuned ? thresholdsOf(tuned) : [],
		notOffered: isTuned ? tuned.notOffered : [],
		tried: isTuned
			? tuned.tried.map(({ maxRules, rules, points, loss, laterLoss, chosen }) => ({
					...{ maxRules, rules, loss, laterLoss },
					points: Object.entries(points).map(([part, each]) => ({ part, points: each })),
					chosen: periodPart(chosen),
				}))
			: [],
		tune: isTuned ? periodPart(tuned.tune) : undefined,
		choose: isTuned ? periodPart(tuned.choose) : undefined,
		certify: isTuned ? periodPart(tuned.certify) : undefined,
		/** Of the candidate: where points were sought less certified. */
		optimism: isTuned
			? { precision: tuned.optimism.precision.optimism, recall: tuned.optimism.recall.optimism }
			: undefined,
	});
}

function verdictPart(tuned: TunedPoints) {
	const { decision, among, baseline, candidate, difference, everyone } = tuningVerdict(tuned);
	const isMeasured = difference.state === "measured";
	return {
		...{ decision, among },
		baseline: estimateJson(baseline),
		candidate: estimateJson(candidate),
		/** Precision of flagging everyone, as recorded. */
		everyone: everyone && estimateJson(everyone),
		difference: isMeasured ? difference.difference : undefined,
		low: isMeasured ? difference.interval[0] : undefined,
		high: isMeasured ? difference.interval[1] : undefined,
		reason: isMeasured ? undefined : difference.reason,
		moreNeeded: isMeasured ? undefined : difference.moreNeeded,
	};
}

function thresholdsOf({ baseline, candidate }: TunedPoints) {
	return Object.entries(baseline.stages).map(([stage, { score }]) => ({
		stage,
		from: score,
		to: candidate.stages[stage]!.score,
	}));
}

function periodPart({ baseline, candidate, worked }: TunedPeriod) {
	return {
		baseline: { ...figuresPart(baseline), worked: worked && estimateJson(worked.baseline) },
		candidate: { ...figuresPart(candidate), worked: worked && estimateJson(worked.candidate) },
	};
}

function figuresPart({ threshold, counts, precision, recall, perWeek }: ThresholdFigures) {
	const { flagged, late, immature, hits, misses, reached, caught } = counts;
	return {
		...{ threshold, flagged, late, immature, hits, misses, reached, caught, perWeek },
		precision: estimateJson(precision),
		recall: estimateJson(recall),
	};
}
