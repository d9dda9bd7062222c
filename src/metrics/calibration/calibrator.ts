/** From a score to the probability of a positive, in [0, 1]. */
export type Calibrator = (score: number) => number;

/**
 * The probability a calibrator gives to a score.
 *
 * @throws RangeError when it is no probability
 * @example probabilityOf(() => 0.3, 12) // 0.3
 */
export function probabilityOf(calibrator: Calibrator, score: number): number {
	const probability = calibrator(score);
	if (!(probability >= 0 && probability <= 1)) {
		throw new RangeError(`a calibrator must give numbers in [0, 1], got ${probability} for score ${score}.`);
	}
	return probability;
}
