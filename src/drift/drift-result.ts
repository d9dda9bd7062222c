import type { Estimate } from "../metrics/rates/estimate.ts";
import type { PopulationStability } from "../metrics/rates/population-stability.ts";
import type { Trend } from "../metrics/rates/trend-test.ts";

/** Leads created in [from, to), by calendar days of the dataset's zone. */
export interface DriftPeriod {
	readonly from: number;
	readonly to: number;
	/** Leads of it that are old enough to be scored at the landmark. */
	readonly leads: number;
}

/**
 * What can be said: `changed` more than chance would (after correction for many tests); `no change seen`, where a change
 * worth knowing would have been; `cannot tell yet`, where it would not.
 */
export type DriftStanding = "changed" | "no change seen" | "cannot tell yet";

/** What a test came to. */
export interface DriftTest {
	readonly standing: DriftStanding;
	/** Uncorrected; `undefined` when there is nothing to test. */
	readonly pValue: number | undefined;
	/** Corrected for all tests of all parts: changed when it is at most the risk. */
	readonly adjustedP: number | undefined;
	/** About how many more leads would be needed; only with `cannot tell yet`, and where more would help. */
	readonly moreNeeded: number | undefined;
	/** Why it cannot be told. */
	readonly reason?: string;
}

/** Shares of a value or range then and now. */
export interface DriftBin {
	readonly label: string;
	readonly before: number;
	readonly after: number;
}

/** How far one distribution moved. */
export interface DriftStability extends DriftTest {
	readonly name: string;
	readonly psi: PopulationStability;
	/** In an order of their own: ranges from low to high, values from frequent to rare, then others, then unknown. */
	readonly bins: readonly DriftBin[];
}

/** An attribute at creation (at the landmark, when it is declared as known later). */
export interface DriftAttribute extends DriftStability {
	/** Rules that use it. */
	readonly usedBy: readonly string[];
	readonly unknownBefore: Estimate;
	readonly unknownAfter: Estimate;
	/** Values that the reference period does not have, most frequent first, at most ten, and how many there are. */
	readonly newValues: readonly { readonly value: string; readonly leads: number }[];
	readonly newValueCount: number;
}

/** Scores of the leads created in one month, at the landmark. */
export interface DriftScoreMonth {
	readonly month: string;
	readonly leads: number;
	readonly mean: number | undefined;
	/** 95 %; `undefined` on fewer than 20 leads. */
	readonly interval: readonly [number, number] | undefined;
	readonly median: number | undefined;
	readonly high: number | undefined;
	/** Share that reached the threshold of each stage the model flags, in its order. */
	readonly above: readonly { readonly stage: string; readonly threshold: number; readonly share: Estimate }[];
}

/** A mean then and now. */
export interface MeanChange {
	readonly before: number | undefined;
	readonly after: number | undefined;
	readonly difference: number | undefined;
	/** 95 %. */
	readonly interval: readonly [number, number] | undefined;
}

/** How the scores at the landmark moved. */
export interface DriftScores {
	readonly stability: DriftStability;
	readonly mean: MeanChange & DriftTest;
	/** Of the mean, in points a month. */
	readonly trend: Trend & DriftTest;
	/** Standard deviation of the scores of the reference period: what a change is to be held against. */
	readonly spread: number | undefined;
	/** Quantiles then and now: 10, 25, 50, 75, 90 %. */
	readonly quantiles: readonly {
		readonly share: number;
		readonly before: number | undefined;
		readonly after: number | undefined;
	}[];
	/** Share above the threshold of each stage then and now. */
	readonly above: readonly {
		readonly stage: string;
		readonly threshold: number;
		readonly before: Estimate;
		readonly after: Estimate;
	}[];
	readonly months: readonly DriftScoreMonth[];
}

/** Flags of the leads created in one month, made within `flagWithinDays` of creation. */
export interface DriftPrecisionMonth {
	readonly month: string;
	/** Leads old enough that every such flag has had its horizon. */
	readonly mature: number;
	/** Leads that are not: none of their flags counts, so that a month cannot seem to fall because it is young. */
	readonly immature: number;
	readonly flags: number;
	readonly late: number;
	readonly precision: Estimate;
}

