import { normalTail } from "../metrics/distributions/normal.ts";
import { influenceMoments } from "../metrics/rates/correlated-rates.ts";
import { FLAG_OUTCOME } from "../replay/flag-outcome.ts";
import type { PairTable } from "./pair-table.ts";

/**
 * Two-sided p-value of "both models' flags are equally precise", on the same leads: the weighted generalized score
 * statistic for two predictive values.
 *
 * z² = (p2 - p1)² / (p (1 - p) (1 / n1 + 1 / n2) - 2 c / (n1 n2)), with n judged flags of each model, p the precision of
 * both pooled, and c the sum of (y1 - p)(y2 - p) over the leads judged under both. With accounts the variance is
 * multiplied by what summing the leads' influences by account adds to it.
 *
 * `undefined` without a judged flag of either model, or without spread (all hits, all misses, the same flags).
 *
 * Source: Kosinski 2013, "A weighted generalized score statistic for comparison of predictive values of diagnostic tests".
 *
 * @example pairedPrecisionTest(pairTable(pairs.cellOf)) // 0.0002
 */
export function pairedPrecisionTest({ cells, counts, clusters }: PairTable): number | undefined {
	const outcomes = cells.map(({ baseline, candidate }) => [judged(baseline), judged(candidate)] as const);
	const flags = [0, 0];
	const hits = [0, 0];
	outcomes.forEach((pair, cell) => {
		for (let model = 0; model < 2; model++) {
			if (pair[model] === undefined) continue;
			flags[model]! += counts[cell]!;
			hits[model]! += counts[cell]! * pair[model]!;
		}
	});
	const [n1 = 0, n2 = 0] = flags;
	if (n1 === 0 || n2 === 0) return undefined;
	const pooled = (hits[0]! + hits[1]!) / (n1 + n2);
	const residual = (outcome: 0 | 1 | undefined) => (outcome === undefined ? 0 : outcome - pooled);
	const shared = outcomes.reduce((sum, [own, other], cell) => sum + counts[cell]! * residual(own) * residual(other), 0);
	let variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2) - (2 * shared) / (n1 * n2);
	if (clusters !== undefined) {
		const influence = Float64Array.from(outcomes, ([own, other]) => residual(other) / n2 - residual(own) / n1);
		const byLead = influenceMoments(counts, influence, influence).first;
		if (byLead > 0) variance *= influenceMoments(clusters, influence, influence).first / byLead;
	}
	if (!(variance > 1e-15)) return undefined;
	return Math.min(1, 2 * normalTail(Math.abs(hits[1]! / n2 - hits[0]! / n1) / Math.sqrt(variance)));
}

function judged(state: number): 0 | 1 | undefined {
	return state === FLAG_OUTCOME.hit ? 1 : state === FLAG_OUTCOME.miss ? 0 : undefined;
}
