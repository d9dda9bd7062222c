import { normalTail } from "../../metrics/distributions/normal.ts";

/**
 * Two-sided p-value of two rates being the same: the pooled two-sample z-test, without a correction. 1 where all or none
 * had the outcome.
 *
 * @example pairOfRatesTail(15, 100, 30, 100) // 0.0112
 */
export function pairOfRatesTail(hits: number, leads: number, otherHits: number, otherLeads: number): number {
	return 2 * normalTail(Math.sqrt(squaredDistance(hits, leads, otherHits, otherLeads)));
}

/** Square of the z of two rates, with the variance of both together; 0 where all or none had the outcome. */
export function squaredDistance(hits: number, leads: number, otherHits: number, otherLeads: number): number {
	const pooled = (hits + otherHits) / (leads + otherLeads);
	const variance = pooled * (1 - pooled) * (1 / leads + 1 / otherLeads);
	return variance <= 0 ? 0 : (hits / leads - otherHits / otherLeads) ** 2 / variance;
}
