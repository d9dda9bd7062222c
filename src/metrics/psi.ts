import type { Random } from "../base/random.ts";
import { type Jackknife, replicateInterval } from "./bca-interval.ts";
import { chiSquareTail } from "./chi-square-tail.ts";
import { multinomialDraw } from "./multinomial-draw.ts";

/** How far two distributions over the same bins are apart. */
export interface PopulationStability {
	/** Population stability index; `undefined`, with `reason`, when it has no value. */
	readonly value: number | undefined;
	/** BCa bootstrap interval; `undefined` when the index has no value or its bias cannot be corrected. */
	readonly interval: readonly [number, number] | undefined;
	/** About what the index would be without any drift, only because samples are finite: (bins - 1) (1/n + 1/m). */
	readonly expectedByChance: number | undefined;
	/** Chance of so large an index without drift (chi-square approximation); small speaks for drift. */
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
	/** 2,000 by default. */
	readonly replicates?: number;
	/** 0.95 by default. */
	readonly confidence?: number;
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
 * @example stabilityIndex([50, 50], [60, 40]) // 0.04054651081081646
 */
export function stabilityIndex(
	before: ArrayLike<number>,
	after: ArrayLike<number>,
	{ smoothing = 0 }: { readonly smoothing?: number } = {},
): number | undefined {
	if (before.length !== after.length) {
		throw new RangeError(`stabilityIndex: bins must be the same, got ${before.length} and ${after.length}.`);
	}
	let filled = 0;
	let n = 0;
	let m = 0;
	for (let i = 0; i < before.length; i++) {
		if (!(before[i]! >= 0 && after[i]! >= 0)) throw new RangeError("stabilityIndex: counts must be at least 0.");
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
 * The index with a bootstrap interval (both samples drawn anew, BCa) and with what chance alone would make of it: an
 * index is above 0 even without drift, so rules of thumb (0.1, 0.25) mislead on small samples.
 *
 * @throws RangeError when counts are not whole and at least 0, the bins differ, or an option is out of range
 * @example populationStability([50, 50], [60, 40], { random: createRandom(1) }).expectedByChance // 0.02
 */
export function populationStability(
	before: ArrayLike<number>,
	after: ArrayLike<number>,
	{ random, smoothing = 0.5, replicates = 2000, confidence = 0.95 }: StabilityOptions,
): PopulationStability {
	if (!(smoothing >= 0)) throw new RangeError(`populationStability: smoothing must be at least 0, got ${smoothing}.`);
	if (!(Number.isInteger(replicates) && replicates >= 100)) {
		throw new RangeError(`populationStability: replicates must be a whole number from 100, got ${replicates}.`);
	}
	const value = stabilityIndex(before, after, { smoothing });
	const n = Array.from(before).reduce((sum, count) => sum + count, 0);
	const m = Array.from(after).reduce((sum, count) => sum + count, 0);
	const bins = Array.from(before).filter((count, i) => count + after[i]! > 0).length;
	const common = { before: n, after: m, bins };
	const unknown = { value: undefined, interval: undefined, expectedByChance: undefined, pValue: undefined };
	if (value === undefined) {
		const reason = n === 0 || m === 0 ? "one of the samples is empty" : "a bin is empty in one sample only";
		return { ...common, ...unknown, reason };
	}
	const scale = 1 / n + 1 / m;
	const chance = {
		expectedByChance: (bins - 1) * scale,
		pValue: bins > 1 ? chiSquareTail(value / scale, bins - 1) : 1,
	};
	const one = new Float64Array(before.length);
	const other = new Float64Array(after.length);
	const drawn: number[] = [];
	for (let i = 0; i < replicates; i++) {
		multinomialDraw(random, before, one);
		multinomialDraw(random, after, other);
		const index = stabilityIndex(one, other, { smoothing });
		if (index !== undefined) drawn.push(index);
	}
	// Without smoothing, a bin that some draws leave empty makes them infinite: there is no interval to speak of.
	if (drawn.length < replicates) {
		return { ...common, ...chance, value, interval: undefined, reason: "resampled bins are empty too often" };
	}
	const jackknife = [leaveOneOut(before, (b) => [b, after]), leaveOneOut(after, (a) => [before, a])].map(
		({ tables, counts }): Jackknife => ({
			values: tables.map((pair) => (pair === undefined ? 0 : (stabilityIndex(...pair, { smoothing }) ?? value))),
			counts,
		}),
	);
	const interval = replicateInterval(Float64Array.from(drawn).sort(), { estimate: value, confidence, jackknife });
	if (interval !== undefined) return { ...common, ...chance, value, interval };
	return { ...common, ...chance, value, interval, reason: "all resampled indices lie on one side of the measured one" };
}

type Pair = readonly [ArrayLike<number>, ArrayLike<number>];

/** Both samples with one unit of a bin left out, for each bin that has one. */
function leaveOneOut(counts: ArrayLike<number>, pair: (counts: Float64Array) => Pair) {
	const tables = Array.from(counts, (count, i) => {
		if (count === 0) return undefined;
		const without = Float64Array.from(counts);
		without[i]!--;
		return pair(without);
	});
	return { tables, counts };
}
