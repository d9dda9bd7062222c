import type { Dataset } from "../dataset/dataset.ts";
import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import type { LeakCohort } from "./leak-cohort.ts";
import type { LeakCure, LeakEvidence } from "./leak-finding.ts";
import { creationView, leakLabels } from "./leak-view.ts";

/** Filled leads that have reached a stage: from this share on the field is taken as filled there. */
const FILLED_THERE = 0.9;

/**
 * The line of `dataset.yaml` that says when an attribute is really known. A field that only leads past a stage have is
 * known from the last such stage of the ladder; a value that follows the outcome is known from that outcome; a column that
 * has a history is left to its history; a counter or a copy of the stage goes.
 *
 * @param filled whether the attribute is known, lead by lead of the cohort
 */
export function attributeCure(
	dataset: Dataset,
	cohort: LeakCohort,
	{
		attribute,
		filled,
		evidence,
	}: { readonly attribute: number; readonly filled: ArrayLike<number>; readonly evidence: readonly LeakEvidence[] },
): LeakCure {
	const { name, type } = dataset.attributes[attribute]!;
	const key = yamlKey(name);
	const checks = evidence.map(({ check }) => check);
	if (checks.includes("late value")) {
		return {
			text: "Leave the column out and take the values from attribute_history, which says when each became known; in leads.attributes:",
			yaml: `${key}: { type: ${type}, column: false }`,
		};
	}
	if (checks.includes("date ahead")) {
		return {
			text: "Say in leads.attributes from which stage on it is known, name the column with that instant (known: { column: ... }), or leave it out.",
		};
	}
	if (checks.includes("counts the future")) {
		return {
			text: "Take it out of leads.attributes; a rule on the activities themselves (activity: ..., tiers or at_most) counts those known at the time of the score.",
		};
	}
	if (checks.includes("holds the outcome")) {
		return {
			text: "Take it out of leads.attributes: the table of stages says the same, with the day on which it was known.",
		};
	}
	if (checks.every((check) => check === "known too late")) {
		return { text: "Nothing to correct in the data: leave it out of what is to flag that stage." };
	}
	const stage =
		(checks.includes("filled for winners") ? lastStageOfFilled(dataset, cohort, filled) : undefined) ??
		evidence.find((one) => one.stage !== undefined && one.stage !== "worked")?.stage ??
		dataset.ladder.at(-1)!;
	return {
		text: "Find out who writes it and when. If a column has that instant, name it with known: { column: ... }; else say in leads.attributes from which stage on it is known, or leave it out:",
		yaml: `${key}: { type: ${type}, known: { stage: ${yamlKey(stage)} } }`,
		stage,
	};
}

/** The last rung of the ladder that nearly all filled leads have reached. */
function lastStageOfFilled(dataset: Dataset, cohort: LeakCohort, filled: ArrayLike<number>): string | undefined {
	const view = creationView(dataset, cohort.leads);
	let last: string | undefined;
	for (const outcome of cohort.outcomes) {
		if (outcome.kind !== "rung") continue;
		const labels = leakLabels(cohort, view, outcome);
		let hits = 0;
		let total = 0;
		for (let row = 0; row < labels.length; row++) {
			if (labels[row]! < 0 || filled[row] !== 1) continue;
			total++;
			hits += labels[row]!;
		}
		if (total > 0 && seenOf(estimateRate(hits, total)).interval![0] >= FILLED_THERE) last = outcome.stage;
	}
	return last;
}

/** A key as YAML wants it: plain when it is a plain word, else in double quotes. */
function yamlKey(name: string): string {
	return /^[A-Za-z_][A-Za-z0-9_ ]*$/.test(name) &&
		!/^(true|false|yes|no|on|off|null|y|n)$/i.test(name) &&
		name === name.trim()
		? name
		: JSON.stringify(name);
}
