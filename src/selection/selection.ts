import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { Measurement } from "../metrics/rates/measured.ts";
import type { ExplorationQuota } from "../metrics/selection/exploration-quota.ts";
import type { ManskiBounds, NoBounds } from "../metrics/selection/manski.ts";
import type { PropensityBin } from "../metrics/selection/selection-overlap.ts";
import type { SelectionRegion } from "./selection-regions.ts";

/** The precision had all the calls been worked, estimated in two ways. */
export interface SelectionRates {
	/** Worked calls weighted by 1 / their chance of being worked (Hajek). */
	readonly weighted: Measurement;
	/** Doubly robust: right when either the chances of being worked or those of the outcome are. */
	readonly doublyRobust: Measurement;
}

/** How far worked calls can stand for the others. */
export interface SelectionOverlap {
	/** Smallest chance of being worked that can be learned from. */
	readonly floor: number;
	/** Spread of the fitted chances; empty when there was too little data to fit them. */
	readonly bins: readonly PropensityBin[];
	/** Calls whose chance is below the floor, as a share of all. */
	readonly belowFloorShare: number;
	/** How many equally weighted calls the weights are worth. */
	readonly effective: number;
	/** Share of the weight on the heaviest 1 % of the worked calls. */
	readonly topShare: number | undefined;
	/** Looked-at calls held to the floor, and the most that this can move a rate. */
	readonly truncated: number;
	readonly truncationBias: number;
}

/** The part of the calls that sales looked at, when there is another. */
export interface LookedAt extends SelectionRates {
	readonly calls: number;
	readonly worked: number;
	/** Share of all calls. */
	readonly share: number;
	/** What calls these are, in words. */
	readonly regions: readonly string[];
}

/** The part of the calls of a kind that nobody, or hardly anybody, ever worked. */
export interface BlindPart {
	readonly calls: number;
	readonly share: number;
	readonly worked: number;
	readonly regions: readonly string[];
}

/** What a hand-off's precision hangs on: whom sales worked. All counts are of calls that are mature and not late. */
export interface SelectionFindings extends HandoffSpec {
	readonly state: "said";
	readonly threshold: number;
	readonly horizonDays: number;
	/** Hits and misses. */
	readonly calls: number;
	/** Worked by the end of the horizon. */
	readonly worked: number;
	/** Of these, worked before the call. */
	readonly touchedBefore: number;
	/** Worked first more than 14 days after the call: what happened since may have decided it. */
	readonly workedLate: number;
	/** Calls that reached the outcome although the records say nobody worked them. */
	readonly unworkedHits: number;
	/** hits / calls: an unworked call counts as a miss. */
	readonly recorded: Estimate;
	/** Hits of the worked calls alone. */
	readonly workedOnly: Estimate;
	/** Whatever the unworked calls would have done. */
	readonly bounds: ManskiBounds | NoBounds;
	/**
	 * Calls that the estimates, kinds and overlap are from: all, or of more than 10,000 about that many, in whole accounts.
	 */
	readonly estimatedOn: number;
	/** Over all calls; "cannot tell yet" when more than 5 % of them are of a kind that nobody looked at. */
	readonly population: SelectionRates;
	/** `undefined` when all kinds of calls were looked at. */
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
	 * Leads to work at random. Among the blind part, where it keeps the precision of all calls from being told; else among
	 * the unworked calls, so that it is known without taking anything for granted. `undefined` when all were worked.
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

/** Calls, mature and not late, of leads that only one of two models calls. */
export interface OneSidedCalls {
	readonly calls: number;
	readonly worked: number;
	readonly hits: number;
}

/** What a comparison of two models hangs on: whom sales worked. Differences are candidate minus baseline. */
export interface SelectionComparison extends HandoffSpec {
	/** Difference of the precisions as recorded. */
	readonly recorded: number | undefined;
	/** Difference of the precisions had all calls been worked. */
	readonly doublyRobust: Measurement;
	/** Whatever the unworked calls would have done; a lead that both call counts alike for both. */
	readonly bounds: readonly [number, number] | undefined;
	/** Leads that only the candidate calls, and that only the baseline calls. */
	readonly entering: OneSidedCalls;
	readonly leaving: OneSidedCalls;
	/**
	 * `settled`: no outcome of unworked leads can turn the sign. `supported`: it could, but what was seen of leads like
	 * them says it does not. `hangs`: the answer is with leads nobody looked at.
	 */
	readonly standing: "settled" | "supported" | "hangs";
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
