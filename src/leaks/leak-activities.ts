import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import { stageName } from "../words/stage-name.ts";
import type { LeakCohort, LeakOutcome } from "./leak-cohort.ts";
import type { LeakEvidence } from "./leak-finding.ts";

const LEAST = 20;
const NEARLY_ALL = 0.9;

/** First time an activity of a type became known for each lead; `NEVER`. One array a type. */
export function firstOfType({ activities, leadCount }: Dataset): readonly Float64Array[] {
	const first = activities.types.map(() => new Float64Array(leadCount).fill(NEVER));
	for (let lead = 0; lead < leadCount; lead++) {
		for (let i = activities.offsets[lead]!; i < activities.offsets[lead + 1]!; i++) {
			const of = first[activities.type[i]!]!;
			if (activities.knownAt[i]! < of[lead]!) of[lead] = activities.knownAt[i]!;
		}
	}
	return first;
}

/**
 * What an activity type has to do with an outcome in time:
 * - it begins only once the outcome is reached, for nearly all who have both: no score can use it before (`look at it`);
 * - it begins in the last 24 hours before the outcome, for nearly all, and nearly nobody has it without the outcome: it is
 *   written down when the stage changes and says what is already decided (`suspect`).
 *
 * @param first from {@link firstOfType}, of the type
 */
export function activityEvidence(
	{ createdAt }: Dataset,
	{ leads }: LeakCohort,
	{ first, outcome }: { readonly first: Float64Array; readonly outcome: LeakOutcome },
): LeakEvidence | undefined {
	if (outcome.kind !== "rung") return undefined;
	const count = { both: 0, after: 0, justBefore: 0, before: 0, without: 0, atRisk: 0, reached: 0 };
	for (const lead of leads) {
		const reached = outcome.at[lead]!;
		const seen = first[lead]!;
		if (reached <= createdAt[lead]!) continue;
		count.atRisk++;
		if (reached === NEVER) {
			if (seen !== NEVER) count.without++;
			continue;
		}
		count.reached++;
		if (seen === NEVER) continue;
		count.both++;
		if (seen >= reached) count.after++;
		else {
			count.before++;
			if (seen >= reached - DAY_MS) count.justBefore++;
		}
	}
	if (count.both < LEAST) return undefined;
	const after = estimateRate(count.after, count.both);
	if (seenOf(after).interval![0] >= NEARLY_ALL) {
		return {
			check: "only afterwards",
			level: "look at it",
			stage: outcome.stage,
			text: `of the leads that have it and reached ${stageName(outcome.stage)}, ${estimateText(after)} had the first one then or later: it cannot help to flag them in time`,
			rates: [{ of: `first one at or after ${outcome.stage}`, rate: after }],
		};
	}
	if (count.before < LEAST) return undefined;
	const justBefore = estimateRate(count.justBefore, count.before);
	const reachedOfSeen = estimateRate(count.before, count.before + count.without);
	const others = count.atRisk - count.reached;
	if (seenOf(justBefore).interval![0] < 0.8 || seenOf(reachedOfSeen).interval![0] < NEARLY_ALL || others < LEAST)
		return undefined;
	// Where nearly all reach the stage, nearly all who have anything do.
	if (seenOf(estimateRate(count.reached, count.atRisk)).interval![1] > 0.6) return undefined;
	return {
		check: "only afterwards",
		level: "suspect",
		stage: outcome.stage,
		text: `its first one comes within the 24 hours before ${outcome.stage} for ${estimateText(justBefore)} of the leads that have it before, and ${estimateText(reachedOfSeen)} of the leads that have it reach ${outcome.stage}: it looks as if it were written down with the change of stage`,
		rates: [
			{ of: `first one within 24 hours before ${outcome.stage}`, rate: justBefore },
			{ of: `reached ${stageName(outcome.stage)}, among those that have it`, rate: reachedOfSeen },
		],
	};
}
