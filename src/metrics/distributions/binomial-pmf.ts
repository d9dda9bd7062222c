import { stirlingError } from "./stirling-error.ts";

/**
 * Chance of exactly `hits` in `trials` independent trials: C(n, k) p^k (1 - p)^(n - k), to 1e-12 relative or better for
 * any n up to millions (saddle-point form: no large logarithms are subtracted). Neither count need be whole: then C is of Gamma functions.
 *
 * Source: C. Loader, Fast and accurate computation of binomial probabilities, 2000; as R `dbinom`.
 *
 * @param complement 1 - probability, when the caller knows it better than the subtraction does
 * @throws RangeError when `hits` is outside [0, trials] or `probability` outside [0, 1]
 * @example binomialPmf(3, 10, 0.5) // 0.1171875
 */
export function binomialPmf(hits: number, trials: number, probability: number, complement = 1 - probability): number {
	if (!(hits >= 0 && hits <= trials)) {
		throw new RangeError(`binomialPmf: hits must be in [0, trials], got ${hits} of ${trials}.`);
	}
	if (!(probability >= 0 && probability <= 1)) {
		throw new RangeError(`binomialPmf: probability must be in [0, 1], got ${probability}.`);
	}
	const misses = trials - hits;
	if (probability === 0) return hits === 0 ? 1 : 0;
	if (complement === 0) return misses === 0 ? 1 : 0;
	if (hits === 0) return Math.exp(trials * logOf(complement, probability));
	if (misses === 0) return Math.exp(trials * logOf(probability, complement));
	const exponent =
		stirlingError(trials) -
		stirlingError(hits) -
		stirlingError(misses) -
		deviance(hits, trials * probability, misses, trials * complement) -
		deviance(misses, trials * complement, hits, trials * probability);
	return Math.exp(exponent) * Math.sqrt(trials / (2 * Math.PI * hits * misses));
}

/** ln of a share, from the smaller of it and its complement. */
function logOf(share: number, complement: number): number {
	return complement < 0.5 ? Math.log1p(-complement) : Math.log(share);
}

/** x ln(x / m) + m - x without cancellation; x - m is taken from the side whose numbers are smaller. */
function deviance(x: number, m: number, otherX: number, otherM: number): number {
	const difference = m <= otherM ? x - m : otherM - otherX;
	if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
	const v = difference / (x + m);
	let sum = difference * v;
	let power = 2 * x * v;
	for (let k = 3; ; k += 2) {
		power *= v * v;
		const next = sum + power / k;
		if (next === sum) return sum;
		sum = next;
	}
}
