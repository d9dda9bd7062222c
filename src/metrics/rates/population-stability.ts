import { sum } from "simple-statistics";
import type { Random } from "../../base/random.ts";
import { noncentralityAt } from "../distributions/noncentral-chi-square-tail.ts";
import { shuffledCounts } from "../sampling/hypergeometric-draw.ts";
import { permutationTest } from "../sampling/permutation-test.ts";

/** How far two distributions over the same bins are apart. */
export interface PopulationStability {
	/** Population stability index; `undefined`, with `reason`, when it has no value. */
	readonly value: number | undefined;
	/** Interval of the index of the two populations, not of these samples: begins at 0 when chance may explain it all. */
	readonly interval: readonly [number, number] | undefined;
	/** About what the index would be without any drift, only because samples are finite: (bins - 1) (1/n + 1/m). */
	readonly expectedByChance: number | undefined;
	/** The index that 19 of 20 pairs of samples of these sizes stay below without any drift. */
	readonly highByChance: number | undefined;
	/** Chance of so large an index without drift, by shuffling (exact at any size); small speaks for drift. */
	readonly pValue: number | undefined;
	readonly before: number;
	readonly after: number;
	readonly bins: number;
	readonly reason?: string;
}

/** How an index and its interval are made. */
export interface StabilityOptions {
	readonly random: Random;
	/** Added to every bin that either sample has filled, so that an empty bin is no infinity. 0.5 by default; 0 for none. */
	readonly smoothing?: number;
	/** Shuffles at most; 999 by default. The smallest p-value is 1 / (replicates + 1). */
	readonly replicates?: number;
	/** 0.95 by default. */
	readonly confidence?: number;
	/**
	 * How many times as much shares vary as those of independent leads, because leads of an account come together (Rao and
	 * Scott's mean design effect); 1 by default, and never below.
	 */
	readonly inflation?: number;
}

/**
 * Population stability index: the sum over bins of (share after - share before) ln(share after / share before).
 *
 * Bins empty in both samples are left out. Undefined when a sample is empty, and without smoothing when a bin is empty
 * in one sample only (the index is infinite). 0 for equal shares; symmetric in the two samples.
 *
 * @param before counts a bin
 * @param after counts a bin, of the same bins
 * @param options.smoothing added to every bin filled in either sample; 0 by default
 * @throws RangeError when the lists differ in length or a count is below 0
 * @example populationStabilityIndex([50, 50], [60, 40]) // 0.04054651081081646
 */
export function populationStabilityIndex(
	before: ArrayLike<number>,
	after: ArrayLike<number>,
	{ smoothing = 0 }: { readonly smoothing?: number } = {},
): number | undefined {
	if (before.length !== after.length) {
		throw new RangeError(`populationStabilityIndex: bins must be the same, got ${before.length} and ${after.length}.`);
	}
	let filled = 0;
	let n = 0;
	let m = 0;
	for (let i = 0; i < before.length; i++) {
		if (!(before[i]! >= 0 && after[i]! >= 0))
			throw new RangeError("populationStabilityIndex: counts must be at least 0.");
		if (before[i]! + after[i]! > 0) filled++;
		n += before[i]!;
		m += after[i]!;
	}
	if (n === 0 || m === 0) return undefined;
	let sum = 0;
	for (let i = 0; i < before.length; i++) {
		if (before[i]! + after[i]! === 0) continue;
		const p = (before[i]! + smoothing) / (n + smoothing * filled);
		const q = (after[i]! + smoothing) / (m + smoothing * filled);
		if (p === 0 || q === 0) return undefined;
		sum += (q - p) * Math.log(q / p);
	}
	return sum;
}

/**
 * The index with its interval and with what chance alone would make of it. An index is above 0 even without drift, so
 * rules of thumb (0.1, 0.25) mislead on small samples: compare it with `highByChance`, or read `pValue`.
 *
 * The interval turns round the distribution of the index: over (1/n + 1/m) it is a noncentral chi-square variable whose
 * noncentrality is the true index over the same; both sides are stretched where the delta method knows the index to vary
 * more than that. (Bootstrap intervals of an index fail: resampling adds drift of its own, and 0 is never inside.)
 * `highByChance` and `pValue` come of shuffling the leads between the samples.
 *
 * @throws RangeError when counts are not whole and at least 0, the bins differ, or an option is out of range
 * @example populationStability([50, 50], [60, 40], { random: createRandom(1) }).interval // [0, 0.182]
 */
