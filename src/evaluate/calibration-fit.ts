import type { Random } from "../base/random.ts";
import type { Calibrator } from "../metrics/calibration/calibrator.ts";
import { type ConsistencyPoint, consistencyBand } from "../metrics/calibration/consistency-band.ts";
import { type CorpDecomposition, corpDecomposition } from "../metrics/calibration/corp-decomposition.ts";
import {
	type ExpectedCalibrationError,
	expectedCalibrationError,
} from "../metrics/calibration/expected-calibration-error.ts";
import { type MurphyDecomposition, murphyDecomposition } from "../metrics/calibration/murphy-decomposition.ts";
import { type ReliabilityPoint, reliabilityPoints } from "../metrics/calibration/reliability-points.ts";
import { brierLoss } from "../metrics/measures/brier-loss.ts";
import { logLoss } from "../metrics/measures/log-loss.ts";
import { measureAll } from "../metrics/measures/measure-all.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { ClusteredTable } from "../metrics/tables/clustered-table.ts";
import { type ScoreTable, tableTotals } from "../metrics/tables/score-table.ts";
import { bootstrapEffort } from "./bootstrap-effort.ts";
import type { ScoreMeaning } from "./score-meaning.ts";

/** Isotonic: as the data go, never falling. Logistic: one smooth curve, its slope capped. */
export type CalibrationMethod = "isotonic" | "logistic";

/** How good probabilities are on some leads; `undefined` where something happened that was given no chance at all. */
export interface Losses {
	readonly brierLoss: number | undefined;
	readonly logLoss: number | undefined;
	/** 1 - Brier loss / that of always saying the share of these leads: 0 is no use, 1 is clairvoyance. */
	readonly skillScore: number | undefined;
}

/** A curve from points to probability, judged on younger leads than it was fitted on. */
export interface CalibrationFit {
	readonly method: CalibrationMethod;
	/** On the older leads it was fitted on. */
	readonly inSample: Losses;
	/** On the younger leads. */
	readonly heldOut: Losses;
	/** The same with intervals, or "cannot tell yet". */
	readonly brierLoss: Estimate;
	readonly logLoss: Estimate;
	/**
	 * What the curve promised too much: losses held out less in sample, skill in sample less held out. Losses also move with
	 * the share of outcomes in the two periods, skill much less.
	 */
	readonly optimism: Losses;
	/** Of the Brier loss on the younger leads, by level of probability. */
	readonly murphy: MurphyDecomposition | undefined;
	/** Of the same loss, by isotonic recalibration. */
	readonly corp: CorpDecomposition | undefined;
	/** Expected calibration error beside what right probabilities would show. */
	readonly error: ExpectedCalibrationError | undefined;
	/** Reliability diagram of the younger leads. */
	readonly reliability: readonly ReliabilityPoint[];
	readonly band: readonly ConsistencyPoint[];
}

/** Points as probabilities of one outcome. */
export interface Calibration {
	readonly stage: string;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	/** The curves were fitted on what was known at this instant, ms. */
	readonly cutAt: number | undefined;
	readonly older: { readonly positives: number; readonly negatives: number } | undefined;
	readonly younger: { readonly positives: number; readonly negatives: number } | undefined;
	/** Leads scored before the cut whose outcome was not known at it: in neither part. */
	readonly between: number;
	/** Logistic, then isotonic; empty, with a reason, when there is too little to fit or to judge. */
	readonly methods: readonly CalibrationFit[];
	readonly reason?: string;
	/** About how many more leads the scarce part needs. */
	readonly moreNeeded?: number;
	/** What scores mean, from all leads of the ranking. */
	readonly meanings: readonly ScoreMeaning[];
}

/** What calibrators are judged on. */
export interface JudgeOptions {
	/** The leads they were fitted on. */
	readonly older: ScoreTable;
	readonly younger: ScoreTable | ClusteredTable;
	readonly random: Random;
	readonly replicates: number;
}

/**
 * Calibrators on leads they were not fitted on: losses with intervals (all from the same draws) and their decompositions,
 * calibration error with its null band, the reliability diagram with the consistency band.
 *
 * @example judgeCalibrators([["logistic", curve]], { older, younger, random, replicates: 1000 })[0].optimism.skillScore // 0.02
 */
export function judgeCalibrators(
	curves: readonly (readonly [CalibrationMethod, Calibrator])[],
	{ older, younger, random, replicates }: JudgeOptions,
): CalibrationFit[] {
	const table = "patterns" in younger ? younger.table : younger;
	const rows = Math.max(1, table.scores.length);
	const measured = measureAll(
		younger,
		curves.flatMap(([, calibrator]) => [
			{ kind: "brier-loss" as const, calibrator },
			{ kind: "log-loss" as const, calibrator },
		]),
		{ random, ...bootstrapEffort(younger, { replicates }) },
	);
	// A draw of a band costs as many levels as there are scores.
	const draws = (wanted: number) => Math.max(100, Math.min(Math.ceil(wanted), Math.floor(1_000_000 / rows)));
	return curves.map(([method, calibrator], i) => {
		const inSample = lossesOf(older, calibrator);
		const heldOut = lossesOf(table, calibrator);
		return {
			method,
			inSample,
			heldOut,
			brierLoss: measured[2 * i]!,
			logLoss: measured[2 * i + 1]!,
			optimism: {
				brierLoss: difference(heldOut.brierLoss, inSample.brierLoss),
				logLoss: difference(heldOut.logLoss, inSample.logLoss),
				skillScore: difference(inSample.skillScore, heldOut.skillScore),
			},
			murphy: murphyDecomposition(table, calibrator),
			corp: corpDecomposition(table, calibrator),
			error: expectedCalibrationError(table, calibrator, { random, replicates: draws(replicates / 2) }),
			reliability: reliabilityPoints(table, calibrator),
			band: consistencyBand(table, calibrator, { random, replicates: draws(replicates / 4) }),
		};
	});
}

function lossesOf(table: ScoreTable, calibrator: Calibrator): Losses {
	const { positives, negatives } = tableTotals(table);
	const constant = (positives * negatives) / (positives + negatives) ** 2;
	const loss = brierLoss(table, calibrator);
	return {
		brierLoss: loss,
		logLoss: logLoss(table, calibrator),
		skillScore: loss === undefined || !(constant > 0) ? undefined : 1 - loss / constant,
	};
}

function difference(first: number | undefined, second: number | undefined): number | undefined {
	return first === undefined || second === undefined ? undefined : first - second;
}
