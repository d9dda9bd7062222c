import type { Dataset } from "../dataset/dataset.ts";
import { modelUses } from "../model/model-uses.ts";
import type { ScoringModel } from "../model/schema.ts";
import { activityEvidence, firstOfType } from "./leak-activities.ts";
import type { LeakCohort } from "./leak-cohort.ts";
import { attributeCure } from "./leak-cure.ts";
import { LEAK_CHECKS, LEAK_LEVELS, type LeakEvidence, type LeakFinding } from "./leak-finding.ts";
import type { LeakLooks } from "./leak-looks.ts";
import type { LeakProbe } from "./leak-probe.ts";

/** A finding before it is known what a model does with it. */
export type BareFinding = Omit<LeakFinding, "use">;

/** What was seen of attributes, one finding each. */
export function attributeFindings(
	dataset: Dataset,
	cohort: LeakCohort,
	{ evidence, filled }: LeakLooks,
): BareFinding[] {
	return [...evidence].map(([index, found]) => {
		const cure = attributeCure(dataset, cohort, { attribute: index, filled: filled[index]!, evidence: found });
		return finding("attribute", dataset.attributes[index]!.name, { evidence: found, cure });
	});
}

/**
 * Activity types against outcomes, one finding each. What only begins after a stage is told of the earliest such stage:
 * what holds there holds for those after it; likewise for what is written down with a change of stage. With a model, types
 * that only come afterwards are told when the model uses them: the others are the ordinary work on a deal.
 */
export function activityFindings(dataset: Dataset, cohort: LeakCohort, model: ScoringModel | undefined): BareFinding[] {
	const used = new Set((model === undefined ? [] : modelUses(model)).map(({ kind, name }) => `${kind} ${name}`));
	const first = firstOfType(dataset);
	return dataset.activities.types.flatMap((type, i) => {
		const all = cohort.outcomes.flatMap(
			(outcome) => activityEvidence(dataset, cohort, { first: first[i]!, outcome }) ?? [],
		);
		const earliest = LEAK_LEVELS.flatMap((level) => all.find((one) => one.level === level) ?? []);
		if (earliest.length === 0) return [];
		const isSuspect = earliest.some(({ level }) => level !== "look at it");
		if (!isSuspect && model !== undefined && !used.has(`activity ${type}`)) return [];
		const text = isSuspect
			? "Find out what writes it. If it is written with the change of stage, give its true instant in activities.known, or leave it out of what flags that stage."
			: "Nothing to correct in the data: leave it out of what is to flag that stage.";
		return [finding("activity", type, { evidence: earliest, cure: { text } })];
	});
}

/** Attributes that a model uses to flag a stage, although the contract says they are known only from there on. */
export function declaredTooLate({ attributes, ladder }: Dataset, model: ScoringModel): BareFinding[] {
	const fromOf = new Map(attributes.map(({ name, knownFromStage }) => [name, knownFromStage]));
	const found = new Map<string, LeakEvidence>();
	for (const { kind, name, rule, flags } of modelUses(model)) {
		const from = kind === "attribute" ? fromOf.get(name) : undefined;
		if (from === undefined || found.has(name)) continue;
		const late = flags.filter((stage) => ladder.includes(stage) && ladder.indexOf(stage) <= ladder.indexOf(from));
		if (late.length === 0) continue;
		found.set(name, {
			check: "known too late",
			level: "look at it",
			stage: from,
			text: `${rule} uses it, but the contract says it is known only from ${from} on: it can never help to flag ${late.join(" or ")}`,
			rates: [],
		});
	}
	return [...found].map(([name, evidence]) =>
		finding("attribute", name, {
			evidence: [evidence],
			cure: {
				text: `Leave it out of what flags ${evidence.stage} and the stages before, or correct leads.attributes.${name}.known if it is known earlier.`,
			},
		}),
	);
}

/** Scores that moved when the future was taken away or made up: the fault is the reader's, not the data's. */
export function movedFindings(probe: LeakProbe): BareFinding[] {
	const { movedWhenRemoved, movedWhenScrambled, replayDiffers, examples } = probe;
	if (movedWhenRemoved.hits + movedWhenScrambled.hits + replayDiffers.hits === 0) return [];
	const facts = [...new Set(examples.flatMap((one) => one.facts))];
	const text = `of ${probe.scores} scores, ${movedWhenRemoved.hits} moved when the facts after them were taken away, ${movedWhenScrambled.hits} when they were scrambled, and ${replayDiffers.hits} came out otherwise in the fast replay${facts.length === 0 ? "" : `; moved by: ${facts.slice(0, 5).join("; ")}`}`;
	const rates = [
		{ of: "moved when later facts were removed", rate: movedWhenRemoved },
		{ of: "moved when later facts were scrambled", rate: movedWhenScrambled },
		{ of: "fast replay differs", rate: replayDiffers },
	];
	return [
		finding("score", "score", {
			evidence: [{ check: "score moves", level: "certain", text, rates }],
			cure: { text: "What reads the score uses what was not known: correct it before trusting any figure." },
		}),
	];
}

/** Findings of the same thing as one. */
export function mergeFindings(findings: readonly BareFinding[]): BareFinding[] {
	const byName = new Map<string, BareFinding>();
	for (const one of findings) {
		const key = `${one.kind} ${one.name}`;
		const before = byName.get(key);
		byName.set(
			key,
			before === undefined
				? one
				: finding(one.kind, one.name, { evidence: [...before.evidence, ...one.evidence], cure: before.cure }),
		);
	}
	return [...byName.values()].sort((a, b) => LEAK_LEVELS.indexOf(a.level) - LEAK_LEVELS.indexOf(b.level));
}

function finding(
	kind: LeakFinding["kind"],
	name: string,
	{ evidence, cure }: Pick<LeakFinding, "evidence" | "cure">,
): BareFinding {
	const isAboutCure = ({ stage }: LeakEvidence) => (stage !== undefined && stage === cure.stage ? 0 : 1);
	const sorted = evidence.toSorted(
		(a, b) =>
			LEAK_LEVELS.indexOf(a.level) - LEAK_LEVELS.indexOf(b.level) ||
			LEAK_CHECKS.indexOf(a.check) - LEAK_CHECKS.indexOf(b.check) ||
			isAboutCure(a) - isAboutCure(b),
	);
	return { kind, name, level: sorted[0]!.level, message: sorted[0]!.text, evidence: sorted, cure };
}
