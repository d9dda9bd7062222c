import { normalTail } from "../distributions/normal.ts";
import { Z_95 } from "./wilson-interval.ts";

/** Numbers of one period, as sums: all that a trend needs to know of them. */
export interface PeriodSums {
	/** Where the period lies, e.g. the number of the month. */
	readonly at: number;
	readonly count: number;
	readonly sum: number;
	/** Sum of squares; of hits it is the sum itself. */
	readonly squares: number;
}

/** Whether numbers rise or fall from period to period. */
export interface Trend {
	/** Change a period; `undefined`, with `reason`, when there is nothing to compare. */
	readonly slope: number | undefined;
	/** 95 %. */
	readonly interval: readonly [number, number] | undefined;
	readonly z: number | undefined;
	/** Two-sided. */
	readonly pValue: number | undefined;
	readonly reason?: string;
}

/**
 * The straight-line trend of leads' numbers over periods, from sums alone, tested against shuffled leads: z is the
 * correlation times sqrt(N - 1). For hits (0 or 1) it is the Cochran-Armitage test with the exact variance.
 *
 * Undefined with fewer than two periods, or numbers that are all equal. Sources: Armitage 1955; Mantel 1963.
 *
 * @param options.inflation how many times as much the slope varies as that of independent leads; 1 by default
 * @example trendTest([{ at: 0, count: 10, sum: 2, squares: 2 }, { at: 1, count: 10, sum: 8, squares: 8 }]).slope // 0.6
 */
export function trendTest(
	periods: readonly PeriodSums[],
	{ inflation = 1 }: { readonly inflation?: number } = {},
): Trend {
	let n = 0;
	let meanAt = 0;
	let mean = 0;
	for (const { at, count, sum } of periods) {
		n += count;
		meanAt += count * at;
		mean += sum;
	}
	const none = { slope: undefined, interval: undefined, z: undefined, pValue: undefined };
	if (n < 3) return { ...none, reason: "fewer than three leads" };
	meanAt /= n;
	mean /= n;
	let xx = 0;
	let yy = 0;
	let xy = 0;
	for (const { at, count, sum, squares } of periods) {
		xx += count * (at - meanAt) ** 2;
		yy += squares - 2 * mean * sum + count * mean * mean;
		xy += (at - meanAt) * (sum - count * mean);
	}
	if (!(xx > 1e-12)) return { ...none, reason: "all leads lie in one period" };
	if (!(yy > 1e-12)) return { ...none, reason: "all leads have the same number" };
	const slope = xy / xx;
	const factor = Math.sqrt(Math.max(1, inflation));
	const z = xy / Math.sqrt((xx * yy) / (n - 1)) / factor;
	const half = Z_95 * factor * Math.sqrt(Math.max(0, yy - slope * xy) / (n - 2) / xx);
	return { slope, interval: [slope - half, slope + half], z, pValue: Math.min(1, 2 * normalTail(Math.abs(z))) };
}
