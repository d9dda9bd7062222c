import { configurationError } from "../base/error.ts";
import { fingerprint } from "../base/fingerprint.ts";
import type { OnProgress } from "../base/progress.ts";
import type { Dataset } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";
import { type ReplayOptions, replay } from "../replay/replay.ts";
import type { Replay } from "../replay/replay-result.ts";
import { leakCohort, type SeenOutcome, seenOutcomes } from "./leak-cohort.ts";
import type { LeakFinding } from "./leak-finding.ts";
import { activityFindings, attributeFindings, declaredTooLate, mergeFindings, movedFindings } from "./leak-findings.ts";
import { type AttributeCheck, lookAtAttributes } from "./leak-looks.ts";
import { type LeakProbe, type ProbeOptions, probeScores } from "./leak-probe.ts";
import { leakUse } from "./leak-use.ts";

/** How leaks are looked for. */
export interface LeakOptions {
	/** Only leads at least this old, so that what became of them is known; 90 by default. */
	readonly horizonDays?: number;
	/** Age at which attributes with instants of their own are looked at; the others at creation. 14 by default. */
	readonly landmarkDays?: number;
	/** Scores of this model are probed, and its rules that use a suspect are named. */
	readonly model?: ScoringModel;
	/** The model's replay with the same horizon and landmark, when there is one already. */
	readonly replayed?: Replay;
	readonly probe?: ProbeOptions;
	readonly replay?: Pick<ReplayOptions, "handoffs" | "threads">;
	readonly onProgress?: OnProgress;
}

/** What looking for leaks found. */
export interface Leaks {
	readonly datasetName: string;
	readonly datasetFingerprint: string;
	readonly modelName: string | undefined;
	readonly modelFingerprint: string | undefined;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	/** Leads old enough to be looked at, and all. */
	readonly mature: number;
	readonly leads: number;
	readonly outcomes: readonly SeenOutcome[];
	readonly looks: readonly AttributeCheck[];
	readonly activityTypes: number;
	/** Gravest first. */
	readonly findings: readonly LeakFinding[];
	/** "Truncate, perturb, compare"; `undefined` without a model. */
	readonly probe: LeakProbe | undefined;
}

/**
 * Finds attributes and facts that know the future.
 *
 * ```
 * dataset -> mature leads and outcomes -> every attribute as first known:
 *               its column against its history      (late value)
 *               days that had not come yet          (date ahead)
 *               names of stages and days to come    (holds the outcome)
 *               against the activities that follow  (counts the future)
 *               fill rates by outcome, Holm         (filled for winners)
 *               AUC alone, out of fold              (too good alone; named as a state)
 *               instants of knowledge               (known too late)
 *         -> every activity type against outcomes   (only afterwards)
 * + model -> truncate, perturb, compare             (score moves)
 *         -> rules that use a suspect: replay without them
 * ```
 *
 * An attribute that is declared as known from a stage, or from a column of instants, is looked at as a score first sees it:
 * what is said to be known late has nothing to leak before. Levels: {@link LeakFinding}. Where an outcome was reached, or
 * missed, by fewer than 20 leads, most checks say nothing: see `outcomes`.
 *
 * @throws LabError (configuration) when the model does not fit the dataset or flags no stage
 * @throws RangeError when an option is out of range
 * @example (await findLeaks(dataset)).findings[0]?.name // "deal_room_url"
 */
export async function findLeaks(dataset: Dataset, options: LeakOptions = {}): Promise<Leaks> {
	const { horizonDays = 90, landmarkDays = 14, model, onProgress } = options;
	checkDays("horizonDays", horizonDays, 1);
	checkDays("landmarkDays", landmarkDays, 0);
	const cohort = leakCohort(dataset, { horizonDays });
	const total = dataset.attributes.length + 3;
	const step = (done: number) => onProgress?.({ step: "looking for leaks", done, total });
	const looked = lookAtAttributes(dataset, cohort, { landmarkDays, step });
	step(total - 3);
	const bare = [...attributeFindings(dataset, cohort, looked), ...activityFindings(dataset, cohort, model)];
	step(total - 2);
	let before: Replay | undefined;
	let probe: LeakProbe | undefined;
	const replayOptions: ReplayOptions = { horizonDays, landmarkDays, ...options.replay };
	if (model !== undefined) {
		if (Object.keys(model.stages).length === 0) throw nothingToReplay(model);
		before = options.replayed ?? (await replay(dataset, model, replayOptions));
		probe = await probeScores(dataset, model, options.probe);
		bare.push(...declaredTooLate(dataset, model));
		bare.unshift(...movedFindings(probe));
	}
	step(total - 1);
	const findings: LeakFinding[] = [];
	for (const one of mergeFindings(bare)) {
		const { kind, name } = one;
		const use =
			before === undefined || kind === "score"
				? undefined
				: await leakUse(dataset, {
						before,
						suspect: { kind, name },
						isGrave: one.level !== "look at it",
						threads: options.replay?.threads,
					});
		findings.push({ ...one, use });
	}
	step(total);
	return {
		datasetName: dataset.name,
		datasetFingerprint: dataset.fingerprint,
		modelName: model?.name,
		modelFingerprint: model === undefined ? undefined : fingerprint(model),
		horizonDays,
		landmarkDays,
		mature: cohort.leads.length,
		leads: dataset.leadCount,
		outcomes: seenOutcomes(dataset, cohort),
		looks: looked.looks,
		activityTypes: dataset.activities.types.length,
		findings,
		probe,
	};
}

function checkDays(name: string, days: number, least: number): void {
	if (Number.isInteger(days) && days >= least) return;
	throw new RangeError(`findLeaks: ${name} must be a whole number from ${least}, got ${days}.`);
}

function nothingToReplay({ name }: ScoringModel) {
	return configurationError({
		code: "no-flag",
		column: "stages",
		message: `model "${name}" flags no stage, so there is nothing to replay.`,
		cure: "Give it a stage with a threshold.",
	});
}
