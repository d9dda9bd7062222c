import { normalQuantile } from "../../metrics/distributions/normal-quantile.ts";
import { squaredDistance } from "./pair-of-rates-tail.ts";

/** How the rate of the outcome may go from band to band. */
export type Trend = "ascending" | "descending" | "peak" | "valley";

/** Leads of a stretch of values, and how many of them had the outcome. */
export interface BandCounts {
	readonly leads: number;
	readonly positives: number;
}

/** What bands must keep. */
export interface BandRules {
	readonly trend: Trend;
	/** Leads that a band has at least. */
	readonly minLeads: number;
	/** At most so many bands; any number when left out. */
	readonly maxBands?: number;
	/** Rates of neighbours differ with at most this p-value (pooled two-sample z); not asked when left out. */
	readonly maxPValue?: number;
}

/** Bands as stretches of pre-bins: band b holds those from `starts[b]` up to the next start. */
export interface OptimalBands {
	readonly starts: readonly number[];
	/** Information value: the sum over bands of (share of those without - share of those with the outcome) * WoE. */
	readonly informationValue: number;
}

/** A way to the end of a stretch: the stretch itself, what all before and it are worth, and the way it came. */
interface Table {
	readonly worth: Float64Array;
	readonly from: Int32Array;
}

/**
 * The bands with the largest information value of all that keep the rules: exact, by dynamic programming over (start and
 * end of the last band, whether the turn of a peak or valley is behind), since the value is a sum over bands and every rule
 * concerns one band or two neighbours. Time grows with the cube of the pre-bins: milliseconds for 77.
 *
 * Every band has leads with and without the outcome, and rates of neighbours differ. A peak or valley may be all on one
 * side. `undefined` when not even one band of everything keeps the rules.
 *
 * @example optimalBands([{ leads: 10, positives: 1 }, { leads: 10, positives: 5 }], { trend: "ascending", minLeads: 5 })
 * // { starts: [0, 1], informationValue: 1.05... }
 */
export function optimalBands(bins: readonly BandCounts[], rules: BandRules): OptimalBands | undefined {
	const size = bins.length;
	const { leads, positives, worth } = stretches(bins, rules.minLeads);
	const phases = rules.trend === "peak" || rules.trend === "valley" ? 2 : 1;
	const layers = Math.min(rules.maxBands ?? 1, size);
	const tables: Table[] = [];
	for (let layer = 0; layer < layers; layer++) tables.push(emptyTable(size * size * phases));
	// A p-value of at most p is a distance of at least the normal's quantile at 1 - p/2.
	const asked = rules.maxPValue === undefined ? 0 : normalQuantile(1 - rules.maxPValue / 2) ** 2;
	const step = (before: Table, after: Table, start: number, end: number) => {
		const own = start * size + end;
		if (worth[own] === Number.NEGATIVE_INFINITY) return;
		for (let first = 0; first < start; first++) {
			const last = first * size + start - 1;
			if (worth[last] === Number.NEGATIVE_INFINITY) continue;
			const rise = positives[own]! * leads[last]! - positives[last]! * leads[own]!;
			if (rise === 0) continue;
			if (squaredDistance(positives[own]!, leads[own]!, positives[last]!, leads[last]!) < asked) continue;
			for (let phase = 0; phase < phases; phase++) {
				const next = phaseAfter(rules.trend, phase, rise);
				const sum = before.worth[last * phases + phase]! + worth[own]!;
				if (next === undefined || sum <= after.worth[own * phases + next]!) continue;
				after.worth[own * phases + next] = sum;
				after.from[own * phases + next] = first * phases + phase;
			}
		}
	};
	for (let end = 0; end < size; end++) for (const table of tables) table.worth[end * phases] = worth[end]!;
	for (let end = 0; end < size; end++)
		for (let start = 1; start <= end; start++)
			if (rules.maxBands === undefined) step(tables[0]!, tables[0]!, start, end);
			else for (let layer = 1; layer < layers; layer++) step(tables[layer - 1]!, tables[layer]!, start, end);
	return readBack(tables, size, phases, rules.maxBands === undefined);
}

/** Where a step up or down leads: 0 before the turn, 1 behind it; `undefined` where the trend forbids it. */
function phaseAfter(trend: Trend, phase: number, rise: number): number | undefined {
	const up = trend === "ascending" || trend === "peak" ? rise > 0 : rise < 0;
	if (phase === 0 && up) return 0;
	return up || trend === "ascending" || trend === "descending" ? undefined : 1;
}

/** Counts of every stretch of bins, and its part of the information value; minus infinity where it may be no band. */
function stretches(bins: readonly BandCounts[], minLeads: number) {
	const size = bins.length;
	const leads = new Float64Array(size * size);
	const positives = new Float64Array(size * size);
	const worth = new Float64Array(size * size).fill(Number.NEGATIVE_INFINITY);
	const all = bins.reduce((sum, bin) => sum + bin.leads, 0);
	const withOutcome = bins.reduce((sum, bin) => sum + bin.positives, 0);
	for (let start = 0; start < size; start++) {
		for (let end = start, count = 0, hits = 0; end < size; end++) {
			count += bins[end]!.leads;
			hits += bins[end]!.positives;
			const at = start * size + end;
			leads[at] = count;
			positives[at] = hits;
			if (count < minLeads || hits <= 0 || hits >= count) continue;
			const share = (count - hits) / (all - withOutcome);
			const hitShare = hits / withOutcome;
			worth[at] = (share - hitShare) * Math.log(share / hitShare);
		}
	}
	return { leads, positives, worth };
}

function emptyTable(size: number): Table {
	return { worth: new Float64Array(size).fill(Number.NEGATIVE_INFINITY), from: new Int32Array(size).fill(-1) };
}

/** Follows the best way back from the last bin. */
function readBack(tables: readonly Table[], size: number, phases: number, oneTable: boolean): OptimalBands | undefined {
	let best = Number.NEGATIVE_INFINITY;
	let at = { layer: 0, start: 0, phase: 0 };
	tables.forEach(({ worth }, layer) => {
		for (let start = 0; start < size; start++)
			for (let phase = 0; phase < phases; phase++) {
				const value = worth[(start * size + size - 1) * phases + phase]!;
				if (value <= best + 1e-12) continue;
				best = value;
				at = { layer, start, phase };
			}
	});
	if (best === Number.NEGATIVE_INFINITY) return undefined;
	const starts: number[] = [];
	for (let end = size - 1; ; ) {
		starts.unshift(at.start);
		const from = tables[at.layer]!.from[(at.start * size + end) * phases + at.phase]!;
		if (at.start === 0 || from < 0) break;
		end = at.start - 1;
		at = { layer: oneTable ? 0 : at.layer - 1, start: Math.floor(from / phases), phase: from % phases };
	}
	return { starts, informationValue: best };
}
