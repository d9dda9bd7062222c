import { configurationError } from "../base/error.ts";
import type { OnProgress } from "../base/progress.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import { holmAdjusted } from "../metrics/holm.ts";
import type { ScoringModel } from "../model/schema.ts";
import { bindModel } from "../replay/bind-model.ts";
import { type ReplayOptions, replay } from "../replay/replay.ts";
import type { Replay } from "../replay/replay-result.ts";
import { activityEvidence, firstOfType } from "./leak-activities.ts";
import { type AloneStrength, aloneEvidence, strengthAlone, valueBins } from "./leak-alone.ts";
import { codesAt, type LeakCohort, leakCohort, leakLabels } from "./leak-cohort.ts";
import { attributeCure } from "./leak-cure.ts";
import { fillEvidence, fillRates } from "./leak-fill.ts";
import { gravest, LEAK_LEVELS, type LeakEvidence, type LeakFinding } from "./leak-finding.ts";
import { countsFutureEvidence, knownTooLateEvidence, laterCounts, lateValueEvidence } from "./leak-history.ts";
import { type LeakProbe, type ProbeOptions, probeScores } from "./leak-probe.ts";
import { leakUse } from "./leak-use.ts";

/** How leaks are looked for. */
export interface LeakOptions {
	/** Only leads at least this old, so that what became of them is known; 90 by default. */
	readonly horizonDays?: number;
	/** Age at which attributes with an instant of their own are looked at; the others at creation. 14 by default. */
	readonly landmarkDays?: number;
	/** Scores of this model are probed, and its rules that use a suspect are named. */
	readonly model?: ScoringModel;
	readonly probe?: ProbeOptions;
	readonly replay?: Pick<ReplayOptions, "handoffs" | "threads">;
	readonly onProgress?: OnProgress;
}

/** An attribute as the checks saw it, found or not. */
export interface LeakLook {
	readonly attribute: string;
	/** Landmark in days at which its value was taken. */
	readonly landmarkDays: number;
	/** Leads of the cohort that have a value there. */
	readonly filled: number;
	/** Strength alone on each rung. */
	readonly strengths: readonly AloneStrength[];
	/** Why it was not looked at. */
	readonly skipped?: string;
}

/** What looking for leaks found. */
export interface Leaks {
	readonly datasetName: string;
	readonly datasetFingerprint: string;
	readonly modelName: string | undefined;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	/** Leads old enough to be looked at, and all. */
	readonly mature: number;
	readonly leads: number;
	/** Rungs, exits and `worked`, with how many of the mature leads reached them. */
	readonly outcomes: readonly { readonly stage: string; readonly kind: string; readonly reached: number }[];
	readonly looks: readonly LeakLook[];
	/** Gravest first. */
	readonly findings: readonly LeakFinding[];
	/** "Truncate, perturb, compare"; `undefined` without a model. */
	readonly probe: LeakProbe | undefined;
	/** Checks that could not be made, and why. */
	readonly notes: readonly string[];
}

/**
 * Finds attributes and facts that know the future.
 *
 * ```
 * dataset -> mature leads and outcomes -> every attribute as known at creation:
 *               its column against its history      (late value)
 *               against the activities that follow  (counts the future)
 *               fill rates by outcome, Holm         (filled for winners)
 *               AUC alone, out of fold              (too good alone)
 *               instants of knowledge               (known too late)
 *         -> every activity type against outcomes   (only afterwards)
 * + model -> truncate, perturb, compare             (score moves)
 *         -> rules that use a suspect: replay without them
 * ```
 *
 * An attribute that is declared as known from a stage, or from a column of instants, is looked at as a score sees it: where
 * it is known late, there is nothing to leak. Levels: {@link LeakFinding}.
 *
 * @throws LabError (configuration) when the model does not fit the dataset
 * @throws RangeError when an option is out of range
 * @example (await findLeaks(dataset)).findings[0]?.name // "deal_room_url"
 */
