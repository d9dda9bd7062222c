import type { HandoffSpec, IssueCount, TableCounts } from "../dataset/dataset.ts";
import type { ByRankingKey } from "../metrics/measures/ranking-measures.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { RateSpread } from "../metrics/rates/rate-spread.ts";
import type { ScoreTable } from "../metrics/tables/score-table.ts";
import type { ScoringModel } from "../model/schema.ts";

/**
 * What became of the flags at one threshold. Of the leads flagged: `flagged = late + immature + hits + misses`. Of the
 * leads that reached the outcome: `caught` were flagged before it and at most the horizon before it, mature or not.
 */
export interface FlagCounts {
	readonly threshold: number;
	readonly flagged: number;
	/** The outcome had been reached when the flag came. */
	readonly late: number;
	/** The horizon had not passed when the extract was taken: neither hit nor miss. */
	readonly immature: number;
	readonly hits: number;
	readonly misses: number;
	/** Leads that reached the outcome, flagged or not. */
	readonly reached: number;
	readonly caught: number;
}

/** One hand-off at the model's own threshold. */
export interface Handoff extends HandoffSpec, FlagCounts {
	/** Leads of the cohort not excluded (the outcome was not reached at or before creation). */
	readonly leads: number;
	/** Leads excluded. */
	readonly excluded: number;
	/** hits / (hits + misses). */
	readonly precision: Estimate;
	/** caught / reached. */
	readonly recall: Estimate;
	/** Precision of flagging every lead at its creation, of those that are old enough: what a precision has to beat. */
	readonly everyone: Estimate;
	/** Leads flagged a week, over the weeks from the first to the last flag. */
	readonly perWeek: number | undefined;
	/** Median days from the flag to the outcome, among the caught. */
	readonly medianHeadStartDays: number | undefined;
	/** Sum of the amounts on the outcome's rows of the caught leads, when amounts are recorded. */
	readonly caughtAmount: number | undefined;
	/** The same for all who reached the outcome. */
	readonly reachedAmount: number | undefined;
	/** How the leads behind precision and recall hang together; only where leads share accounts. */
	readonly spread?: RowSpread;
}

/** How the leads behind precision and recall hang together; `undefined` where each has an account of its own. */
export interface RowSpread {
	readonly precision: RateSpread | undefined;
	readonly recall: RateSpread | undefined;
}

/** The counts of a hand-off at every integer threshold from 0 to the largest score reached. */
export interface Sweep extends HandoffSpec {
	readonly rows: readonly FlagCounts[];
	/** For each row, what its hits were worth; `undefined` when no amounts are recorded. */
	readonly hitAmounts?: readonly HitAmount[] | undefined;
	/** For each row, how its leads hang together; only where leads share accounts. */
	readonly spreads?: readonly RowSpread[];
}

/** Recorded amounts of the hits at a threshold. */
export interface HitAmount {
	/** To the hundredth; 0 for a hit without an amount. */
	readonly sum: number;
	/** Sum of the squares of the amounts rounded to whole units: for intervals. */
	readonly squares: number;
}

/**
 * How many leads are flagged for a stage in each calendar week (Monday to Sunday, in the dataset's zone) at every integer
 * threshold from 0 to the largest score reached. Every flag of the cohort counts, also one that comes after an outcome.
 */
export interface WeeklyFlags {
	readonly stage: string;
	/** Calendar day (since 1970-01-01) of the first week's Monday: that of the first creation in the cohort. */
	readonly firstMonday: number;
	/** Weeks up to that of the extract; the first and the last may be parts of a week. */
	readonly weeks: number;
	/** Thresholds with a row, from 0 up; above them nobody is flagged. */
	readonly thresholds: number;
	/** `counts[threshold * weeks + week]`; `undefined` when scores are too large for a table. */
	readonly counts: Int32Array | undefined;
}

/** How well the score at a fixed age orders leads by what became of them. */
export interface Ranking extends ByRankingKey<number | undefined> {
	readonly stage: string;
	/** Leads that had not reached the outcome at the landmark, and whose horizon has passed. */
	readonly atRisk: number;
	readonly positives: number;
	/** Why the measures are undefined. */
	readonly reason?: string;
	readonly table: ScoreTable;
}

/** A rung of the ladder with how many leads of the cohort ever reached it, and how many the model would have flagged. */
export interface FunnelStep {
	readonly stage: string;
	readonly reached: number;
	/** Leads that reached it after having reached the rung before it in this list. */
	readonly reachedAfterPrevious: number;
	/** Leads the model flags for this stage; `undefined` when it has no such flag. */
	readonly flagged: number | undefined;
}

/** A hand-off in one part of the cohort: a segment or a month. */
export interface Slice {
	readonly handoffs: readonly Handoff[];
	readonly leads: number;
}

/** Why flagged leads left the ladder: exit stage and reason, most frequent first. */
export interface ExitReason {
	readonly stage: string;
	readonly exit: string;
	readonly reason: string | undefined;
	readonly count: number;
}

/** How precision depends on how soon sales touched a flagged lead. */
export interface TouchDelay extends HandoffSpec {
	/** Days from the flag to the first sales touch: `[from, to)`; `undefined` for never touched. */
	readonly fromDays: number | undefined;
	readonly toDays: number | undefined;
	readonly precision: Estimate;
}

/** Per-lead results as columns over the cohort's leads: row `i` is about lead `lead[i]` of the dataset. */
export interface ReplayColumns {
	readonly lead: Int32Array;
	/** First flag for each stage of the model; `NEVER` if it is not flagged. */
	readonly flaggedAt: Readonly<Record<string, Float64Array>>;
	/** Score at creation + landmarkDays; NaN where that lies after `asOf`. */
	readonly landmarkScore: Float64Array;
	/** Score at `asOf`. */
	readonly finalScore: Float64Array;
	/** Largest score at any instant. */
	readonly largestScore: Float64Array;
}

/** One model over one dataset: everything that charts, report and comparison are made of. */
export interface Replay {
	readonly model: ScoringModel;
	readonly modelFingerprint: string;
	readonly datasetName: string;
	readonly datasetFingerprint: string;
	readonly asOf: number;
	readonly timeZone: string;
	/** Creation range as asked for; `undefined` ends are open. */
	readonly cohort: { readonly from: number | undefined; readonly to: number | undefined; readonly leads: number };
	/** First and last creation in the cohort that is not far from all others, ms; `undefined` when it is empty. */
	readonly createdRange: readonly [number, number] | undefined;
	/** Creations in the cohort that are: their leads are judged like all others, but no period hangs on them. */
	readonly createdOutside: number;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	readonly funnel: readonly FunnelStep[];
	readonly handoffs: readonly Handoff[];
	readonly sweep: readonly Sweep[];
	/** Volume by week at every threshold, for each stage the model flags; empty for an empty cohort. */
	readonly weekly: readonly WeeklyFlags[];
	readonly ranking: readonly Ranking[];
	/** By calendar month of creation (`2024-03`), in order. */
	readonly months: readonly (Slice & { readonly month: string })[];
	/** By value of an attribute at creation. */
	readonly segments: readonly (Slice & { readonly attribute: string; readonly value: string })[];
	readonly exitReasons: readonly ExitReason[];
	readonly touchDelays: readonly TouchDelay[];
	readonly tables: Readonly<Record<string, TableCounts>>;
	readonly issues: readonly IssueCount[];
	readonly columns: ReplayColumns;
}
