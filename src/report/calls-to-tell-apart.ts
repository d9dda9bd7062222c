const Z_95_POWER_80 = 1.959963984540054 + 0.8416212335729143;

/**
 * About how many mature calls each of two models needs before two rates like these can be told apart: two independent
 * samples, 95 % confidence, 80 % power. `undefined` when the rates are equal: no number is enough.
 *
 * n = (z0.975 + z0.8)² (p1 (1 - p1) + p2 (1 - p2)) / (p1 - p2)². Source: Fleiss, Statistical Methods for Rates and
 * Proportions, without continuity correction. A comparison on the same leads needs fewer.
 *
 * @example callsToTellApart(0.41, 0.332) // 599
 */
export function callsToTellApart(first: number, second: number): number | undefined {
	const difference = first - second;
	if (difference === 0) return undefined;
	const spread = first * (1 - first) + second * (1 - second);
	return Math.ceil((Z_95_POWER_80 ** 2 * spread) / difference ** 2);
}
