import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { ExplorationQuota } from "../metrics/selection/exploration-quota.ts";
import type { PropensityBin } from "../metrics/selection/selection-overlap.ts";
import type { NoBounds, WorstCaseBounds } from "../metrics/selection/worst-case-bounds.ts";
import type { SelectionRegion } from "./selection-regions.ts";

/** The precision had all the flags been worked, estimated in two ways. */
export interface SelectionRates {
	/** Worked flags weighted by 1 / their chance of being worked (Hajek). */
	readonly weighted: Estimate;
	/** Doubly robust: right when either the chances of being worked or those of the outcome are. */
	readonly doublyRobust: Estimate;
}

/** How far worked flags can stand for the others. */
export interface SelectionOverlap {
	/** Smallest chance of being worked that can be learned from. */
	readonly floor: number;
	/** Spread of the fitted chances; empty when there was too little data to fit them. */
	readonly bins: readonly PropensityBin[];
	/** Flags whose chance is below the floor, as a share of all. */
	readonly belowFloorShare: number;
	/** How many equally weighted flags the weights are worth. */
	readonly effective: number;
	/** Share of the weight on the heaviest 1 % of the worked flags. */
	readonly topShare: number | undefined;
	/** Looked-at flags held to the floor, and the most that this can move a rate. */
	readonly truncated: number;
	readonly truncationBias: number;
}

/** The part of the flags that sales looked at, when there is another. */
export interface LookedAt extends SelectionRates {
	readonly flags: number;
	readonly worked: number;
	/** Share of all flags. */
	readonly share: number;
	/** What flags these are, in words. */
	readonly regions: readonly string[];
}

/** The part of the flags of a kind that nobody, or hardly anybody, ever worked. */
export interface BlindPart {
	readonly flags: number;
	readonly share: number;
	readonly worked: number;
	readonly regions: readonly string[];
}

/** What a hand-off's precision hangs on: whom sales worked. All counts are of flags that are mature and not late. */
export interface SelectionFindings extends HandoffSpec {
	readonly state: "said";
	readonly threshold: number;
	readonly horizonDays: number;
	/** Hits and misses. */
	readonly flags: number;
	/** Worked by the end of the horizon. */
	readonly worked: number;
	/** Of these, worked before the flag. */
	readonly touchedBefore: number;
	/** Worked first more than 14 days after the flag: what happened since may have decided it. */
	readonly workedLate: number;
	/** Flags that reached the outcome although the records say nobody worked them. */
	readonly unworkedHits: number;
	/** hits / flags: an unworked flag counts as a miss. */
	readonly recorded: Estimate;
	/** Hits of the worked flags alone. */
	readonly workedOnly: Estimate;
	/** Whatever the unworked flags would have done. */
	readonly bounds: WorstCaseBounds | NoBounds;
	/**
	 * Flags that the estimates, kinds and overlap are from: all, or of more than 10,000 about that many, in whole accounts.
	 */
	readonly estimatedOn: number;
	/** Over all flags; "cannot tell yet" when more than 5 % of them are of a kind that nobody looked at. */
	readonly population: SelectionRates;
	/** `undefined` when all kinds of flags were looked at. */
	readonly lookedAt: LookedAt | undefined;
	readonly blind: BlindPart;
	/**
	 * The doubly robust interval with the blind part in the worst case: it assumes nothing about leads that nobody saw.
	 * `undefined` when the looked-at part cannot be told.
	 */
	readonly withBlind: readonly [number, number] | undefined;
	readonly overlap: SelectionOverlap;
	readonly regions: readonly SelectionRegion[];
	/** What being worked and the outcome were predicted from. */
	readonly covariates: {
		readonly used: readonly string[];
		readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
	};
	/**
	 * Leads to work at random. Among the blind part, where it keeps the precision of all flags from being told; else among
	 * the unworked flags, so that it is known without taking anything for granted. `undefined` when all were worked.
	 */
	readonly exploration: (ExplorationQuota & { readonly among: "blind" | "unworked" }) | undefined;
}

/** Nothing can be said, and why. */
export interface SelectionUnsaid extends HandoffSpec {
	readonly state: "not said";
	readonly reason: string;
}

/** Whether a precision holds for leads that sales never worked. Narrow it by `state`. */
export type SelectionBias = SelectionFindings | SelectionUnsaid;

/** Flags, mature and not late, of leads that only one of two models flags. */
export interface OneSidedFlags {
	readonly flags: number;
	readonly worked: number;
	readonly hits: number;
}

/** What a comparison of two models hangs on: whom sales worked. Differences are candidate minus baseline. */
export interface SelectionComparison extends HandoffSpec {
	/** Difference of the precisions as recorded. */
	readonly recorded: number | undefined;
	/** Difference of the precisions had all flags been worked. */
	readonly doublyRobust: Estimate;
	/** Whatever the unworked flags would have done; a lead that both flag counts alike for both. */
	readonly bounds: readonly [number, number] | undefined;
	/** Leads that only the candidate flags, and that only the baseline flags. */
	readonly entering: OneSidedFlags;
	readonly leaving: OneSidedFlags;
	/**
	 * `settled`: no outcome of unworked leads can turn the sign. `supported`: it could, but what was seen of leads like
	 * them says it does not. `hangs`: the answer is with leads nobody looked at.
	 */
	readonly standing: "settled" | "supported" | "hangs";
	/**
	 * How many times lower the odds of unworked leads of the favoured side would have to be than those of worked leads
	 * like them, and higher on the other side, before the doubly robust interval reaches 0; see `overturningOdds`.
	 * `undefined`: it holds 0 already, or nothing up to 100 times does it.
	 */
	readonly overturnedBy: number | undefined;
	/** Leads to work at random, of those that only one model flags, before they leave the difference open by 3 pp at most. */
	readonly toSettle: number;
	/** The same in a sentence or two. */
	readonly text: string;
}

/** Selection bias of one or two models over the same leads. */
export interface SelectionReview {
	/** A finding a hand-off. */
	readonly candidate: readonly SelectionBias[];
	readonly baseline: readonly SelectionBias[];
	/** Of hand-offs of both models about which something can be said. */
	readonly comparison: readonly SelectionComparison[];
}
