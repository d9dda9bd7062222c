import { normalTail } from "./normal.ts";
import { logFactorial } from "./stirling-error.ts";

/**
 * Chance that a chi-square variable is above `value`, exact for whole degrees of freedom: from one or two degrees by the
 * upward recurrence Q(a + 1, x) = Q(a, x) + x^a e^-x / Gamma(a + 1), all of whose terms are positive.
 *
 * Source: Abramowitz and Stegun 26.4.6 to 26.4.8.
 *
 * @throws RangeError when `value` is below 0 or `degrees` is not a whole number above 0
 * @example chiSquareTail(3.841458820694124, 1) // 0.05
 */
export function chiSquareTail(value: number, degrees: number): number {
	if (!(value >= 0) || !Number.isInteger(degrees) || degrees < 1) {
		throw new RangeError(`chiSquareTail: value must be at least 0 and degrees whole, got ${value}, ${degrees}.`);
	}
	if (value === 0) return 1;
	const x = value / 2;
	let sum = degrees % 2 === 1 ? 2 * normalTail(Math.sqrt(value)) : Math.exp(-x);
	for (let a = degrees % 2 === 1 ? 0.5 : 1; a < degrees / 2; a++) {
		sum += Math.exp(a * Math.log(x) - x - logFactorial(a));
	}
	return Math.min(1, sum);
}
