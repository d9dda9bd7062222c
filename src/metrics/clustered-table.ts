import type { ScoreTable } from "./score-table.ts";
import { scoreTable } from "./score-table.ts";

/** Clusters that look alike: how many there are, and the leads each of them holds, by row of the table. */
export interface ClusterPattern {
	readonly count: number;
	/** Rows of the table, ascending. */
	readonly rows: readonly number[];
	readonly positives: readonly number[];
	readonly negatives: readonly number[];
}

/** A score table that remembers which leads belong together, as the numbers of clusters that look alike. */
export interface ClusteredTable {
	readonly table: ScoreTable;
	readonly patterns: readonly ClusterPattern[];
}

/**
 * The table of leads that share accounts: leads of one account succeed and fail together, so the account is what a
 * bootstrap has to draw. Leads without a score (NaN) are left out.
 *
 * @param outcomes 1 for a positive, 0 for a negative
 * @param clusters which account each lead belongs to; any values
 * @example clusteredTable([1, 2, 2], [0, 1, 1], ["a", "b", "c"]).patterns.map(({ count }) => count) // [1, 2]
 */
export function clusteredTable(
	scores: ArrayLike<number>,
	outcomes: ArrayLike<number>,
	clusters: ArrayLike<string | number>,
): ClusteredTable {
	const table = scoreTable(scores, outcomes);
	const rowOf = new Map(Array.from(table.scores, (score, row) => [score + 0, row]));
	const members = new Map<string | number, number[]>();
	for (let i = 0; i < scores.length; i++) {
		if (Number.isNaN(scores[i]!)) continue;
		// A lead as one number: twice its row, one more for a positive.
		const lead = 2 * rowOf.get(scores[i]! + 0)! + (outcomes[i] === 1 ? 1 : 0);
		const list = members.get(clusters[i]!);
		if (list === undefined) members.set(clusters[i]!, [lead]);
		else list.push(lead);
	}
	const alike = new Map<string, { count: number; leads: readonly number[] }>();
	for (const leads of members.values()) {
		leads.sort((a, b) => a - b);
		const key = leads.join(",");
		const known = alike.get(key);
		if (known === undefined) alike.set(key, { count: 1, leads });
		else known.count++;
	}
	// By content, so that the order of leads does not matter.
	const sorted = [...alike].sort(([a], [b]) => (a < b ? -1 : 1));
	return { table, patterns: sorted.map(([, { count, leads }]) => patternOf(count, leads)) };
}

function patternOf(count: number, leads: readonly number[]): ClusterPattern {
	const rows: number[] = [];
	const positives: number[] = [];
	const negatives: number[] = [];
	// Leads are sorted, so those of a row follow each other.
	for (const lead of leads) {
		const row = Math.floor(lead / 2);
		if (rows.at(-1) !== row) {
			rows.push(row);
			positives.push(0);
			negatives.push(0);
		}
		const side = lead % 2 === 1 ? positives : negatives;
		side[side.length - 1]!++;
	}
	return { count, rows, positives, negatives };
}