/** Whether the precision of a hand-off moved. */
export interface DriftPrecision {
	readonly from: string;
	readonly to: string;
	readonly threshold: number;
	readonly months: readonly DriftPrecisionMonth[];
	/** In shares a month. */
	readonly trend: Trend & DriftTest;
	/** Any difference among months, of whatever form. */
	readonly anyDifference: DriftTest & { readonly statistic: number; readonly degrees: number };
	/** Of the reference period, and of all mature leads after it. */
	readonly before: Estimate;
	readonly after: Estimate;
	/** After minus before, 95 %. */
	readonly difference: number | undefined;
	readonly interval: readonly [number, number] | undefined;
	/** Whether that difference is more than chance: tested with the interval that is printed. */
	readonly change: DriftTest;
	/** A change of this size would be found in 80 of 100 such histories; `undefined` where nothing is tested. */
	readonly detectable: number | undefined;
	/** Of the three tests together. */
	readonly standing: DriftStanding;
	/** The first day on which leads of the recent period begin to be mature, when they are not yet; ms. */
	readonly recentMatureFrom: number | undefined;
}

/**
 * Which way a rate went. `silent`: from some to none; `collapsed`: to a quarter or less; `new`: from none to some; `never`:
 * none in either period; `too early`: a rule of silence that cannot hold by the landmark.
 */
export type DriftCourse =
	| "silent"
	| "collapsed"
	| "less"
	| "more"
	| "new"
	| "as before"
	| "never"
	| "too early"
	| "cannot tell yet";

/** A rate then and now, with its exact test. */
export interface DriftRate extends DriftTest {
	readonly before: Estimate;
	readonly after: Estimate;
	readonly course: DriftCourse;
}

/** A rule at the landmark: how many leads it gave points other than 0, and what it gave on average. */
export interface DriftRule extends DriftRate {
	readonly rule: string;
	readonly group: string;
	readonly points: MeanChange;
	/** Why it gives no points or other ones, when the data show it. */
	readonly because?: string;
}

/** What caps and floors of a group (or of the score, and rounding) took from the sum of the rules. */
export interface DriftCap {
	/** Id of the group; `undefined`: the score's own limits and rounding. */
	readonly group: string | undefined;
	readonly points: MeanChange;
}

/** An activity type: how many leads had one by the landmark. */
export interface DriftActivity extends DriftRate {
	readonly type: string;
	/** Rules and gates that use it. */
	readonly usedBy: readonly string[];
	/** When the last one happened, at any age of a lead; ms. `undefined` if never. */
	readonly lastAt: number | undefined;
}

/** What to do about a finding. */
export type DriftLevel = "act" | "look at it";

/** One thing that changed, gravest first. */
export interface DriftFinding {
	readonly part: "scores" | "attributes" | "precision" | "rules" | "activities";
	readonly name: string;
	readonly level: DriftLevel;
	/** In words, with counts and intervals. */
	readonly message: string;
}

/** Everything that {@link measureDrift} measured. */
export interface Drift {
	readonly modelName: string;
	readonly modelFingerprint: string;
	readonly datasetName: string;
	readonly datasetFingerprint: string;
	readonly asOf: number;
	readonly timeZone: string;
	readonly landmarkDays: number;
	readonly horizonDays: number;
	readonly flagWithinDays: number;
	readonly risk: number;
	readonly leads: number;
	readonly reference: DriftPeriod;
	readonly recent: DriftPeriod;
	/** Leads created between the periods, and leads too young to be scored at the landmark. */
	readonly between: number;
	readonly tooYoung: number;
	/** Leads that share their account with another; 0: leads are taken one by one. */
	readonly sharedAccounts: number;
	readonly scores: DriftScores;
	readonly attributes: readonly DriftAttribute[];
	readonly precision: readonly DriftPrecision[];
	readonly rules: readonly DriftRule[];
	readonly caps: readonly DriftCap[];
	readonly activities: readonly DriftActivity[];
	readonly findings: readonly DriftFinding[];
	readonly notes: readonly string[];
}
