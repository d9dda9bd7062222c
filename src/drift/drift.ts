import type { OnProgress } from "../base/progress.ts";
import type { Random } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { Replay } from "../replay/replay-result.ts";
import { activityRates } from "./drift-activities.ts";
import { driftAttributes } from "./drift-attributes.ts";
import { driftFindings } from "./drift-findings.ts";
import { type DriftPeriodOptions, driftPeriods } from "./drift-periods.ts";
import { precisionByCreation } from "./drift-precision.ts";
import type { Drift } from "./drift-result.ts";
import { driftRules } from "./drift-rules.ts";
import { driftScores } from "./drift-scores.ts";
import { withHolm } from "./drift-standing.ts";

/** How drift is measured. */
export interface DriftOptions extends DriftPeriodOptions {
	readonly random: Random;
	/** Chance of any false alarm in the whole of it, shared out over its five parts; 0.05 by default. */
	readonly risk?: number;
	/** Precision is of flags made within so many days of creation, so that every month has flags of the same ages; 30. */
	readonly flagWithinDays?: number;
	readonly onProgress?: OnProgress;
}

/** Scores, attributes, precision, rules, activities. */
const PARTS = 5;

/**
 * Has the world moved since the points were made? A reference period against a recent one, leads at the same age.
 *
 * ```
 * dataset + replay -> periods by creation (first half, last quarter), leads old enough to be scored at the landmark
 *   -> scores at the landmark:  PSI, mean, trend by month     -> inflation, and which rules carry it
 *   -> attributes at creation:  PSI, new and unknown values
 *   -> flags of the same ages:  precision by month            -> trend, any difference; immature months set apart
 *   -> rules at the landmark:   how many leads got points     -> silent, collapsed, never fired
 *   -> activities by the landmark: how many leads had one     -> stopped, new
 *   -> Holm within each part, the risk shared over the parts  -> findings
 * ```
 *
 * Everything is computed from counts; leads of one account are taken together. What the numbers of leads cannot show is
 * "cannot tell yet". The result depends on the seed of `random` and not on the order of rows.
 *
 * @throws LabError (configuration) when the periods overlap or lie outside the cohort
 * @throws RangeError when an option is out of range
 * @example measureDrift(history, result, { random: createRandom(1) }).findings[0]?.message
 */
export function measureDrift(dataset: Dataset, replay: Replay, options: DriftOptions): Drift {
	const { random, risk = 0.05, flagWithinDays = 30, onProgress } = options;
	if (!(risk > 0 && risk < 1)) throw new RangeError(`measureDrift: risk must be in (0, 1), got ${risk}.`);
	if (!(Number.isInteger(flagWithinDays) && flagWithinDays >= 1)) {
		throw new RangeError(`measureDrift: flagWithinDays must be a whole number from 1, got ${flagWithinDays}.`);
	}
	const step = (done: number) => onProgress?.({ step: "measuring drift", done, total: PARTS });
	const periods = driftPeriods(dataset, replay, options);
	const tests = { risk, parts: PARTS, random };
	step(0);
	const attributes = withHolm(driftAttributes(dataset, replay, { periods, ...tests }), tests);
	step(1);
	const scores = driftScores(dataset, replay, { periods, ...tests });
	step(2);
	const precision = precisionByCreation(dataset, replay, { periods, flagWithinDays, ...tests });
	step(3);
	const { rules, caps } = driftRules(dataset, replay, { periods, ...tests });
	step(4);
	const activities = activityRates(dataset, replay, { periods, ...tests });
	step(PARTS);
	const measured = {
		modelName: replay.model.name,
		modelFingerprint: replay.modelFingerprint,
		datasetName: dataset.name,
		datasetFingerprint: dataset.fingerprint,
		asOf: replay.asOf,
		timeZone: replay.timeZone,
		landmarkDays: replay.landmarkDays,
		horizonDays: replay.horizonDays,
		flagWithinDays,
		risk,
		leads: replay.cohort.leads,
		reference: periods.reference,
		recent: periods.recent,
		between: periods.between,
		tooYoung: periods.tooYoung,
		sharedAccounts: periods.accounts?.shared ?? 0,
		scores,
		attributes,
		precision,
		rules,
		caps,
		activities,
		notes: periods.notes,
	};
	return { ...measured, findings: driftFindings(measured) };
}
