import type { Random } from "../base/random.ts";
import type { ClusteredTable, ClusterPattern } from "./clustered-table.ts";
import { multinomialDraw } from "./multinomial-draw.ts";
import type { ScoreTable } from "./score-table.ts";

/**
 * Makes tables like the one measured. A returned table is overwritten by the next one: read it at once.
 */
export interface Resampler {
	/** Units (leads or clusters) that are drawn. */
	readonly units: number;
	/** Units a cell, for each stratum. */
	readonly strata: readonly Float64Array[];
	/** A table of as many units, drawn with replacement within each stratum. */
	draw(random: Random): ScoreTable;
	/** The table without one unit of a cell. */
	without(stratum: number, cell: number): ScoreTable;
}

/**
 * Draws leads: a cell is a score and an outcome.
 *
 * @example tableResampler(table).strata[0].length // 2 * table.scores.length
 */
export function tableResampler(table: ScoreTable): Resampler {
	const rows = table.scores.length;
	const counts = new Float64Array(2 * rows);
	counts.set(table.positives);
	counts.set(table.negatives, rows);
	const drawn = new Float64Array(2 * rows);
	const drawnTable = { scores: table.scores, positives: drawn.subarray(0, rows), negatives: drawn.subarray(rows) };
	return {
		units: counts.reduce((sum, count) => sum + count, 0),
		strata: [counts],
		draw(random) {
			multinomialDraw(random, counts, drawn);
			return drawnTable;
		},
		without(_stratum, cell) {
			drawn.set(counts);
			drawn[cell]!--;
			return drawnTable;
		},
	};
}

/**
 * Draws positives and negatives apart, so that their numbers stay: for a history made by sampling each outcome, or for
 * what is true given the prevalence.
 *
 * @example stratifiedResampler(table).strata.length // 2: positives, negatives
 */
export function stratifiedResampler(table: ScoreTable): Resampler {
	const strata = [table.positives, table.negatives];
	const drawn = { scores: table.scores, positives: table.positives.slice(), negatives: table.negatives.slice() };
	const parts = [drawn.positives, drawn.negatives];
	return {
		units: strata.reduce((sum, counts) => sum + counts.reduce((part, count) => part + count, 0), 0),
		strata,
		draw(random) {
			for (let i = 0; i < 2; i++) multinomialDraw(random, strata[i]!, parts[i]!);
			return drawn;
		},
		without(stratum, cell) {
			for (let i = 0; i < 2; i++) parts[i]!.set(strata[i]!);
			parts[stratum]![cell]!--;
			return drawn;
		},
	};
}

/**
 * Draws clusters: a cell is a pattern of clusters that look alike. The number of clusters stays, that of leads varies.
 *
 * @example clusterResampler(clusteredTable([1, 2, 2], [0, 1, 1], ["a", "b", "c"])).units // 3
 */
export function clusterResampler({ table, patterns }: ClusteredTable): Resampler {
	const counts = Float64Array.from(patterns, ({ count }) => count);
	const drawn = new Float64Array(counts.length);
	const rows = table.scores.length;
	const into = { scores: table.scores, positives: new Float64Array(rows), negatives: new Float64Array(rows) };
	const fill = (): ScoreTable => {
		into.positives.fill(0);
		into.negatives.fill(0);
		for (let i = 0; i < patterns.length; i++) if (drawn[i]! > 0) addPattern(into, patterns[i]!, drawn[i]!);
		return into;
	};
	return {
		units: counts.reduce((sum, count) => sum + count, 0),
		strata: [counts],
		draw(random) {
			multinomialDraw(random, counts, drawn);
			return fill();
		},
		without(_stratum, cell) {
			drawn.set(counts);
			drawn[cell]!--;
			return fill();
		},
	};
}

function addPattern(table: ScoreTable, { rows, positives, negatives }: ClusterPattern, times: number): void {
	for (let i = 0; i < rows.length; i++) {
		table.positives[rows[i]!]! += times * positives[i]!;
		table.negatives[rows[i]!]! += times * negatives[i]!;
	}
}
