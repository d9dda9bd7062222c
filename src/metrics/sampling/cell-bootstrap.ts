import type { Random } from "../../base/random.ts";
import { bootstrapInterval, type Jackknife } from "./bootstrap-interval.ts";
import type { CellClusters } from "./cell-clusters.ts";
import { type CellResampler, cellResampler } from "./cell-resampler.ts";
import { smallSampleConfidence } from "./small-sample-confidence.ts";

/** Numbers that are computed from counts by cell, all at once. */
export interface CellStatistics {
	/** How many numbers. */
	readonly size: number;
	/** Writes them into `into`; NaN where one has no value. Both arrays are reused: keep neither. */
	readonly evaluate: (counts: Float64Array, into: Float64Array) => void;
	/** Why a number has no value, for its reader; a general sentence by default. */
	readonly reason?: (index: number) => string;
	/** For a number that quantiles of its own replicates do not suit: its interval from the draws of all numbers. */
	readonly ownInterval?: (index: number, draws: readonly Float64Array[], confidence: number) => OwnInterval | undefined;
}

/** An interval that is not made from a number's own replicates. */
export interface OwnInterval {
	readonly interval: readonly [number, number];
	readonly method: string;
}

/** How {@link cellIntervals} draws. */
export interface CellBootstrapOptions {
	readonly random: Random;
	/** 2,000 by default. */
	readonly replicates?: number;
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
	/** `bca` by default. */
	readonly method?: "bca" | "percentile";
	/**
	 * Units of the smallest group that a number's spread hangs on: with few of them more confidence is asked of the
	 * replicates, see `smallSampleConfidence`. None by default: the replicates are taken as they are.
	 */
	readonly unitsOf?: (index: number) => number;
	/** First cell of each stratum after the first: strata keep their numbers of leads. Not for clusters. */
	readonly strataAt?: readonly number[];
}

/** A number with its interval; or the reason why there is none, which a caller turns into "cannot tell yet". */
export type CellInterval =
	| {
			readonly value: number;
			/** `[low, high]` at the confidence asked for. */
			readonly interval: readonly [number, number];
			/** `bootstrap bca`, `bootstrap percentile`, or the name of a number's own. */
			readonly method: string;
	  }
	| { readonly reason: string };

/** The replicates of several numbers, all from the same draws. */
export interface CellReplicates {
	/** The numbers on the counts themselves; NaN where one has no value. */
	readonly values: Float64Array;
	/** Values of each number over the replicates, in order of drawing; NaN where one has none. */
	readonly draws: readonly Float64Array[];
}

/** More replicates without a value than this share, and the rest no longer speak for all. */
const MOST_UNDEFINED = 0.01;

/**
 * Bootstrap intervals of any numbers that depend on a sample only through its counts by cell, all from the same draws.
 * Leads drawn with replacement are counted by one multinomial draw, exactly, at a cost that does not grow with the leads;
 * each drawn table is evaluated once for all numbers.
 *
 * From clusters whole clusters are drawn. BCa takes its acceleration from one jackknife value a cell (a pattern of
 * clusters), weighted by how many there are.
 *
 * A reason instead of an interval: the number has no value here or in over 1 % of the replicates; all units are one
 * cluster; no replicate differs; all lie on one side of the value; or it has no value without a single one of the units.
 * Whether the leads are enough to trust the bootstrap at all (20 positives, 20 flags) is the caller's to say.
 *
 * @param counts whole numbers by cell, or clusters
 * @throws RangeError when a count is not whole, `replicates` is below 100, `confidence` is not in (0, 1), or clusters are
 *   to be stratified
 * @example
 * const share = { size: 1, evaluate: (counts, into) => { into[0] = counts[0] / (counts[0] + counts[1]); } };
 * cellIntervals(Float64Array.of(300, 700), share, { random: createRandom(1) })[0] // value 0.3, interval about [0.27, 0.33]
 */
