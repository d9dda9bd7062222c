import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";
import type { FlagCounts, RowSpread } from "./replay-result.ts";

/** Precision and recall of some flags. */
export interface FlagRates {
	readonly precision: Estimate;
	readonly recall: Estimate;
}

/**
 * Precision and recall of one row of a sweep, with counts and intervals.
 *
 * @param options.spread `sweep.spreads?.[threshold]`: how the leads hang together where they share accounts
 * @param options.outcome named in the reason why there is no recall
 * @example flagRates(sweep.rows[45], { spread: sweep.spreads?.[45] }).precision.total // 280
 */
export function flagRates(
	{ hits, misses, caught, reached }: Pick<FlagCounts, "hits" | "misses" | "caught" | "reached">,
	{ spread, outcome = "the outcome" }: { readonly spread: RowSpread | undefined; readonly outcome?: string },
): FlagRates {
	return {
		precision: estimateRate(hits, hits + misses, { reason: "no mature flag", spread: spread?.precision }),
		recall: estimateRate(caught, reached, { reason: `no lead reached ${outcome}`, spread: spread?.recall }),
	};
}
