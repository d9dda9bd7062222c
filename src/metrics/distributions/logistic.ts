/**
 * The probability of log odds: 1 / (1 + exp(-x)), 0 and 1 at the infinities.
 *
 * @example logistic(0) // 0.5
 */
export function logistic(logOdds: number): number {
	return 1 / (1 + Math.exp(-logOdds));
}
