import type { Random } from "../../base/random.ts";
import type { CellClusters, CellPattern } from "./cell-clusters.ts";
import { countDrawer } from "./count-drawer.ts";

/** Makes counts like those measured. What it returns is overwritten by the next flag: read it at once. */
export interface CellResampler {
	/** Units (leads or clusters) that are drawn. */
	readonly units: number;
	/** How many units each kind has, for each stratum. */
	readonly strata: readonly Float64Array[];
	/** The counts measured, by cell. */
	readonly counts: Float64Array;
	/** Counts of as many units, drawn with replacement within each stratum. */
	draw(random: Random): Float64Array;
	/** The counts without one unit of a kind. */
	without(stratum: number, kind: number): Float64Array;
}

/**
 * Draws units with replacement. From plain counts a unit is a lead and its kind is its cell; from clusters a unit is a
 * cluster and its kind is its pattern: the number of clusters stays, that of leads varies.
 *
 * @param options.strataAt first cell of each stratum after the first, ascending; strata keep their numbers of leads. Not
 *   for clusters
 * @throws RangeError when clusters are to be stratified
 * @example cellResampler(Float64Array.of(3, 0)).draw(createRandom(1)) // [3, 0]
 */
export function cellResampler(
	from: Float64Array | CellClusters,
	{ strataAt = [] }: { readonly strataAt?: readonly number[] } = {},
): CellResampler {
	if (!(from instanceof Float64Array)) {
		if (strataAt.length > 0) throw new RangeError("cellResampler: clusters cannot be stratified.");
		return clusterResampler(from);
	}
	const ends = [0, ...strataAt, from.length];
	const parts = (list: Float64Array) => ends.slice(1).map((end, i) => list.subarray(ends[i]!, end));
	const drawn = new Float64Array(from.length);
	const strata = parts(from);
	const into = parts(drawn);
	const drawers = strata.map(countDrawer);
	return {
		units: from.reduce((sum, count) => sum + count, 0),
		strata,
		counts: from,
		draw(random) {
			for (let i = 0; i < strata.length; i++) drawers[i]!(random, into[i]!);
			return drawn;
		},
		without(stratum, kind) {
			drawn.set(from);
			into[stratum]![kind]!--;
			return drawn;
		},
	};
}

function clusterResampler({ cells, patterns }: CellClusters): CellResampler {
	const kinds = Float64Array.from(patterns, ({ count }) => count);
	const drawn = new Float64Array(kinds.length);
	const into = new Float64Array(cells);
	const counts = new Float64Array(cells);
	for (const pattern of patterns) addPattern(counts, pattern, pattern.count);
	const draw = countDrawer(kinds);
	return {
		units: kinds.reduce((sum, count) => sum + count, 0),
		strata: [kinds],
		counts,
		draw(random) {
			draw(random, drawn);
			into.fill(0);
			for (let i = 0; i < patterns.length; i++) if (drawn[i]! > 0) addPattern(into, patterns[i]!, drawn[i]!);
			return into;
		},
		without(_stratum, kind) {
			into.set(counts);
			addPattern(into, patterns[kind]!, -1);
			return into;
		},
	};
}

function addPattern(into: Float64Array, { cells, counts }: CellPattern, times: number): void {
	for (let i = 0; i < cells.length; i++) into[cells[i]!]! += times * counts[i]!;
}
