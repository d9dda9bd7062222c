import { betaTails } from "./beta-tails.ts";
import { binomialPmf } from "./binomial-pmf.ts";

/**
 * The value that a Beta(a, b) variable stays below with the given chance: the x with I_x(a, b) = probability, by
 * Newton steps kept inside a shrinking bracket.
 *
 * @param probability in [0, 1]; 0 gives 0 and 1 gives 1
 * @param options.tail `lower` by default; `upper` takes `probability` as the chance to be above, without the digits that
 *   1 - probability would lose
 * @throws RangeError when `probability` is not in [0, 1], or a or b not above 0
 * @example betaQuantile(0.025, 20, 81) // 0.1266555521019559
 */
export function betaQuantile(
	probability: number,
	a: number,
	b: number,
	{ tail = "lower" }: { readonly tail?: "lower" | "upper" } = {},
): number {
	if (!(probability >= 0 && probability <= 1)) {
		throw new RangeError(`betaQuantile: probability must be in [0, 1], got ${probability}.`);
	}
	if (probability === 0 || probability === 1) return tail === "lower" ? probability : 1 - probability;
	const wanted =
		tail === "lower" ? { lower: probability, upper: 1 - probability } : { lower: 1 - probability, upper: probability };
	let low = 0;
	let high = 1;
	let x = a / (a + b);
	for (let step = 0; step < 2000; step++) {
		const { lower, upper } = betaTails(x, a, b);
		// The smaller wanted tail keeps its digits.
		const error = wanted.lower < wanted.upper ? lower - wanted.lower : wanted.upper - upper;
		if (error > 0) high = x;
		else low = x;
		if (error === 0) return x;
		const density = ((a * b) / (a + b)) * (binomialPmf(a, a + b, x) / (x * (1 - x)));
		let next = x - error / density;
		// A step out of the bracket, or too far to trust: halve instead, on a log scale near 0.
		if (!(next > low && next < high)) next = low > 0 && high > 4 * low ? Math.sqrt(low * high) : (low + high) / 2;
		if (Math.abs(next - x) <= 1e-16 * x || next === low || next === high) return next;
		x = next;
	}
	return x;
}