export function populationStability(
	before: ArrayLike<number>,
	after: ArrayLike<number>,
	{ random, smoothing = 0.5, replicates = 999, confidence = 0.95, inflation = 1 }: StabilityOptions,
): PopulationStability {
	if (!(smoothing >= 0)) throw new RangeError(`populationStability: smoothing must be at least 0, got ${smoothing}.`);
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`populationStability: confidence must be in (0, 1), got ${confidence}.`);
	}
	const value = populationStabilityIndex(before, after, { smoothing });
	const n = sum(Array.from(before));
	const m = sum(Array.from(after));
	const bins = Array.from(before).filter((count, i) => count + after[i]! > 0).length;
	const common = { before: n, after: m, bins };
	if (value === undefined) {
		const reason = n === 0 || m === 0 ? "one of the samples is empty" : "a bin is empty in one sample only";
		const unknown = { value, interval: undefined, expectedByChance: undefined, highByChance: undefined };
		return { ...common, ...unknown, pValue: undefined, reason };
	}
	if (bins === 1) {
		return { ...common, value, interval: [0, 0], expectedByChance: 0, highByChance: 0, pValue: 1 };
	}
	const factor = Math.max(1, inflation);
	const totals = Array.from(before, (count, i) => count + after[i]!);
	const one = new Float64Array(totals.length);
	const other = new Float64Array(totals.length);
	const shuffled = permutationTest(
		() => {
			shuffledCounts(random, totals, { drawn: n, into: one });
			for (let i = 0; i < totals.length; i++) other[i] = totals[i]! - one[i]!;
			// Without smoothing a bin that a shuffle empties on one side makes the index infinite.
			return populationStabilityIndex(one, other, { smoothing }) ?? Number.POSITIVE_INFINITY;
		},
		{ seen: value / factor, most: replicates },
	);
	const scale = (1 / n + 1 / m) * factor;
	return {
		...common,
		value,
		interval: intervalOf(value, { scale, bins, confidence, spread: spreadOf(before, after, smoothing) * factor }),
		expectedByChance: (bins - 1) * scale,
		highByChance: shuffled.high * factor,
		pValue: shuffled.pValue,
	};
}

interface IntervalInput {
	readonly scale: number;
	readonly bins: number;
	readonly confidence: number;
	/** Variance of the index by the delta method. */
	readonly spread: number;
}

function intervalOf(value: number, { scale, bins, confidence, spread }: IntervalInput): readonly [number, number] {
	const tail = (1 - confidence) / 2;
	const at = (chance: number) => scale * noncentralityAt(value / scale, { degrees: bins - 1, chance });
	// For shares near each other the index varies by 4 value scale; far apart, by more.
	const stretch = value === 0 ? 1 : Math.max(1, Math.sqrt(spread / (4 * value * scale)));
	const low = value - (value - at(tail)) * stretch;
	const high = value + (at(1 - tail) - value) * stretch;
	// The index itself holds what chance adds, so the upper end may lie below it: then it reaches up to it.
	return [Math.max(0, low), Math.max(value, high)];
}

/** Variance of the index by the delta method, at the smoothed shares. */
function spreadOf(before: ArrayLike<number>, after: ArrayLike<number>, smoothing: number): number {
	const sums = [0, 0, 0, 0, 0, 0];
	for (let i = 0; i < before.length; i++) {
		if (before[i]! + after[i]! === 0) continue;
		sums[0]! += before[i]! + smoothing;
		sums[1]! += after[i]! + smoothing;
	}
	const [n, m] = [sums[0]!, sums[1]!];
	for (let i = 0; i < before.length; i++) {
		if (before[i]! + after[i]! === 0) continue;
		const p = (before[i]! + smoothing) / n;
		const q = (after[i]! + smoothing) / m;
		const ratio = Math.log(q / p);
		const byBefore = -ratio - (q - p) / p;
		const byAfter = ratio + (q - p) / q;
		sums[2]! += p * byBefore * byBefore;
		sums[3]! += p * byBefore;
		sums[4]! += q * byAfter * byAfter;
		sums[5]! += q * byAfter;
	}
	return (sums[2]! - sums[3]! ** 2) / n + (sums[4]! - sums[5]! ** 2) / m;
}
