import { binomialTails } from "../distributions/binomial-tail.ts";
import { betaTails } from "../distributions/incomplete-beta.ts";

/** What is to be promised. */
export interface CallsNeededOptions {
	/** The precision to certify. */
	readonly precision: number;
	/** 1 - confidence; 0.05 by default. */
	readonly risk?: number;
}

/** One row of the table of calls needed. */
export interface CallsNeededRow {
	readonly observed: number;
	/** `undefined` when no number is enough. */
	readonly calls: number | undefined;
}

/**
 * How many mature calls a certificate needs when the precision seen is `observed`: the number from which on
 * floor(observed * n) hits of n always pass the exact test. What a small team should read before it tunes anything.
 *
 * `undefined` when `observed` is not above `precision`: no number of calls is enough.
 *
 * @throws RangeError when a rate is not in (0, 1] (`observed`) or (0, 1)
 * @example callsNeeded(0.35, { precision: 0.3 }) // 278
 */
export function callsNeeded(observed: number, { precision, risk = 0.05 }: CallsNeededOptions): number | undefined {
	if (!(observed > 0 && observed <= 1)) {
		throw new RangeError(`callsNeeded: observed must be in (0, 1], got ${observed}.`);
	}
	for (const [name, share] of Object.entries({ precision, risk })) {
		if (!(share > 0 && share < 1)) throw new RangeError(`callsNeeded: ${name} must be in (0, 1), got ${share}.`);
	}
	if (observed <= precision) return undefined;
	// Of all n with k hits the largest is the hardest; with (k + 1) / observed calls, not whole, it is harder still, and
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
	// From (high + 1) / observed calls on all pass; the last that fails is not far below.
	for (let n = Math.ceil((high + 1) / observed); n > 0; n--) {
		// 0.29 * 100 is 28.999999999999996, and still 29 hits.
		const hits = Math.min(n, Math.floor(observed * n + 1e-9));
		if (binomialTails(hits, n, precision).atLeast > risk) return n + 1;
	}
	return 1;
}

/**
 * The table of calls needed for several observed precisions.
 *
 * @example callsNeededTable([0.33, 0.5], { precision: 0.3 }) // [{ observed: 0.33, calls: 728 }, { observed: 0.5, calls: 24 }]
 */
export function callsNeededTable(observed: readonly number[], options: CallsNeededOptions): readonly CallsNeededRow[] {
	return observed.map((rate) => ({ observed: rate, calls: callsNeeded(rate, options) }));
}
