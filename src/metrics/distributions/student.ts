import { betaQuantile } from "./beta-quantile.ts";
import { betaTails } from "./beta-tails.ts";

/**
 * Chance that Student's t is at least `t` away from 0, on either side: I_x(df / 2, 1 / 2) with x = df / (df + t²).
 *
 * @param degrees above 0
 * @example studentTwoSided(2.093024054408309, 19) // 0.05
 */
export function studentTwoSided(t: number, degrees: number): number {
	return betaTails(degrees / (degrees + t * t), degrees / 2, 0.5).lower;
}

/**
 * The t that Student's t stays within, to both sides, with the given confidence.
 *
 * @param confidence in (0, 1)
 * @param degrees above 0
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example studentCriticalValue(0.95, 19) // 2.093024054408309
 */
export function studentCriticalValue(confidence: number, degrees: number): number {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`studentCriticalValue: confidence must be in (0, 1), got ${confidence}.`);
	}
	const x = betaQuantile(1 - confidence, degrees / 2, 0.5);
	return Math.sqrt(degrees * (1 / x - 1));
}
