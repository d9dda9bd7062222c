import { betaTails } from "../distributions/beta-tails.ts";
import { binomialTails } from "../distributions/binomial-tails.ts";

/** What is to be promised. */
export interface FlagsNeededOptions {
	/** The precision to certify. */
	readonly precision: number;
	/** 1 - confidence; 0.05 by default. */
	readonly risk?: number;
}

/** One row of the table of flags needed. */
export interface FlagsNeededRow {
	readonly observed: number;
	/** `undefined` when no number is enough. */
	readonly flags: number | undefined;
}

/**
 * How many mature flags a certificate needs when the precision seen is `observed`: the number from which on
 * floor(observed * n) hits of n always pass the exact test. What a small team should read before it tunes anything.
 *
 * `undefined` when `observed` is not above `precision`: no number of flags is enough.
 *
 * @throws RangeError when a rate is not in (0, 1] (`observed`) or (0, 1)
 * @example flagsNeeded(0.35, { precision: 0.3 }) // 278
 */
export function flagsNeeded(observed: number, { precision, risk = 0.05 }: FlagsNeededOptions): number | undefined {
	if (!(observed > 0 && observed <= 1)) {
		throw new RangeError(`flagsNeeded: observed must be in (0, 1], got ${observed}.`);
	}
	for (const [name, share] of Object.entries({ precision, risk })) {
		if (!(share > 0 && share < 1)) throw new RangeError(`flagsNeeded: ${name} must be in (0, 1), got ${share}.`);
	}
	if (observed <= precision) return undefined;
	// Of all n with k hits the largest is the hardest; with (k + 1) / observed flags, not whole, it is harder still, and
	// that chance falls with k.
	const passes = (k: number) => betaTails(precision, k, (k + 1) / observed - k + 1).lower <= risk;
	let high = 1;
	while (!passes(high)) high *= 2;
	let low = Math.floor(high / 2);
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (passes(middle)) high = middle;
		else low = middle;
	}
	// From (high + 1) / observed flags on all pass; the last that fails is not far below.
	for (let n = Math.ceil((high + 1) / observed); n > 0; n--) {
		// 0.29 * 100 is 28.999999999999996, and still 29 hits.
		const hits = Math.min(n, Math.floor(observed * n + 1e-9));
		if (binomialTails(hits, n, precision).atLeast > risk) return n + 1;
	}
	return 1;
}

/**
 * The table of flags needed for several observed precisions.
 *
 * @example flagsNeededTable([0.33, 0.5], { precision: 0.3 }) // [{ observed: 0.33, flags: 728 }, { observed: 0.5, flags: 24 }]
 */
export function flagsNeededTable(observed: readonly number[], options: FlagsNeededOptions): readonly FlagsNeededRow[] {
	return observed.map((rate) => ({ observed: rate, flags: flagsNeeded(rate, options) }));
}
