import { normalTail } from "../metrics/normal.ts";
import { PAIR_CELLS, pairCell, STATE } from "./paired-calls.ts";

/**
 * Two-sided p-value of "both models' calls are equally precise", on the same leads: the weighted generalized score
 * statistic for two predictive values.
 *
 * z² = (p2 - p1)² / (p (1 - p) (1 / n1 + 1 / n2) - 2 c / (n1 n2)), with n judged calls of each model, p the precision of
 * both pooled, and c the sum of (y1 - p)(y2 - p) over the leads judged under both. With accounts the variance is
 * multiplied by what summing the leads' influences by account adds to it.
 *
 * `undefined` without a judged call of either model, or without spread (all hits, all misses, the same calls).
 *
 * Source: Kosinski 2013, "A weighted generalized score statistic for comparison of predictive values of diagnostic tests".
 *
 * @param cellOf cell of each lead; negative: set aside
 * @param accounts account of each lead, when leads share them
 * @example pairedPrecisionTest(pairs.cellOf) // 0.0002
 */
export function pairedPrecisionTest(cellOf: ArrayLike<number>, accounts?: ArrayLike<number>): number | undefined {
	const outcomes = Array.from({ length: PAIR_CELLS }, (_, cell) => {
		const { baseline, candidate } = pairCell(cell);
		return [judged(baseline), judged(candidate)] as const;
	});
	const calls = [0, 0];
	const hits = [0, 0];
	for (let i = 0; i < cellOf.length; i++) {
		const pair = outcomes[cellOf[i]!];
		if (pair === undefined) continue;
		for (let model = 0; model < 2; model++) {
			if (pair[model] === undefined) continue;
			calls[model]!++;
			hits[model]! += pair[model]!;
		}
	}
	const [n1 = 0, n2 = 0] = calls;
	if (n1 === 0 || n2 === 0) return undefined;
	const pooled = (hits[0]! + hits[1]!) / (n1 + n2);
	let shared = 0;
	let byLead = 0;
	const sums = new Map<number, number>();
	for (let i = 0; i < cellOf.length; i++) {
		const [own, other] = outcomes[cellOf[i]!] ?? [];
		if (own === undefined && other === undefined) continue;
		const first = own === undefined ? 0 : own - pooled;
		const second = other === undefined ? 0 : other - pooled;
		shared += first * second;
		const influence = second / n2 - first / n1;
		byLead += influence ** 2;
		if (accounts !== undefined) sums.set(accounts[i]!, (sums.get(accounts[i]!) ?? 0) + influence);
	}
	const byAccount = [...sums.values()].reduce((sum, one) => sum + one ** 2, 0);
	const inflation = accounts === undefined || byLead === 0 ? 1 : byAccount / byLead;
	const variance = (pooled * (1 - pooled) * (1 / n1 + 1 / n2) - (2 * shared) / (n1 * n2)) * inflation;
	if (!(variance > 1e-15)) return undefined;
	return Math.min(1, 2 * normalTail(Math.abs(hits[1]! / n2 - hits[0]! / n1) / Math.sqrt(variance)));
}

function judged(state: number): 0 | 1 | undefined {
	return state === STATE.hit ? 1 : state === STATE.miss ? 0 : undefined;
}
