import type { Random } from "../../base/random.ts";
import { normalTail } from "../distributions/normal.ts";
import { clopperPearson } from "../rates/clopper-pearson.ts";
import type { Uncertain } from "../rates/estimate.ts";
import { LEAST_EACH, tooFew, undetermined } from "../rates/too-few.ts";
import { wilsonInterval, Z_95 } from "../rates/wilson-interval.ts";
import { type CellStatistics, cellReplicates } from "../sampling/cell-bootstrap.ts";
import { sortedQuantile } from "../sampling/sorted-quantile.ts";
import type { ClusteredTable } from "../tables/clustered-table.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import { tableCells } from "../tables/table-cells.ts";

type Interval = readonly [number, number];

/** Precision and recall of "score at least this", each with the interval of this threshold alone and its part of a band. */
export interface BandPoint {
	readonly threshold: number;
	readonly hits: number;
	readonly flagged: number;
	readonly precision: number;
	readonly recall: number;
	/** 95 %, for this threshold on its own. */
	readonly precisionInterval: Interval;
	readonly recallInterval: Interval;
	/** Part of a band that holds the precision of all thresholds at once. */
	readonly precisionBand: Interval;
	/** Part of a band that holds the recall of all thresholds at once. */
	readonly recallBand: Interval;
	/** Box of the precision-recall curve: together they hold precision and recall of all thresholds at once. */
	readonly box: { readonly precision: Interval; readonly recall: Interval };
}

/** The curve with its bands, at every distinct score with enough flags, from the highest down. */
export interface SimultaneousBand {
	readonly state: "measured";
	readonly points: readonly BandPoint[];
	/** Scores with fewer than 20 flags: nothing is said of their precision. From the highest down. */
	readonly cannotTell: readonly { readonly threshold: number; readonly flagged: number; readonly moreFlags: number }[];
	/** How many standard errors the bands reach; 1.96 would be one threshold alone. */
	readonly reach: { readonly precision: number; readonly recall: number; readonly both: number };
	readonly positives: number;
	readonly negatives: number;
}

/**
 * Precision and recall at every threshold of a score with bands that hold the whole true curve 95 % of the time, where an
 * interval for each threshold would miss it somewhere far more often. Sup-t band from the bootstrap: over the thresholds,
 * the largest distance of a drawn rate from the measured one in its own standard errors is noted for each draw; its 95 %
 * quantile takes the place of 1.96 at every threshold, in the Clopper-Pearson interval of that many standard errors.
 *
 * Not the measured rate plus and minus: the distance is taken in standard errors of the rate that is true in the world of
 * the draws, so that the ends stay within 0 and 1. And not Wilson's form, which misses rates next to 0 and 1 too often: with
 * 20 positives the whole curve of recall would be held 89 % of the time. What holds is asymptotic, checked by simulation
 * (test/coverage); only thresholds with at least 20 flags are in the band. Clusters are drawn whole, and
 * then the interval of a threshold alone is of the same making.
 *
 * "Cannot tell yet" below 20 positives or negatives, and with one account only.
 * Source: Montiel Olea and Plagborg-Moller 2019 (sup-t); Clopper and Pearson 1934.
 *
 * @param options.replicates 1,000 by default
 * @throws RangeError when a count is not whole or `replicates` is below 100
 * @example simultaneousBand(table, { random }).reach.precision // 2.7
 */
