import type { Random } from "../../base/random.ts";
import { binomialPmf } from "../distributions/binomial-pmf.ts";

/**
 * A draw from Bin(trials, probability), exact in distribution for any size, at a cost that does not grow with it.
 *
 * Inversion where fewer than 10 hits (or misses) are expected, else transformed rejection: W. Hörmann, The generation of
 * binomial random variates, 1993 (BTRS, with the squeeze of his BTRD), and Loader's form for the ratio of chances.
 *
 * @param trials a whole number
 * @throws RangeError when `trials` is not a whole number of 0 or more, or `probability` not in [0, 1]
 * @example binomialDraw(createRandom(1), 10, 1) // 10
 */
export function binomialDraw(random: Random, trials: number, probability: number): number {
	if (!Number.isInteger(trials) || trials < 0 || !(probability >= 0 && probability <= 1)) {
		throw new RangeError(
			`binomialDraw: trials must be whole and probability in [0, 1], got ${trials}, ${probability}.`,
		);
	}
	if (probability > 0.5) return trials - lowDraw(random, trials, 1 - probability);
	return lowDraw(random, trials, probability);
}

function lowDraw(random: Random, n: number, p: number): number {
	if (n === 0 || p === 0) return 0;
	return n * p < 10 ? invert(random, n, p) : reject(random, n, p);
}

/** Adds up the chances of 0, 1, 2, ... until they pass a uniform number. */
function invert(random: Random, n: number, p: number): number {
	const odds = p / (1 - p);
	let left = random.next();
	let chance = Math.exp(n * Math.log1p(-p));
	for (let k = 0; ; k++) {
		if (left < chance || k === n) return k;
		left -= chance;
		chance *= ((n - k) / (k + 1)) * odds;
		// Rounding may leave a crumb of the uniform number that no chance can pay.
		if (chance === 0) return k;
	}
}

/** Rejection under a hat of two uniforms; most draws are accepted without computing a chance. */
function reject(random: Random, n: number, p: number): number {
	const spread = Math.sqrt(n * p * (1 - p));
	const b = 1.15 + 2.53 * spread;
	const a = -0.0873 + 0.0248 * b + 0.01 * p;
	const centre = n * p + 0.5;
	const quick = 0.92 - 4.2 / b;
	const alpha = (2.83 + 5.1 / b) * spread;
	const mode = Math.floor((n + 1) * p);
	for (;;) {
		const u = random.next() - 0.5;
		const v = random.next();
		const edge = 0.5 - Math.abs(u);
		const k = Math.floor(((2 * a) / edge + b) * u + centre);
		if (k < 0 || k > n) continue;
		if (edge >= 0.07 && v <= quick) return k;
		if (isUnder((v * alpha) / (a / (edge * edge) + b), { k, mode, n, p })) return k;
	}
}

/** Near the mode the chances are multiplied up; this far from it the squeeze decides nearly always. */
const NEAR = 15;

/** Whether `height` is at most the chance of k over that of the mode. Exact: the squeeze only spares the work. */
function isUnder(
	height: number,
	{ k, mode, n, p }: { readonly k: number; readonly mode: number; readonly n: number; readonly p: number },
): boolean {
	const far = Math.abs(k - mode);
	if (far <= NEAR) {
		const odds = p / (1 - p);
		const scaled = (n + 1) * odds;
		let ratio = 1;
		for (let i = mode + 1; i <= k; i++) ratio *= scaled / i - odds;
		for (let i = k + 1; i <= mode; i++) ratio /= scaled / i - odds;
		return height <= ratio;
	}
	const variance = n * p * (1 - p);
	const bell = (-far * far) / (2 * variance);
	const error = (far / variance) * (((far / 3 + 0.625) * far + 1 / 6) / variance + 0.5);
	const log = Math.log(height);
	if (log < bell - error) return true;
	if (log > bell + error) return false;
	return height <= binomialPmf(k, n, p) / binomialPmf(mode, n, p);
}
