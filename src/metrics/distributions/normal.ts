const ROOT_TWO_PI = 2.5066282746310007;

/**
 * Chance that a standard normal is above `z`, to about 1e-15 relative, far tail included.
 *
 * Below 2 by the all-positive series 1/2 - phi(z) sum z^(2k+1) / (2k+1)!!, above by the continued fraction of Mills'
 * ratio. Sources: Abramowitz and Stegun 26.2.11 and 26.2.14.
 *
 * @example normalTail(1.959963984540054) // 0.025
 */
export function normalTail(z: number): number {
	if (Number.isNaN(z)) throw new RangeError("normalTail: z must be a number, got NaN.");
	if (z < 0) return 1 - normalTail(-z);
	if (z > 40) return 0;
	if (z <= 2) return 0.5 - series(z);
	let fraction = z;
	// 30 + 600 / z² levels leave less than 1e-16 of the fraction.
	for (let k = 30 + Math.ceil(600 / (z * z)); k > 0; k--) fraction = z + k / fraction;
	return normalDensity(z) / fraction;
}

/**
 * Chance that a standard normal is at most `z`.
 *
 * @example normalCdf(0) // 0.5
 */
export function normalCdf(z: number): number {
	return normalTail(-z);
}

/** Density of the standard normal; z² is split so that the far tail keeps its digits (Cody 1969). */
function normalDensity(z: number): number {
	const coarse = Math.trunc(z * 16) / 16;
	return (Math.exp((-coarse * coarse) / 2) * Math.exp((-(z - coarse) * (z + coarse)) / 2)) / ROOT_TWO_PI;
}

function series(z: number): number {
	let term = z;
	let sum = z;
	for (let k = 1; term > sum * 1e-17; k++) {
		term *= (z * z) / (2 * k + 1);
		sum += term;
	}
	return normalDensity(z) * sum;
}
