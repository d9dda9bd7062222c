import { binomialPmf } from "../distributions/binomial-pmf.ts";
import { binomialTails, checkBinomial } from "../distributions/binomial-tail.ts";

/**
 * Exact two-sided binomial test: the chance, were the rate `probability`, of a count no likelier than the one seen.
 * Counts whose chance is within 1e-7 (relative) of it are taken as equally likely. Source: as scipy `binomtest` and R
 * `binom.test`.
 *
 * @returns the p-value; 1 for no trials
 * @throws RangeError when the counts are not whole with 0 <= hits <= trials, or `probability` is not in [0, 1]
 * @example binomialTest(3, 15, 0.1) // 0.18406106910639114
 */
export function binomialTest(hits: number, trials: number, probability: number): number {
	checkBinomial("binomialTest", hits, trials, probability);
	const expected = trials * probability;
	if (hits === expected) return 1;
	const likely = binomialPmf(hits, trials, probability) * (1 + 1e-7);
	const chance = (k: number) => binomialPmf(k, trials, probability);
	if (hits < expected) {
		// Above the mean the chance falls: the first count there that is no likelier.
		const from = firstWhere(Math.ceil(expected), trials + 1, (k) => chance(k) <= likely);
		const far = from > trials ? 0 : binomialTails(from, trials, probability).atLeast;
		return Math.min(1, binomialTails(hits, trials, probability).atMost + far);
	}
	const after = firstWhere(0, Math.floor(expected) + 1, (k) => chance(k) > likely);
	const far = after === 0 ? 0 : binomialTails(after - 1, trials, probability).atMost;
	return Math.min(1, binomialTails(hits, trials, probability).atLeast + far);
}

/** The first whole number in [low, high) that holds, when all after it hold too; `high` when none does. */
function firstWhere(low: number, high: number, holds: (k: number) => boolean): number {
	let a = low;
	let b = high;
	while (a < b) {
		const middle = Math.floor((a + b) / 2);
		if (holds(middle)) b = middle;
		else a = middle + 1;
	}
	return a;
}
