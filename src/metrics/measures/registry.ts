import { brierLoss } from "../calibration/brier.ts";
import type { Calibrator } from "../calibration/calibrator.ts";
import { logLoss } from "../calibration/log-loss.ts";
import { auc } from "../ranking/auc.ts";
import { averagePrecision } from "../ranking/average-precision.ts";
import { fBeta } from "../ranking/f-beta.ts";
import { kolmogorovSmirnov } from "../ranking/kolmogorov-smirnov.ts";
import { liftAt } from "../ranking/lift-curve.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** Which measure of a score table is meant. */
export type MeasureSpec =
	| { readonly kind: "auc" | "average-precision" | "kolmogorov-smirnov" }
	| { readonly kind: "lift-at"; readonly fraction: number }
	| { readonly kind: "precision-at" | "recall-at"; readonly threshold: number }
	| { readonly kind: "f-beta-at"; readonly threshold: number; readonly beta: number }
	| { readonly kind: "brier-loss" | "log-loss"; readonly calibrator: Calibrator };

/** A measure that can be asked of any score table. */
export interface Measure {
	readonly name: string;
	/** `undefined` where the measure has no value on the table, and then `reason` says why. */
	readonly of: (table: ScoreTable) => number | undefined;
	readonly reason: string;
	/** Leads it hangs on, when these are only the flagged ones. */
	readonly flagged?: (table: ScoreTable) => number;
	/**
	 * Leads of the smallest group that its spread hangs on: with few, an interval has to reach further. All leads for a mean
	 * over them, and for a share of positives or flags, whose spread follows from the share itself.
	 */
	readonly smallest: (table: ScoreTable) => number;
	/** Whether a larger value is better. */
	readonly higherIsBetter: boolean;
	/** The least and the largest value there can be. */
	readonly range: readonly [number, number];
}

/**
 * The measure a spec means. All of them see a table only through its counts, so any of them can be bootstrapped exactly.
 *
 * - `auc`, `average-precision`, `kolmogorov-smirnov`, `lift-at` a fraction: how good the order is
 * - `precision-at`, `recall-at`, `f-beta-at` a threshold: the flags "score at least this"
 * - `brier-loss`, `log-loss` of a calibrator's probabilities (held fixed, not fitted again)
 *
 * @throws RangeError when a parameter is out of range (fraction, beta), at the first use
 * @example measureFrom({ kind: "precision-at", threshold: 2 }).of(scoreTable([1, 2, 2], [0, 1, 0])) // 0.5
 */
export function measureFrom(spec: MeasureSpec): Measure {
	const rate = { higherIsBetter: true, range: [0, 1] as const, smallest: scarcer };
	switch (spec.kind) {
		case "auc":
			return { name: "AUC", of: auc, reason: "one of the outcomes is missing", ...rate };
		case "average-precision":
			return { name: "average precision", of: averagePrecision, reason: "there is no positive", ...rate };
		case "kolmogorov-smirnov":
			return { name: "KS distance", of: kolmogorovSmirnov, reason: "one of the outcomes is missing", ...rate };
		case "lift-at":
			return {
				name: `lift at ${spec.fraction}`,
				of: (table) => liftAt(table, spec),
				flagged: (table) => topOf(table, spec.fraction),
				smallest: all,
				reason: "there is no positive",
				higherIsBetter: true,
				range: [0, Number.POSITIVE_INFINITY],
			};
		case "precision-at":
			return {
				name: `precision at ${spec.threshold}`,
				of: (table) => {
					const { hits, flagged } = flagsAt(table, spec.threshold);
					return flagged === 0 ? undefined : hits / flagged;
				},
				flagged: (table) => flagsAt(table, spec.threshold).flagged,
				reason: "no lead is flagged",
				...rate,
				smallest: (table) => Math.min(scarcer(table), flagsAt(table, spec.threshold).flagged),
			};
		case "recall-at":
			return {
				name: `recall at ${spec.threshold}`,
				of: (table) => {
					const { hits, reached } = flagsAt(table, spec.threshold);
					return reached === 0 ? undefined : hits / reached;
				},
				reason: "there is no positive",
				...rate,
				smallest: all,
			};
		case "f-beta-at":
			return {
				name: `F${spec.beta} at ${spec.threshold}`,
				of: (table) => {
					const { hits, flagged, reached } = flagsAt(table, spec.threshold);
					return fBeta({ hits, flagged, caught: hits, reached }, { beta: spec.beta });
				},
				flagged: (table) => flagsAt(table, spec.threshold).flagged,
				reason: "no lead is flagged, or there is no positive",
				...rate,
				smallest: (table) => Math.min(scarcer(table), flagsAt(table, spec.threshold).flagged),
			};
		case "brier-loss":
			return {
				name: "Brier loss",
				of: (table) => brierLoss(table, spec.calibrator),
				smallest: all,
				reason: "there is no lead",
				higherIsBetter: false,
				range: [0, 1],
			};
		case "log-loss":
			return {
				name: "log loss",
				of: (table) => logLoss(table, spec.calibrator),
				smallest: all,
				reason: "there is no lead, or one whose outcome was given no chance at all",
				higherIsBetter: false,
				range: [0, Number.POSITIVE_INFINITY],
			};
	}
}

function all(table: ScoreTable): number {
	const { positives, negatives } = tableTotals(table);
	return positives + negatives;
}

function scarcer(table: ScoreTable): number {
	const { positives, negatives } = tableTotals(table);
	return Math.min(positives, negatives);
}

/** Whole leads in the top fraction. */
function topOf(table: ScoreTable, fraction: number): number {
	return Math.floor(fraction * all(table) + 1e-9);
}

function flagsAt(table: ScoreTable, threshold: number): { hits: number; flagged: number; reached: number } {
	let hits = 0;
	let flagged = 0;
	for (let i = table.scores.length - 1; i >= 0 && table.scores[i]! >= threshold; i--) {
		hits += table.positives[i]!;
		flagged += table.positives[i]! + table.negatives[i]!;
	}
	return { hits, flagged, reached: tableTotals(table).positives };
}