export function simultaneousBand(
	from: ScoreTable | ClusteredTable,
	{ random, replicates = 1000 }: { readonly random: Random; readonly replicates?: number },
): SimultaneousBand | Uncertain {
	const clustered = "patterns" in from;
	const table = clustered ? from.table : from;
	const few = tooFew(table);
	if (few !== undefined) return few;
	if (clustered && from.patterns.reduce((sum, { count }) => sum + count, 0) < 2) {
		return undetermined(table, "all leads belong to one account");
	}
	const curve = curveOf(table);
	const statistics = distances(curve, { each: clustered });
	const { draws } = cellReplicates(clustered ? from : tableCells(table), statistics, { random, replicates });
	const [precisionZ, recallZ, bothZ, ...each] = draws.map((list) => sortedQuantile(list.toSorted(), 0.95)!);
	const reach = { precision: precisionZ!, recall: recallZ!, both: bothZ! };
	const points = curve.rows.map((row, i): BandPoint => {
		const [hits, flagged] = [curve.hits[i]!, curve.flagged[i]!];
		const precision = (z: number) => wilsonInterval(hits, flagged, { z });
		const recall = (z: number) => wilsonInterval(hits, curve.positives, { z });
		const band = (total: number, z: number) => clopperPearson(hits, total, { confidence: 1 - 2 * normalTail(z) });
		return {
			threshold: table.scores[row]!,
			hits,
			flagged,
			precision: hits / flagged,
			recall: hits / curve.positives,
			precisionInterval: precision(clustered ? each[i]! : Z_95),
			recallInterval: recall(clustered ? each[curve.rows.length + i]! : Z_95),
			precisionBand: band(flagged, reach.precision),
			recallBand: band(curve.positives, reach.recall),
			box: { precision: band(flagged, reach.both), recall: band(curve.positives, reach.both) },
		};
	});
	return { state: "measured", points, cannotTell: curve.cannotTell, reach, ...tableTotals(table) };
}

interface Curve {
	/** Rows of the table with enough flags, from the highest score down, with the counts of "this score or more". */
	readonly rows: readonly number[];
	readonly hits: readonly number[];
	readonly flagged: readonly number[];
	readonly positives: number;
	readonly size: number;
	readonly cannotTell: SimultaneousBand["cannotTell"];
}

function curveOf(table: ScoreTable): Curve {
	const curve = { rows: [] as number[], hits: [] as number[], flagged: [] as number[] };
	const cannotTell: { threshold: number; flagged: number; moreFlags: number }[] = [];
	let hits = 0;
	let flagged = 0;
	for (let row = table.scores.length - 1; row >= 0; row--) {
		hits += table.positives[row]!;
		flagged += table.positives[row]! + table.negatives[row]!;
		if (flagged < LEAST_EACH) {
			cannotTell.push({ threshold: table.scores[row]!, flagged, moreFlags: Math.ceil(LEAST_EACH - flagged) });
			continue;
		}
		curve.rows.push(row);
		curve.hits.push(hits);
		curve.flagged.push(flagged);
	}
	return { ...curve, positives: hits, size: table.scores.length, cannotTell };
}

/**
 * The largest distance over the thresholds: of precision, of recall, of both. `each`: then those of each threshold, of
 * precision and of recall.
 */
function distances(
	{ rows, hits, flagged, positives, size }: Curve,
	{ each }: { readonly each: boolean },
): CellStatistics {
	const count = rows.length;
	const precision = Float64Array.from(rows, (_, i) => hits[i]! / flagged[i]!);
	const recall = Float64Array.from(rows, (_, i) => hits[i]! / positives);
	return {
		size: 3 + (each ? 2 * count : 0),
		evaluate(counts, into) {
			let total = 0;
			for (let row = 0; row < size; row++) total += counts[row]!;
			let h = 0;
			let n = 0;
			let row = size - 1;
			let worstPrecision = 0;
			let worstRecall = 0;
			for (let i = 0; i < count; i++) {
				for (; row >= rows[i]!; row--) {
					h += counts[row]!;
					n += counts[row]! + counts[size + row]!;
				}
				const ofPrecision = distance(h, n, precision[i]!);
				const ofRecall = distance(h, total, recall[i]!);
				if (ofPrecision > worstPrecision) worstPrecision = ofPrecision;
				if (ofRecall > worstRecall) worstRecall = ofRecall;
				if (each) {
					into[3 + i] = ofPrecision;
					into[3 + count + i] = ofRecall;
				}
			}
			into[0] = worstPrecision;
			into[1] = worstRecall;
			into[2] = Math.max(worstPrecision, worstRecall);
		},
	};
}

/** How far hits of n are from a true rate, in standard errors; 0 where nothing can differ or nothing was drawn. */
function distance(hits: number, n: number, rate: number): number {
	const variance = rate * (1 - rate);
	return n === 0 || variance <= 0 ? 0 : Math.abs(hits - n * rate) / Math.sqrt(n * variance);
}