export async function findLeaks(dataset: Dataset, options: LeakOptions = {}): Promise<Leaks> {
	const { horizonDays = 90, landmarkDays = 14, model, onProgress } = options;
	if (!(Number.isInteger(horizonDays) && horizonDays >= 1)) {
		throw new RangeError(`findLeaks: horizonDays must be a whole number from 1, got ${horizonDays}.`);
	}
	if (!(Number.isInteger(landmarkDays) && landmarkDays >= 0)) {
		throw new RangeError(`findLeaks: landmarkDays must be a whole number from 0, got ${landmarkDays}.`);
	}
	const cohort = leakCohort(dataset, { horizonDays });
	const step = (done: number) =>
		onProgress?.({ step: "looking for leaks", done, total: dataset.attributes.length + 2 });
	const { looks, evidence, filled } = lookAtAttributes(dataset, cohort, { landmarkDays, step });
	const activities = lookAtActivities(dataset, cohort);
	step(dataset.attributes.length + 1);

	const replayOptions: ReplayOptions = { horizonDays, landmarkDays, ...options.replay };
	let before: Replay | undefined;
	let probe: LeakProbe | undefined;
	const declared: LeakFinding[] = [];
	if (model !== undefined) {
		if (Object.keys(model.stages).length === 0) {
			throw configurationError({
				code: "no-call",
				column: "stages",
				message: `model "${model.name}" calls no stage, so there is nothing to replay.`,
				cure: "Give it a stage with a threshold.",
			});
		}
		before = await replay(dataset, model, replayOptions);
		probe = await probeScores(dataset, model, options.probe);
		declared.push(...declaredTooLate(dataset, model));
	}
	const findings: LeakFinding[] = [...declared];
	const useOf = async (suspect: { readonly kind: "attribute" | "activity"; readonly name: string }) =>
		before === undefined ? undefined : leakUse(dataset, { before, suspect, options: replayOptions });
	for (const [index, found] of evidence) {
		const { name } = dataset.attributes[index]!;
		const cure = attributeCure(dataset, cohort, { attribute: index, filled: filled.get(index)!, evidence: found });
		findings.push(finding("attribute", name, { evidence: found, cure, use: await useOf({ kind: "attribute", name }) }));
	}
	for (const [name, found] of activities) {
		const isSuspect = found.some(({ level }) => level !== "look at it");
		findings.push(
			finding("activity", name, {
				evidence: found,
				cure: {
					text: isSuspect
						? "Find out what writes it. If it is written with the change of stage, give its true instant in activities.known, or leave it out of what calls that stage."
						: "Nothing to correct in the data: leave it out of what is to predict that stage.",
				},
				use: await useOf({ kind: "activity", name }),
			}),
		);
	}
	if (probe !== undefined) findings.push(...movedFindings(probe));
	step(dataset.attributes.length + 2);
	return {
		datasetName: dataset.name,
		datasetFingerprint: dataset.fingerprint,
		modelName: model?.name,
		horizonDays,
		landmarkDays,
		mature: cohort.leads.length,
		leads: dataset.leadCount,
		outcomes: cohort.outcomes.map((outcome) => ({
			stage: outcome.stage,
			kind: outcome.kind,
			reached: leakLabels(dataset, cohort, outcome, { landmarkMs: 0 }).reduce(
				(n, label) => n + (label === 1 ? 1 : 0),
				0,
			),
		})),
		looks,
		findings: findings.sort((a, b) => LEAK_LEVELS.indexOf(a.level) - LEAK_LEVELS.indexOf(b.level)),
		probe,
		notes: notesOf(cohort, looks),
	};
}

function finding(
	kind: LeakFinding["kind"],
	name: string,
	{ evidence, cure, use }: Pick<LeakFinding, "evidence" | "cure" | "use">,
): LeakFinding {
	const sorted = evidence.toSorted((a, b) => LEAK_LEVELS.indexOf(a.level) - LEAK_LEVELS.indexOf(b.level));
	return {
		kind,
		name,
		level: gravest(evidence.map(({ level }) => level))!,
		says: sorted[0]!.text,
		evidence: sorted,
		cure,
		use,
	};
}

interface Looked {
	readonly looks: readonly LeakLook[];
	/** By index of the attribute. */
	readonly evidence: ReadonlyMap<number, readonly LeakEvidence[]>;
	readonly filled: ReadonlyMap<number, Uint8Array>;
}

