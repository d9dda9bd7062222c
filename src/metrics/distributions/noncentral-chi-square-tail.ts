import { chiSquareTail } from "./chi-square-tail.ts";
import { logFactorial } from "./stirling-error.ts";

/**
 * Chance that a noncentral chi-square variable is above `value`: Poisson weights of mean noncentrality / 2 over
 * chi-square tails of rising degrees.
 *
 * Source: Johnson, Kotz and Balakrishnan 1995, chapter 29; as scipy `ncx2.sf`.
 *
 * @throws RangeError when `value` or `noncentrality` is below 0, or `degrees` not a whole number above 0
 * @example noncentralChiSquareTail(10, { degrees: 4, noncentrality: 3 }) // 0.2098
 */
export function noncentralChiSquareTail(
	value: number,
	{ degrees, noncentrality }: { readonly degrees: number; readonly noncentrality: number },
): number {
	if (!(noncentrality >= 0)) {
		throw new RangeError(`noncentralChiSquareTail: noncentrality must be at least 0, got ${noncentrality}.`);
	}
	if (noncentrality === 0 || value === 0) return chiSquareTail(value, degrees);
	const mean = noncentrality / 2;
	const reach = 9 * Math.sqrt(mean + 1);
	const from = Math.max(0, Math.floor(mean - reach));
	const to = Math.ceil(mean + reach + 20);
	const x = value / 2;
	let tail = chiSquareTail(value, degrees + 2 * from);
	let sum = 0;
	for (let j = from; j <= to; j++) {
		sum += Math.exp(j * Math.log(mean) - mean - logFactorial(j)) * tail;
		// Two degrees more add x^a e^-x / Gamma(a + 1) to the tail, a half of the degrees.
		const a = degrees / 2 + j;
		tail = Math.min(1, tail + Math.exp(a * Math.log(x) - x - logFactorial(a)));
	}
	return Math.min(1, sum);
}

/**
 * The noncentrality at which a value as large as the one seen has the given chance; 0 when it is likelier than that
 * already without any.
 *
 * @example noncentralityAt(10, { degrees: 4, chance: 0.025 }) // 0, since 10 is not rare without noncentrality
 */
export function noncentralityAt(
	value: number,
	{ degrees, chance }: { readonly degrees: number; readonly chance: number },
): number {
	const tail = (noncentrality: number) => noncentralChiSquareTail(value, { degrees, noncentrality });
	if (tail(0) >= chance) return 0;
	let low = 0;
	let high = value + 10;
	while (tail(high) < chance) high *= 2;
	for (let step = 0; step < 60 && high - low > 1e-9 * high; step++) {
		const middle = (low + high) / 2;
		if (tail(middle) < chance) low = middle;
		else high = middle;
	}
	return (low + high) / 2;
}
