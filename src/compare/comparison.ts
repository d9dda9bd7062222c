import type { CheckState } from "../base/check-state.ts";
import type { HandoffSpec } from "../dataset/dataset.ts";
import type { RankingCode } from "../metrics/measures/ranking-measures.ts";
import type { Estimate, Uncertain } from "../metrics/rates/estimate.ts";
import type { Handoff, Ranking } from "../replay/replay-result.ts";
import type { SelectionReview } from "../selection/selection.ts";
import type { ComparedMeasure } from "../words/difference-text.ts";
import type { FlagMeasure } from "./pair-sums.ts";
import type { EqualVolume } from "./volume/equal-volume.ts";
import type { ComparedRecommendation } from "./volume/recommended.ts";

/**
 * How the candidate stands to the baseline. `higher`, `lower`: the interval of the difference leaves 0 out. `same`: no
 * lead counts differently; the interval then says how much other leads might. `unclear`: the interval holds 0. `too-little`: too few leads for an interval.
 */
export type Standing = "higher" | "lower" | "same" | "unclear" | "too-little";

/** Candidate minus baseline, of one measure on the same leads. */
export interface PairedDifference<Measure extends ComparedMeasure = ComparedMeasure> {
	readonly measure: Measure;
	/** `undefined` where it has no value. */
	readonly baseline: number | undefined;
	readonly candidate: number | undefined;
	/**
	 * With its interval, or "cannot tell yet" with how many more leads it would take. `positives` and `negatives` are the
	 * leads that reached the outcome and that did not.
	 */
	readonly difference: Estimate;
	readonly standing: Standing;
	/** Leads that the two models count differently: all that a difference hangs on. */
	readonly differing: number;
	/**
	 * About how many more leads would tell the two apart (80 % of the time), were they `worth` apart, when the standing is
	 * `unclear`; how many it takes for an interval when it is `too-little`. `undefined` when these leads would tell already.
	 */
	readonly moreToTell: number | undefined;
	/** The smallest difference worth having; see `worthHaving`. `undefined` where there is none. */
	readonly worth: number | undefined;
}

/** Exact McNemar test: of the leads on which only one of the models is right, is it one of them more often? */
export interface DiscordantTest {
	/**
	 * `caught`: of the leads that reached the outcome, flagged in time by one model only. `false-flags`: of the leads that
	 * did not reach it in time, flagged by one model only. `right`: over all leads that can be judged under both.
	 */
	readonly about: "caught" | "false-flags" | "right";
	/** Leads only the candidate catches, flags in vain, has right. */
	readonly onlyCandidate: number;
	readonly onlyBaseline: number;
	/** Two-sided; 1 without a discordant lead. Takes leads as independent, accounts or not. */
	readonly pValue: number;
}

/** Days by which one model is earlier than the other on the leads of both. */
export interface HeadStart {
	/** Leads flagged in time by both models. */
	readonly both: number;
	readonly earlier: number;
	readonly later: number;
	readonly sameTime: number;
	/** Median of the days by which the candidate flags earlier; `undefined` without such leads. */
	readonly medianDaysEarlier: number | undefined;
	/** Distribution-free interval of that median; `undefined` when there are too few leads for it (below 6 at 95 %). */
	readonly interval: readonly [number, number] | undefined;
}

/** Leads that change sides, or stay, and what became of them. */
export interface SwapGroup {
	readonly flagged: number;
	readonly late: number;
	readonly immature: number;
	/** Hits of judged flags, under the model that flags them (the candidate for those who stay). */
	readonly precision: Estimate;
	/** How many of them ever reached the outcome, flagged in time or not. */
	readonly reached: number;
	/** How many sales ever acted on; `undefined` when the dataset does not say what counts as that. */
	readonly worked: number | undefined;
	/** Lead ids of the most telling, those with the largest difference of scores first; right flags, then wrong ones. */
	readonly examples: readonly SwapExample[];
}

/** A lead that shows what changes. */
export interface SwapExample {
	readonly lead: string;
	readonly outcome: "hit" | "miss";
	/** Largest score minus threshold, under each model. */
	readonly baselineMargin: number;
	readonly candidateMargin: number;
}