function lookAtAttributes(
	dataset: Dataset,
	cohort: LeakCohort,
	{ landmarkDays, step }: { readonly landmarkDays: number; readonly step: (done: number) => void },
): Looked {
	const looks: LeakLook[] = [];
	const evidence = new Map<number, LeakEvidence[]>();
	const filledOf = new Map<number, Uint8Array>();
	const add = (index: number, found: LeakEvidence | undefined) => {
		if (found !== undefined) evidence.set(index, [...(evidence.get(index) ?? []), found]);
	};
	const laterRanks = laterCounts(dataset, cohort);
	const fills: { readonly index: number; readonly rates: NonNullable<ReturnType<typeof fillRates>> }[] = [];
	dataset.attributes.forEach((attribute, index) => {
		step(index);
		const isDated = attribute.knownAt !== undefined;
		const days = isDated ? landmarkDays : 0;
		const landmarkMs = days * DAY_MS;
		const codes = codesAt(dataset, cohort.leads, { attribute: index, landmarkMs });
		const filled = Uint8Array.from(codes, (code) => (code === UNKNOWN ? 0 : 1));
		const count = filled.reduce((sum, one) => sum + one, 0);
		filledOf.set(index, filled);
		add(index, lateValueEvidence(dataset, index));
		for (const outcome of cohort.outcomes)
			add(index, knownTooLateEvidence(dataset, cohort, { attribute: index, outcome }));
		const look = { attribute: attribute.name, landmarkDays: days, filled: count };
		if (count === 0) {
			looks.push({ ...look, strengths: [], skipped: isDated ? `not known by day ${days} for any lead` : "no value" });
			return;
		}
		if (!isDated) add(index, countsFutureEvidence(dataset, cohort, { attribute: index, codes, laterRanks }));
		const bins = valueBins(codes, { values: attribute.values, isNumber: attribute.type === "number" });
		const strengths: AloneStrength[] = [];
		for (const outcome of cohort.outcomes) {
			const labels = leakLabels(dataset, cohort, outcome, { landmarkMs });
			const rates = fillRates(filled, labels, outcome);
			if (rates !== undefined) fills.push({ index, rates });
			if (outcome.kind === "rung") strengths.push(strengthAlone(bins, labels, { name: attribute.name, outcome }));
		}
		looks.push({ ...look, strengths });
	});
	const adjusted = holmAdjusted(fills.map(({ rates }) => rates.pValue));
	fills.forEach(({ index, rates }, i) => {
		add(index, fillEvidence(dataset.attributes[index]!.name, rates, adjusted[i]!));
	});
	for (const outcome of cohort.outcomes) {
		const strengths = looks.flatMap((look) => look.strengths.filter((one) => one.outcome === outcome));
		const indexOf = new Map(dataset.attributes.map(({ name }, index) => [name, index]));
		for (const [name, found] of aloneEvidence(strengths)) add(indexOf.get(name)!, found);
	}
	return { looks, evidence, filled: filledOf };
}

/** Evidence by activity type, the earliest rung of each kind only: what holds for a stage holds for those after it. */
function lookAtActivities(dataset: Dataset, cohort: LeakCohort): ReadonlyMap<string, readonly LeakEvidence[]> {
	const found = new Map<string, readonly LeakEvidence[]>();
	const first = firstOfType(dataset);
	dataset.activities.types.forEach((type, i) => {
		const all = cohort.outcomes.flatMap((outcome) => {
			const evidence = activityEvidence(dataset, cohort, { type, first: first[i]!, outcome });
			return evidence === undefined ? [] : [evidence];
		});
		if (all.length === 0) return;
		const levels = [...new Set(all.map(({ level }) => level))];
		found.set(
			type,
			levels.map((level) => all.findLast((one) => one.level === level)!),
		);
	});
	return found;
}

/** The warnings of {@link bindModel} on attributes that are declared as known only from the stage they should call. */
function declaredTooLate(dataset: Dataset, model: ScoringModel): LeakFinding[] {
	return bindModel(model, dataset)
		.filter(({ code }) => code === "leak")
		.map(({ message, cure }): LeakFinding => {
			const name = /attribute "([^"]*)"/.exec(message)?.[1] ?? model.name;
			return finding("attribute", name, {
				evidence: [{ check: "known too late", level: "look at it", text: message, rates: [] }],
				cure: { text: cure ?? "" },
				use: { rules: [/^(.*?) uses attribute/.exec(message)?.[1] ?? ""], falls: [] },
			});
		});
}

function movedFindings(probe: LeakProbe): LeakFinding[] {
	const { movedWhenRemoved, movedWhenScrambled, replayDiffers, examples } = probe;
	if (movedWhenRemoved.hits + movedWhenScrambled.hits + replayDiffers.hits === 0) return [];
	const facts = [...new Set(examples.flatMap((one) => one.facts))];
	const text = `Of ${probe.scores} scores, ${movedWhenRemoved.hits} moved when the facts after them were taken away, ${movedWhenScrambled.hits} when they were scrambled, and ${replayDiffers.hits} came out otherwise in the fast replay${facts.length === 0 ? "" : `; moved by: ${facts.slice(0, 5).join("; ")}`}.`;
	return [
		finding("score", "score", {
			evidence: [
				{
					check: "score moves",
					level: "certain",
					text,
					rates: [
						{ of: "moved when later facts were removed", rate: movedWhenRemoved },
						{ of: "moved when later facts were scrambled", rate: movedWhenScrambled },
						{ of: "fast replay differs", rate: replayDiffers },
					],
				},
			],
			cure: { text: "The reader of the score uses what was not known: correct it before trusting any figure." },
			use: undefined,
		}),
	];
}

function notesOf(cohort: LeakCohort, looks: readonly LeakLook[]): string[] {
	const notes: string[] = [];
	if (cohort.leads.length < 100) {
		notes.push(
			`Only ${cohort.leads.length} leads are at least ${cohort.horizonDays} days old: too few to tell a leak from chance in most checks.`,
		);
	}
	const skipped = looks.filter((look) => look.skipped !== undefined);
	if (skipped.length > 0) {
		notes.push(`Not looked at: ${skipped.map(({ attribute, skipped: why }) => `${attribute} (${why})`).join(", ")}.`);
	}
	return notes;
}
