import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import type { Scorer } from "../model/score.ts";
import { instantsOf, leadViewAt } from "./lead-view-at.ts";
import type { FlagCounts } from "./replay-result.ts";

/** A lead's score at every instant at which it can change. */
export interface ReferenceStep {
	readonly at: number;
	readonly score: number;
	/** Whether the gates of each stage hold. */
	readonly gates: Readonly<Record<string, boolean>>;
}

/**
 * The replay of one lead as it is defined: at each instant the scorer sees what was known then. Slow and obviously
 * right; the kernel must agree with it.
 */
export function referencePath(dataset: Dataset, scorer: Scorer, lead: number): ReferenceStep[] {
	const stages = Object.keys(scorer.model.stages);
	return instantsOf(dataset, lead).map((at) => {
		const view = leadViewAt(dataset, lead, at);
		const explanation = scorer.explain(view);
		return {
			at,
			score: explanation.score,
			gates: Object.fromEntries(
				stages.map((stage) => [stage, scorer.gates(view, stage, explanation).every(({ holds }) => holds)]),
			),
		};
	});
}

/** First instant at which the score reaches a threshold and the gates of the stage hold; `NEVER` if there is none. */
export function firstFlag(path: readonly ReferenceStep[], stage: string, threshold: number): number {
	return path.find(({ score, gates }) => score >= threshold && gates[stage])?.at ?? NEVER;
}

/**
 * The counts of a hand-off at a threshold, lead by lead from the definition. A lead whose outcome was reached at or
 * before its creation is excluded. On purpose by itself and not by `flag-outcome.ts`: it is what that is tested against.
 */
export function referenceCounts(
	dataset: Dataset,
	paths: readonly (readonly ReferenceStep[])[],
	{
		from,
		to,
		threshold,
		horizonDays,
	}: { readonly from: string; readonly to: string; readonly threshold: number; readonly horizonDays: number },
): FlagCounts & { readonly leads: number } {
	const counts = { threshold, leads: 0, flagged: 0, late: 0, immature: 0, hits: 0, misses: 0, reached: 0, caught: 0 };
	const firstAt = stageReachedAt(dataset, to);
	paths.forEach((path, lead) => {
		const s = firstAt[lead]!;
		if (s <= dataset.createdAt[lead]!) return;
		counts.leads++;
		if (s !== NEVER) counts.reached++;
		const t = firstFlag(path, from, threshold);
		if (t === NEVER) return;
		counts.flagged++;
		const end = t + horizonDays * DAY_MS;
		if (s > t && s <= end) counts.caught++;
		if (s <= t) counts.late++;
		else if (end > dataset.asOf) counts.immature++;
		else if (s <= end) counts.hits++;
		else counts.misses++;
	});
	return counts;
}
