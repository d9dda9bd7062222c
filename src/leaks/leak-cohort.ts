import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import type { Uncertain } from "../metrics/rates/estimate.ts";
import { tooFew } from "../metrics/rates/too-few.ts";

/** A stage, or sales having acted, that an honest attribute must not know of beforehand. */
export interface LeakOutcome {
	readonly stage: string;
	/** `rung`: a later stage of the ladder; `exit`: left the ladder; `worked`: sales acted on the lead. */
	readonly kind: "rung" | "exit" | "worked";
	/** First time each lead of the dataset reached it; `NEVER`. */
	readonly at: Float64Array;
}

/** The leads that leaks are looked for in, and what became of them. */
export interface LeakCohort {
	/** Leads created at least the horizon before the extract: what became of younger ones is not known yet. */
	readonly leads: Int32Array;
	readonly outcomes: readonly LeakOutcome[];
	readonly horizonDays: number;
}

/**
 * The mature leads and the outcomes to hold attributes against: every rung of the ladder from the first that a hand-off
 * promises (earlier ones are flagged by a rule on honest attributes, which therefore "know" them), the exits, and sales
 * having acted.
 */
export function leakCohort(dataset: Dataset, { horizonDays }: { readonly horizonDays: number }): LeakCohort {
	const last = dataset.asOf - horizonDays * DAY_MS;
	const leads: number[] = [];
	for (let lead = 0; lead < dataset.leadCount; lead++) if (dataset.createdAt[lead]! <= last) leads.push(lead);
	const outcomes: LeakOutcome[] = [
		...promisedRungs(dataset).map((stage) => ({ stage, kind: "rung" as const, at: stageReachedAt(dataset, stage) })),
		...dataset.exits.map((stage) => ({ stage, kind: "exit" as const, at: stageReachedAt(dataset, stage) })),
		...(dataset.workedAt === undefined ? [] : [{ stage: "worked", kind: "worked" as const, at: dataset.workedAt }]),
	];
	return { leads: Int32Array.from(leads), outcomes, horizonDays };
}

/** Rungs from the first outcome of a hand-off on: of the contract's hand-offs, else from `sql`, else all but the first two. */
function promisedRungs({ ladder, handoffs }: Dataset): readonly string[] {
	const named = (handoffs ?? []).map(({ to }) => ladder.indexOf(to)).filter((rung) => rung >= 0);
	const usual = ladder.indexOf("sql");
	const mql = ladder.indexOf("mql");
	const first = named.length > 0 ? Math.min(...named) : usual >= 0 ? usual : mql >= 0 ? mql + 1 : 1;
	return ladder.slice(Math.max(1, first));
}

/** How many leads of a cohort reached an outcome after their creation, and how many never did. */
export interface SeenOutcome {
	readonly stage: string;
	readonly kind: LeakOutcome["kind"];
	readonly reached: number;
	readonly others: number;
	/** Why the checks say nothing of it, with the leads still needed; `undefined` when both sides have 20 leads. */
	readonly few: Uncertain | undefined;
}

/** The outcomes of a cohort with their counts. Who had reached one by creation is in neither. */
export function seenOutcomes({ createdAt }: Dataset, { leads, outcomes }: LeakCohort): SeenOutcome[] {
	return outcomes.map(({ stage, kind, at }) => {
		let reached = 0;
		let others = 0;
		for (const lead of leads) {
			if (at[lead] === NEVER) others++;
			else if (at[lead]! > createdAt[lead]!) reached++;
		}
		const table = {
			scores: new Float64Array(1),
			positives: Float64Array.of(reached),
			negatives: Float64Array.of(others),
		};
		return { stage, kind, reached, others, few: tooFew(table) };
	});
}
