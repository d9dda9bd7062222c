import { betaTails, type Tails } from "./beta-tails.ts";

/**
 * Exact binomial tails around `hits`: `atMost` = P(Bin(n, p) <= k) and `atLeast` = P(Bin(n, p) >= k). They overlap in
 * the chance of k itself. By the incomplete beta function, so the cost does not grow with n.
 *
 * @param hits k, a whole number
 * @param trials n, a whole number
 * @throws RangeError when the counts are not whole with 0 <= hits <= trials, or `probability` is not in [0, 1]
 * @example binomialTails(16, 35, 0.3).atLeast // 0.035882220145485554
 */
export function binomialTails(
	hits: number,
	trials: number,
	probability: number,
): { readonly atMost: number; readonly atLeast: number } {
	checkBinomial("binomialTails", hits, trials, probability);
	return { atMost: below(hits + 1, trials, probability).upper, atLeast: below(hits, trials, probability).lower };
}

/** `lower` is P(Bin >= k), `upper` is P(Bin < k). */
function below(k: number, n: number, p: number): Tails {
	if (k <= 0) return { lower: 1, upper: 0 };
	if (k > n) return { lower: 0, upper: 1 };
	return betaTails(p, k, n - k + 1);
}

/** Refuses what is no binomial count. */
export function checkBinomial(name: string, hits: number, trials: number, probability: number): void {
	if (!Number.isInteger(hits) || !Number.isInteger(trials) || hits < 0 || hits > trials) {
		throw new RangeError(`${name}: counts must be whole with 0 <= hits <= trials, got ${hits} of ${trials}.`);
	}
	if (!(probability >= 0 && probability <= 1)) {
		throw new RangeError(`${name}: probability must be in [0, 1], got ${probability}.`);
	}
}
