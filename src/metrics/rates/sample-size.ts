import { wilsonInterval, Z_95 } from "./wilson-interval.ts";

/**
 * How many flags make the 95 % Wilson interval of a rate no longer than twice `halfWidth`, were the rate `rate`: the
 * smallest n with z sqrt(z² / 4 + n p q) / (n + z²) <= halfWidth. It holds from there on.
 *
 * @param options.halfWidth half the length wanted
 * @param options.z normal quantile of the confidence; that of 95 % by default
 * @throws RangeError when `rate` is not in [0, 1] or `halfWidth` not in (0, 0.5)
 * @example flagsForHalfWidth(0.3, { halfWidth: 0.05 }) // 320
 */
export function flagsForHalfWidth(
	rate: number,
	{ halfWidth, z = Z_95 }: { readonly halfWidth: number; readonly z?: number },
): number {
	checkRate("flagsForHalfWidth", rate);
	if (!(halfWidth > 0 && halfWidth < 0.5)) {
		throw new RangeError(`flagsForHalfWidth: halfWidth must be in (0, 0.5), got ${halfWidth}.`);
	}
	const width = (n: number) => (z * Math.sqrt((z * z) / 4 + n * rate * (1 - rate))) / (n + z * z);
	return firstWhole((n) => width(n) <= halfWidth);
}

/**
 * Number of leads each of two samples needs for their Wilson intervals to part (not to overlap), were the rates as
 * given. Intervals that part are a stricter demand than a difference whose own interval leaves 0 out.
 *
 * `undefined` when the rates are equal: no number is enough.
 *
 * @throws RangeError when a rate is not in [0, 1]
 * @example flagsForParting(0.3, 0.4) // 350
 */
export function flagsForParting(
	first: number,
	second: number,
	{ z = Z_95 }: { readonly z?: number } = {},
): number | undefined {
	checkRate("flagsForParting", first);
	checkRate("flagsForParting", second);
	if (first === second) return undefined;
	const low = Math.min(first, second);
	const high = Math.max(first, second);
	return firstWhole((n) => wilsonInterval(low * n, n, { z })[1] < wilsonInterval(high * n, n, { z })[0]);
}

/** The first whole number from 1 that holds, of a condition that holds from there on. */
function firstWhole(holds: (n: number) => boolean): number {
	let high = 1;
	while (!holds(high)) high *= 2;
	let low = Math.floor(high / 2);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (holds(middle)) high = middle;
		else low = middle;
	}
	return high;
}

function checkRate(name: string, rate: number): void {
	if (!(rate >= 0 && rate <= 1)) throw new RangeError(`${name}: rate must be in [0, 1], got ${rate}.`);
}
