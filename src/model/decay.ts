/** How points fade with the age of an occurrence in whole calendar days. */
export type Decay =
	| "none"
	| { readonly half_life_days: number }
	| { readonly percent: number; readonly every_days: number; readonly after_days?: number | undefined };

/**
 * The share of its points that an occurrence still gives at an age. `half_life_days: h` is 2^(-age/h); `percent: p,
 * every_days: e, after_days: a` (a = e if left out) takes p % of the points off at age a and again every e days, never
 * below 0.
 *
 * @param age whole calendar days, at least 0
 * @example decayFactor({ percent: 25, every_days: 30 }, 65) // 0.5
 */
export function decayFactor(decay: Decay, age: number): number {
	if (decay === "none") return 1;
	if ("half_life_days" in decay) return 2 ** (-age / decay.half_life_days);
	const start = decay.after_days ?? decay.every_days;
	if (age < start) return 1;
	const steps = 1 + Math.floor((age - start) / decay.every_days);
	return Math.max(0, 100 - steps * decay.percent) / 100;
}