export function cellIntervals(
	counts: Float64Array | CellClusters,
	statistics: CellStatistics,
	options: CellBootstrapOptions,
): readonly CellInterval[] {
	const { confidence = 0.95, method = "bca", unitsOf } = options;
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`cellIntervals: confidence must be in (0, 1), got ${confidence}.`);
	}
	if (statistics.size === 0) return [];
	const resampler = cellResampler(counts, options);
	const { values, draws } = replicatesOf(resampler, statistics, options);
	const jackknife = method === "bca" ? jackknifeOf(resampler, statistics) : undefined;
	const clustered = !(counts instanceof Float64Array);
	return draws.map((list, index): CellInterval => {
		const noValue = statistics.reason?.(index) ?? "it has no value";
		const value = values[index]!;
		if (Number.isNaN(value)) return { reason: noValue };
		if (clustered && resampler.units < 2) return { reason: "all leads belong to one account" };
		const ascending = list.filter((drawn) => !Number.isNaN(drawn)).sort();
		if (ascending.length < list.length * (1 - MOST_UNDEFINED)) {
			return { reason: `${noValue} in too many of the resampled tables` };
		}
		if (ascending[0] === ascending.at(-1)) return { reason: "no resampled table gives another value" };
		const own = jackknife?.map(({ kinds, values: lists }): Jackknife => ({ counts: kinds, values: lists[index]! }));
		// A kind without units has the value 0, never NaN.
		if (own?.some((stratum) => (stratum.values as Float64Array).some(Number.isNaN))) {
			return { reason: "it hangs on a single lead" };
		}
		const asked = unitsOf === undefined ? confidence : smallSampleConfidence(confidence, unitsOf(index));
		const special = statistics.ownInterval?.(index, draws, asked);
		if (special !== undefined) return { value, ...special };
		const corrected = own === undefined ? {} : { jackknife: own };
		const interval = bootstrapInterval(ascending, { estimate: value, confidence: asked, ...corrected });
		if (interval === undefined) return { reason: "all resampled tables lie on one side of the measured value" };
		return { value, interval, method: `bootstrap ${method}` };
	});
}

/**
 * The replicates behind {@link cellIntervals}, for those who need them jointly (a band around a whole curve).
 *
 * @throws RangeError when a count is not whole or `replicates` is below 100
 * @example cellReplicates(Float64Array.of(300, 700), share, { random: createRandom(1) }).draws[0].length // 2000
 */
export function cellReplicates(
	counts: Float64Array | CellClusters,
	statistics: CellStatistics,
	options: Pick<CellBootstrapOptions, "random" | "replicates" | "strataAt">,
): CellReplicates {
	return replicatesOf(cellResampler(counts, options), statistics, options);
}

function replicatesOf(
	resampler: CellResampler,
	{ size, evaluate }: CellStatistics,
	{ random, replicates = 2000 }: Pick<CellBootstrapOptions, "random" | "replicates">,
): CellReplicates {
	if (!(Number.isInteger(replicates) && replicates >= 100)) {
		throw new RangeError(`cellIntervals: replicates must be a whole number from 100, got ${replicates}.`);
	}
	const values = new Float64Array(size);
	evaluate(resampler.counts, values);
	const draws = Array.from({ length: size }, () => new Float64Array(replicates));
	const row = new Float64Array(size);
	for (let i = 0; i < replicates; i++) {
		evaluate(resampler.draw(random), row);
		for (let index = 0; index < size; index++) draws[index]![i] = row[index]!;
	}
	return { values, draws };
}

/** Every number with one unit of each kind left out, stratum by stratum: `values[index][kind]`. */
function jackknifeOf(
	{ strata, without }: CellResampler,
	{ size, evaluate }: CellStatistics,
): readonly { readonly kinds: Float64Array; readonly values: readonly Float64Array[] }[] {
	const row = new Float64Array(size);
	return strata.map((kinds, stratum) => {
		const values = Array.from({ length: size }, () => new Float64Array(kinds.length));
		for (let kind = 0; kind < kinds.length; kind++) {
			if (kinds[kind] === 0) continue;
			evaluate(without(stratum, kind), row);
			for (let index = 0; index < size; index++) values[index]![kind] = row[index]!;
		}
		return { kinds, values };
	});
}
