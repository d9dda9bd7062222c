import type { KernelPlan } from "./kernel-plan.ts";
import type { WeeklyDifferences, WeekRange } from "./weekly-differences.ts";

/** A dataset's columns that the kernel reads: no functions, so that a worker gets them without a copy. */
export interface KernelData {
	readonly asOf: number;
	readonly createdAt: Float64Array;
	/** Offset of the zone from UTC at some time, in ms: a first guess of the day of an instant. */
	readonly zoneOffset: number;
	/** First instant of each day from `firstDay` on. */
	readonly dayStart: Float64Array;
	readonly firstDay: number;
	readonly attributes: readonly { readonly codes: Int32Array; readonly knownAt: Float64Array | undefined }[];
	readonly historyOffsets: Int32Array;
	readonly historyAttribute: Uint16Array;
	readonly historyCode: Int32Array;
	readonly historyKnownAt: Float64Array;
	readonly activityOffsets: Int32Array;
	readonly activityType: Uint16Array;
	readonly activityKnownAt: Float64Array;
	readonly activityDay: Int32Array;
	/** Whether every activity is known when it occurs, so that `activityDay` is also the day it is known. */
	readonly knownWhenOccurred: boolean;
}

/** A later stage whose counts at every threshold are wanted. */
export interface KernelHandoff {
	/** Index into `plan.stages`. */
	readonly stage: number;
	/** First time each lead reached the outcome. */
	readonly outcomeAt: Float64Array;
	/** Amount of each lead's outcome in hundredths, when amounts are recorded: whole numbers. */
	readonly amount: Float64Array | undefined;
}

/** The work of one kernel run: rows `from` to `to` of the cohort. */
export interface KernelJob {
	readonly plan: KernelPlan;
	readonly data: KernelData;
	/** Lead number of each row of the cohort. */
	readonly leads: Int32Array;
	readonly from: number;
	readonly to: number;
	readonly handoffs: readonly KernelHandoff[];
	/** Weeks from the first creation to the extract. */
	readonly weeks: WeekRange;
	readonly horizonMs: number;
	readonly landmarkMs: number;
	/**
	 * By stage, the score above which it matters: a run for flags alone need not look at lower ones, and its largest scores
	 * are not to be used. Left out: every score.
	 */
	readonly floors?: readonly number[];
	/** Where the results go, by row of the cohort. */
	readonly out: KernelColumns;
}

export interface KernelColumns {
	/** First flag of each stage of the plan. */
	readonly flaggedAt: readonly Float64Array[];
	readonly landmarkScore: Float64Array;
	readonly finalScore: Float64Array;
	readonly largestScore: Float64Array;
}

/** Names of the counts of a hand-off at a threshold. */
export const VERDICTS = ["flagged", "late", "immature", "hits", "misses", "caught"] as const;

/** Sums over the hits that follow the counts in {@link ThresholdDifferences}: amounts in hundredths, squares in whole units. */
export const HIT_SUMS = ["amount", "squaredAmount"] as const;

/**
 * Differences over integer thresholds: the count at threshold n is the sum of `difference[0..n]`. One array a verdict, in
 * the order of {@link VERDICTS}, then one for each of {@link HIT_SUMS}.
 */
export type ThresholdDifferences = readonly Float64Array[];

/** What a kernel run sends back beside the columns. */
export interface KernelResult {
	/** By hand-off of the job. */
	readonly differences: readonly ThresholdDifferences[];
	/** By stage of the plan: every flag of the cohort, also of leads that a hand-off excludes. */
	readonly weekly: readonly WeeklyDifferences[];
}
