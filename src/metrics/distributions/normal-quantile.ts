import { normalTail } from "./normal.ts";

/**
 * The value a standard normal stays below with the given chance. A first guess (Abramowitz and Stegun 26.2.23) is
 * polished by Halley steps on the exact tail, to about 1e-15.
 *
 * 0 gives -Infinity, 1 gives Infinity.
 *
 * @throws RangeError when `probability` is not in [0, 1]
 * @example normalQuantile(0.975) // 1.959963984540054
 */
export function normalQuantile(probability: number): number {
	if (!(probability >= 0 && probability <= 1)) {
		throw new RangeError(`normalQuantile: probability must be in [0, 1], got ${probability}.`);
	}
	if (probability > 0.5) return -lowerQuantile(1 - probability);
	return lowerQuantile(probability);
}

function lowerQuantile(tail: number): number {
	if (tail === 0) return Number.NEGATIVE_INFINITY;
	if (tail === 0.5) return 0;
	const t = Math.sqrt(-2 * Math.log(tail));
	let z = t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
	for (let step = 0; step < 4; step++) {
		const above = normalTail(z);
		// Newton on the tail is error / density; Halley divides by 1 + z/2 times that.
		const newton = ((above - tail) * Math.sqrt(2 * Math.PI)) / Math.exp((-z * z) / 2);
		const move = newton / (1 + (z * newton) / 2);
		z += move;
		if (Math.abs(move) < 1e-16 * z) break;
	}
	return -z;
}
