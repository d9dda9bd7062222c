import { type Estimate, seenOf, type Uncertain } from "../metrics/rates/estimate.ts";
import { type RateDifference, rateDifference } from "../metrics/rates/rate-difference.ts";
import type { ThresholdFigures } from "./threshold-figures.ts";

/** A figure where a threshold was chosen and where it was not. */
export interface Gap {
	readonly tuned: number | undefined;
	readonly heldOut: number | undefined;
	/** tuned - heldOut; `undefined` when either is. */
	readonly optimism: number | undefined;
}

/** {@link Gap} of a rate, with what can be said of the difference. */
export interface RateGap extends Gap {
	readonly difference: RateDifference | Uncertain;
}

/** By how much the figures of a choice flatter: those of the leads it was made on minus those of later leads. */
export interface Optimism {
	readonly precision: RateGap;
	readonly recall: RateGap;
	readonly perWeek: Gap;
	/** Per mature flag, with money. */
	readonly profitPerFlag?: Gap;
	/** With an F-beta. */
	readonly fBeta?: Gap;
}

/**
 * The figures of one threshold on the leads of the choice minus those on leads that had no part in it. Of a threshold that
 * was not chosen (the model's own) the same difference is drift alone.
 *
 * @example optimismOf(tuned, heldOut).precision.optimism // 0.04: four points less on later leads
 */
export function optimismOf(tuned: ThresholdFigures, heldOut: ThresholdFigures): Optimism {
	return {
		precision: rateGap(tuned.precision, heldOut.precision),
		recall: rateGap(tuned.recall, heldOut.recall),
		perWeek: gap(tuned.perWeek, heldOut.perWeek),
		...(tuned.profit === undefined ? {} : { profitPerFlag: gap(tuned.profit.perFlag, heldOut.profit?.perFlag) }),
		...("fBeta" in tuned ? { fBeta: gap(tuned.fBeta, heldOut.fBeta) } : {}),
	};
}

function gap(tuned: number | undefined, heldOut: number | undefined): Gap {
	return { tuned, heldOut, optimism: tuned === undefined || heldOut === undefined ? undefined : tuned - heldOut };
}

function rateGap(tuned: Estimate, heldOut: Estimate): RateGap {
	return { ...gap(seenOf(tuned).value, seenOf(heldOut).value), difference: rateDifference(tuned, heldOut) };
}
