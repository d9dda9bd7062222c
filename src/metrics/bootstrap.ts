import type { Random } from "../base/random.ts";
import { type Jackknife, replicateInterval } from "./bca-interval.ts";
import type { ClusteredTable } from "./clustered-table.ts";
import type { Measurement } from "./measured.ts";
import { type Measure, type MeasureSpec, measureFrom } from "./registry.ts";
import type { Resampler } from "./resampler.ts";
import { clusterResampler, stratifiedResampler, tableResampler } from "./resampler.ts";
import { type ScoreTable, tableTotals } from "./score-table.ts";
import { tooFew, tooFewCalls, undetermined } from "./uncertain.ts";

/** How a measure's interval is made. */
export interface BootstrapOptions {
	readonly random: Random;
	/** 2,000 by default. */
	readonly replicates?: number;
	/** `bca` by default. */
	readonly method?: "bca" | "percentile";
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
	/** Keeps the numbers of positives and of negatives as they are; not for clusters. `false` by default. */
	readonly stratified?: boolean;
	/** Fewer positives or negatives than this cannot tell; 20 by default. */
	readonly leastEach?: number;
}

/** More replicates without a value than this share, and the rest no longer speak for all. */
const MOST_UNDEFINED = 0.01;

/**
 * A measure of a score table with its bootstrap interval. Leads are drawn with replacement; as the measure sees only
 * counts, drawing the counts (one multinomial) is the same, exactly, at a cost that does not grow with the leads.
 *
 * A clustered table draws whole clusters. BCa takes its acceleration from one jackknife value a cell (a pattern of
 * clusters), weighted by how many there are.
 *
 * "Cannot tell yet" below 20 positives, negatives or (for precision and F-beta) calls, with fewer than 2 clusters, when the measure has no value here or in
 * over 1 % of the replicates, and when no replicate differs or all lie on one side.
 *
 * @throws RangeError when a count is not whole, `replicates` is below 100 or `confidence` is not in (0, 1)
 * @example bootstrapInterval(scoreTable([1], [1]), { kind: "auc" }, { random: createRandom(1) }).state // "cannot tell yet"
 */
export function bootstrapInterval(
	from: ScoreTable | ClusteredTable,
	spec: MeasureSpec,
	options: BootstrapOptions,
): Measurement {
	const { replicates = 2000, method = "bca", confidence = 0.95, stratified = false, leastEach, random } = options;
	if (!(Number.isInteger(replicates) && replicates >= 100)) {
		throw new RangeError(`bootstrapInterval: replicates must be a whole number from 100, got ${replicates}.`);
	}
	const clustered = "patterns" in from;
	if (clustered && stratified) throw new RangeError("bootstrapInterval: clusters cannot be stratified by outcome.");
	const table = clustered ? from.table : from;
	const measure = measureFrom(spec);
	const least = leastEach === undefined ? {} : { leastEach };
	const few =
		tooFew(table, least) ??
		(measure.called === undefined ? undefined : tooFewCalls(table, measure.called(table), least));
	if (few !== undefined) return few;
	const value = measure.of(table);
	if (value === undefined) return undetermined(table, measure.reason);
	const sampler = clustered ? clusterResampler(from) : stratified ? stratifiedResampler(table) : tableResampler(table);
	if (clustered && sampler.units < 2) return undetermined(table, "all leads belong to one account");
	const values = draw(sampler, measure, replicates, random);
	if (values.length < replicates * (1 - MOST_UNDEFINED)) {
		return undetermined(table, `${measure.reason} in too many of the resampled tables`);
	}
	if (values[0] === values.at(-1)) return undetermined(table, "no resampled table gives another value");
	const jackknife = method === "bca" ? jackknifeOf(sampler, measure) : undefined;
	if (method === "bca" && jackknife === undefined) return undetermined(table, "it hangs on a single lead");
	const interval = replicateInterval(values, {
		estimate: value,
		confidence,
		...(jackknife === undefined ? {} : { jackknife }),
	});
	if (interval === undefined) return undetermined(table, "all resampled tables lie on one side of the measured value");
	return { state: "measured", value, interval, confidence, method: `bootstrap ${method}`, ...tableTotals(table) };
}

/** The values of the resampled tables, ascending; tables on which the measure is undefined are left out. */
function draw(sampler: Resampler, measure: Measure, replicates: number, random: Random): Float64Array {
	const values = new Float64Array(replicates);
	let kept = 0;
	for (let i = 0; i < replicates; i++) {
		const value = measure.of(sampler.draw(random));
		if (value !== undefined) values[kept++] = value;
	}
	return values.subarray(0, kept).sort();
}

/** The measure with one unit of each cell left out, stratum by stratum; `undefined` if it then has no value. */
function jackknifeOf(sampler: Resampler, measure: Measure): readonly Jackknife[] | undefined {
	const strata: Jackknife[] = [];
	for (const counts of sampler.strata) {
		const values = new Float64Array(counts.length);
		for (let cell = 0; cell < counts.length; cell++) {
			if (counts[cell] === 0) continue;
			const value = measure.of(sampler.without(strata.length, cell));
			if (value === undefined) return undefined;
			values[cell] = value;
		}
		strata.push({ values, counts });
	}
	return strata;
}
