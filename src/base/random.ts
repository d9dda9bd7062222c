/** A seeded source of randomness: same seed, same numbers, on every machine. */
export interface Random {
	/** Uniform in [0, 1), 53 bits. */
	next(): number;
	/** Uniform integer in [0, bound). */
	integer(bound: number): number;
	/** Standard normal. */
	normal(): number;
	/** Exponential with the given mean. */
	exponential(mean: number): number;
	/** Number of events of a Poisson process with the given mean (sums of exponentials; meant for means below 1,000). */
	poisson(mean: number): number;
	/** True with the given probability. */
	chance(probability: number): boolean;
	/** One item, with equal chances. */
	pick<T>(items: readonly T[]): T;
	/** Index drawn in proportion to `weights`. */
	weighted(weights: readonly number[]): number;
	/** An independent stream for a part of the work, so that adding draws in one part does not move another. */
	fork(label: string): Random;
}

/**
 * Random numbers from a seed: sfc32 (Doty-Humphrey, PractRand), seeded by a 32-bit hash of the text of the seed.
 *
 * @example createRandom(1).integer(6) === createRandom(1).integer(6) // true
 */
export function createRandom(seed: number | string): Random {
	const [a, b, c, d] = seedWords(String(seed));
	return randomFrom(String(seed), a, b, c, d);
}

function randomFrom(name: string, a: number, b: number, c: number, d: number): Random {
	const word = (): number => {
		const t = (a + b + d) | 0;
		d = (d + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (c << 21) | (c >>> 11);
		c = (c + t) | 0;
		return t >>> 0;
	};
	for (let i = 0; i < 12; i++) word();
	const next = () => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992;
	const exponential = (mean: number) => -Math.log(1 - next()) * mean;
	const random: Random = {
		next,
		integer: (bound) => Math.floor(next() * bound),
		normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
		exponential,
		poisson: (mean) => {
			let count = 0;
			for (let at = exponential(1); at < mean; at += exponential(1)) count++;
			return count;
		},
		chance: (probability) => next() < probability,
		pick: (items) => items[Math.floor(next() * items.length)]!,
		weighted: (weights) => {
			let left = next() * weights.reduce((sum, weight) => sum + weight, 0);
			for (let i = 0; i < weights.length; i++) {
				left -= weights[i]!;
				if (left < 0) return i;
			}
			return weights.length - 1;
		},
		fork: (label) => createRandom(`${name}/${label}`),
	};
	return random;
}

/** Four 32-bit words from a text (cyrb128, public domain). */
function seedWords(text: string): [number, number, number, number] {
	let h1 = 1779033703;
	let h2 = 3144134277;
	let h3 = 1013904242;
	let h4 = 2773480762;
	for (let i = 0; i < text.length; i++) {
		const k = text.charCodeAt(i);
		h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
		h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
		h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
		h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
	}
	h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
	h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
	h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
	h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
	return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}