/** Who enters, who leaves and who stays at a hand-off when the candidate takes the baseline's place. */
export interface SwapSet {
	readonly enters: SwapGroup;
	readonly leaves: SwapGroup;
	readonly stays: SwapGroup;
	/** Of those who stay: flagged earlier or later than before, in days. */
	readonly moved: Omit<HeadStart, "both">;
}

/** A hand-off that both models make. */
export interface PairedHandoff extends HandoffSpec {
	readonly baseline: Handoff;
	readonly candidate: Handoff;
	readonly differences: readonly PairedDifference<FlagMeasure>[];
	readonly tests: readonly DiscordantTest[];
	readonly headStart: HeadStart;
	readonly swap: SwapSet;
	/** Both models where they flag as many a week. */
	readonly equalVolume: EqualVolume;
}

/** How well the scores at the landmark order the leads, on the leads that both models score. */
export interface PairedRanking {
	readonly stage: string;
	readonly atRisk: number;
	readonly positives: number;
	readonly baseline: Ranking;
	readonly candidate: Ranking;
	readonly differences: readonly PairedDifference<RankingCode>[];
	/** DeLong's test of the two AUCs, candidate minus baseline, two-sided; over accounts where leads share them. */
	readonly delong: { readonly z: number; readonly pValue: number } | Uncertain;
}

/** The main hand-off in one segment or month. */
export interface ComparedSlice {
	readonly kind: "segment" | "month";
	/** Attribute and value; a month has no attribute. */
	readonly attribute: string | undefined;
	readonly value: string;
	readonly leads: number;
	readonly baseline: Estimate;
	readonly candidate: Estimate;
	readonly difference: PairedDifference<"precision">;
	/** Two-sided, of equal precision; `undefined` with too little data. */
	readonly pValue: number | undefined;
	/** Holm's over all slices that can be judged. */
	readonly adjustedP: number | undefined;
	/** `better` and `worse` after Holm's correction at 5 %. */
	readonly standing: "better" | "worse" | "no visible difference" | "cannot tell yet";
}

/** A condition that a candidate must meet however precise it is. */
export interface Guardrail {
	readonly name: "same-leads" | "capacity" | "last-rung-recall" | "segments" | "maturity";
	readonly state: CheckState;
	/** What was asked and what was found, with the numbers. */
	readonly message: string;
}

/** What the numbers allow to recommend. */
export type ComparisonDecision = "roll-out" | "discuss" | "hold" | "cannot-tell" | "no-difference";

/** The verdict with its reasons. */
export interface ComparisonVerdict {
	readonly decision: ComparisonDecision;
	readonly headline: string;
	/** Full sentences, most important first. */
	readonly reasons: readonly string[];
	readonly recommendation: string;
	/** About how many more leads would settle it; `undefined` when it is settled or more leads would not help. */
	readonly moreLeads: number | undefined;
	/** The difference that they would tell; `undefined` when they are needed to tell anything at all. */
	readonly worth: { readonly measure: "precision" | "recall"; readonly difference: number } | undefined;
}

/** A model as a comparison names it. */
export interface ComparedModel {
	readonly name: string;
	readonly fingerprint: string;
}

/** Baseline and candidate on the same leads: all differences are candidate minus baseline. */
export interface Comparison {
	readonly baseline: ComparedModel;
	readonly candidate: ComparedModel;
	readonly dataset: ComparedModel;
	readonly asOf: number;
	readonly timeZone: string;
	readonly leads: number;
	/** Accounts that were drawn whole, when leads share them. */
	readonly accounts: { readonly count: number; readonly sharedLeads: number } | undefined;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	readonly confidence: number;
	/** Of F-beta. */
	readonly beta: number;
	/** Hand-offs of both models; the first is the main one. */
	readonly handoffs: readonly PairedHandoff[];
	readonly ranking: readonly PairedRanking[];
	readonly slices: readonly ComparedSlice[];
	/** Whether both models' precisions, and their difference, hold for leads that sales never worked. */
	readonly selection: SelectionReview;
	readonly guardrails: readonly Guardrail[];
	/** The threshold to set, under what was asked; `undefined` when the models have no hand-off in common. */
	readonly recommended: ComparedRecommendation | undefined;
	readonly verdict: ComparisonVerdict;
}
