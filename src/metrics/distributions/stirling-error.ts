const HALF_LOG_TWO_PI = 0.9189385332046728;

/**
 * What Stirling's formula leaves out: ln Gamma(x + 1) - ((x + 1/2) ln x - x + ln sqrt(2 pi)). Small (about 1 / 12x), so
 * logarithms of binomial chances made from it lose no digits however large the counts are.
 *
 * At 16 and above by its asymptotic series, below by the recurrence from x to x + 1. Source: C. Loader, Fast and
 * accurate computation of binomial probabilities, 2000.
 *
 * @param x above 0, need not be whole
 * @example stirlingError(1) // 0.0810614667953273
 */
export function stirlingError(x: number): number {
	let at = x;
	let sum = 0;
	if (at < 1) {
		sum += (at + 0.5) * (Math.log1p(at) - Math.log(at)) - 1;
		at += 1;
	}
	for (; at < 16; at++) {
		// (x + 1/2) ln(1 + 1/x) - 1 = t²/3 + t⁴/5 + ... with t = 1 / (2x + 1): no cancellation.
		const square = 1 / (2 * at + 1) ** 2;
		let power = square;
		for (let k = 3; power > 1e-18; k += 2) {
			sum += power / k;
			power *= square;
		}
	}
	const inverse = 1 / (at * at);
	const tail = 1 / 1260 - inverse * (1 / 1680 - inverse * (1 / 1188 - inverse * (691 / 360360)));
	return sum + (1 / 12 - inverse * (1 / 360 - inverse * tail)) / at;
}

/**
 * ln Gamma(x + 1) for x above 0, that is ln x! for whole numbers.
 *
 * @example logFactorial(10) // 15.104412573075516
 */
export function logFactorial(x: number): number {
	return x === 0 ? 0 : (x + 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
}
