const UNITS = 10_000;

/**
 * Rounds a score half away from zero to 4 decimals. Sums of decimal points are not exact in binary (1.00005 is stored
 * a hair below), and two engines may add them in another order; so a value within 1e-11 (relative, 4e-15) of a half is
 * taken as that half. This makes the rounded score the same in every engine.
 *
 * @example roundScore(1.00005) // 1.0001
 * @example roundScore(-2.00005) // -2.0001
 */
export function roundScore(score: number): number {
	const scaled = Math.abs(score) * UNITS;
	const slack = Math.max(1e-7, scaled * 4e-15);
	const rounded = Math.floor(scaled + 0.5 + slack) / UNITS;
	return score < 0 ? (rounded === 0 ? 0 : -rounded) : rounded;
}
