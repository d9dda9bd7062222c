import { aucMeasure } from "./auc-measure.ts";
import { averagePrecisionMeasure } from "./average-precision.ts";
import { brierLossMeasure } from "./brier-loss.ts";
import { fBetaAtMeasure } from "./f-beta-at.ts";
import { ksMeasure } from "./ks-statistic.ts";
import { liftAtMeasure } from "./lift-at.ts";
import { logLossMeasure } from "./log-loss.ts";
import type { Measure } from "./measure.ts";
import { precisionAtMeasure } from "./precision-at.ts";
import { recallAtMeasure } from "./recall-at.ts";

/**
 * Every measure of a score table by the kind that a spec names; those with parameters as functions of them.
 *
 * - `auc`, `average-precision`, `ks`, `lift-at` a fraction: how good the order is
 * - `precision-at`, `recall-at`, `f-beta-at` a threshold: the flags "score at least this"
 * - `brier-loss`, `log-loss` of a calibrator's probabilities (held fixed, not fitted again)
 */
export const MEASURES = {
	auc: aucMeasure,
	"average-precision": averagePrecisionMeasure,
	ks: ksMeasure,
	"lift-at": liftAtMeasure,
	"precision-at": precisionAtMeasure,
	"recall-at": recallAtMeasure,
	"f-beta-at": fBetaAtMeasure,
	"brier-loss": brierLossMeasure,
	"log-loss": logLossMeasure,
} as const;

/** A measure of the registry by name. */
type Kind = keyof typeof MEASURES;

/** What a measure is asked with, e.g. its threshold; nothing for a measure without parameters. */
type ParametersOf<M> = M extends (parameters: infer P) => Measure ? P : unknown;

/** Which measure of a score table is meant: its kind with its parameters. */
export type MeasureSpec = { readonly [K in Kind]: { readonly kind: K } & ParametersOf<(typeof MEASURES)[K]> }[Kind];

/**
 * The measure a spec means.
 *
 * @throws RangeError when a parameter is out of range (fraction, beta), at the first use
 * @example measureFrom({ kind: "precision-at", threshold: 2 }).of(scoreTable([1, 2, 2], [0, 1, 0])) // 0.5
 */
export function measureFrom(spec: MeasureSpec): Measure {
	const found: Measure | ((parameters: never) => Measure) | undefined = MEASURES[spec.kind];
	if (found === undefined) {
		throw new RangeError(`measureFrom: kind must be one of ${Object.keys(MEASURES).join(", ")}, got ${spec.kind}.`);
	}
	// A spec has the parameters of its own kind, by its type.
	return typeof found === "function" ? (found as (parameters: MeasureSpec) => Measure)(spec) : found;
}
