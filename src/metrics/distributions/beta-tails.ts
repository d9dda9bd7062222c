import { binomialPmf } from "./binomial-pmf.ts";

/** Both sides of a distribution at a point; they add up to 1, and each keeps its own digits where it is small. */
export interface Tails {
	readonly lower: number;
	readonly upper: number;
}

/**
 * The regularised incomplete beta function I_x(a, b) as `lower`, and 1 - I_x(a, b) as `upper`: the chances that a
 * Beta(a, b) variable is below and above x.
 *
 * The continued fraction of the side away from the mean (Didonato and Morris 1992, as in Boost), times its leading term
 * in Loader's form; 1e-12 relative or better.
 *
 * @param a above 0
 * @param b above 0
 * @throws RangeError when x is not in [0, 1], or a or b not above 0
 * @example betaTails(0.5, 2, 3).lower // 0.6875
 */
export function betaTails(x: number, a: number, b: number): Tails {
	if (!(x >= 0 && x <= 1) || !(a > 0 && b > 0) || a === Number.POSITIVE_INFINITY || b === Number.POSITIVE_INFINITY) {
		throw new RangeError(`betaTails: x must be in [0, 1], a and b above 0 and finite, got ${x}, ${a}, ${b}.`);
	}
	if (x === 0) return { lower: 0, upper: 1 };
	if (x === 1) return { lower: 1, upper: 0 };
	const y = 1 - x;
	// Where its fraction is quick and loses nothing (Press et al., Numerical Recipes 6.4); about the mean.
	if (x * (a + b + 2) <= a + 1) {
		const lower = Math.min(1, side(a, b, x, y));
		return { lower, upper: 1 - lower };
	}
	const upper = Math.min(1, side(b, a, y, x));
	return { lower: 1 - upper, upper };
}

/** I_x(a, b) for x at most (a + 1) / (a + b + 2). */
function side(a: number, b: number, x: number, y: number): number {
	const lead = ((a * b) / (a + b)) * binomialPmf(a, a + b, x, y);
	return lead === 0 ? 0 : lead / fraction(a, b, x, y);
}

/** The continued fraction b0 + a1 / (b1 + a2 / (b2 + ...)), by Lentz's method. */
function fraction(a: number, b: number, x: number, y: number): number {
	const tiny = 1e-300;
	let value = denominator(0, a, b, x, y) || tiny;
	let c = value;
	let d = 0;
	for (let m = 1; m < 1_000_000; m++) {
		const odd = a + 2 * m - 1;
		const numerator = (((a + m - 1) * (a + b + m - 1) * m * (b - m)) / (odd * odd)) * x * x;
		// A whole b ends the fraction.
		if (numerator === 0) break;
		const next = denominator(m, a, b, x, y);
		d = 1 / (next + numerator * d || tiny);
		c = next + numerator / c || tiny;
		const change = c * d;
		value *= change;
		if (Math.abs(change - 1) < 1e-16) break;
	}
	return value;
}

function denominator(m: number, a: number, b: number, x: number, y: number): number {
	const before = m === 0 ? 0 : (m * (b - m) * x) / (a + 2 * m - 1);
	return m + before + ((a + m) * (a * y - b * x + 1 + m * (2 - x))) / (a + 2 * m + 1);
}
