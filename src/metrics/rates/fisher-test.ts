import { logFactorial } from "../distributions/stirling-error.ts";
import type { RateCounts } from "./rate-difference.ts";

/**
 * Fisher's exact test of two rates on different leads: were they equal, how likely would hits be shared out so unevenly?
 * Twice the smaller tail of the hypergeometric distribution, at most 1. Exact at any size, so a rate that fell to zero of
 * few is no alarm.
 *
 * 1 when either side is empty, or nothing or everything is a hit. (R and scipy add up the unlikelier tables instead; the
 * doubled tail is never below that by more than its other tail, and one-sided it is theirs.)
 *
 * @throws RangeError when counts are not whole with 0 <= hits <= total
 * @example fisherTest({ hits: 0, total: 20 }, { hits: 6, total: 20 }) // 0.0202
 */
export function fisherTest(first: RateCounts, second: RateCounts): number {
	const { atMost, atLeast } = fisherTails(first, second);
	return Math.min(1, 2 * Math.min(atMost, atLeast));
}

/** Chance, were both rates equal, that the first has at most and at least as many hits as it has. */
export function fisherTails(
	first: RateCounts,
	second: RateCounts,
): { readonly atMost: number; readonly atLeast: number } {
	for (const { hits, total } of [first, second]) {
		if (!(Number.isInteger(hits) && Number.isInteger(total) && hits >= 0 && hits <= total)) {
			throw new RangeError(`fisherTest: counts must be whole with 0 <= hits <= total, got ${hits} of ${total}.`);
		}
	}
	const marked = first.hits + second.hits;
	const others = first.total + second.total - marked;
	const drawn = first.total;
	const low = Math.max(0, drawn - others);
	const high = Math.min(marked, drawn);
	const own = Math.exp(
		choose(marked, first.hits) + choose(others, drawn - first.hits) - choose(marked + others, drawn),
	);
	let down = own;
	for (let k = first.hits, chance = own; k > low && chance > down * 1e-18; k--) {
		chance *= (k * (others - drawn + k)) / ((marked - k + 1) * (drawn - k + 1));
		down += chance;
	}
	let up = own;
	for (let k = first.hits, chance = own; k < high && chance > up * 1e-18; k++) {
		chance *= ((marked - k) * (drawn - k)) / ((k + 1) * (others - drawn + k + 1));
		up += chance;
	}
	return { atMost: Math.min(1, down), atLeast: Math.min(1, up) };
}

function choose(n: number, k: number): number {
	return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}
