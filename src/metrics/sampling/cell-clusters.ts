/** Clusters that look alike: how many there are, and the units each of them holds, by cell. */
export interface CellPattern {
	readonly count: number;
	/** Cells, ascending and distinct. */
	readonly cells: readonly number[];
	/** Units of one cluster in each of these cells. */
	readonly counts: readonly number[];
}

/** A table of counts that remembers which units belong together, as the numbers of clusters that look alike. */
export interface CellClusters {
	/** Number of cells of the table. */
	readonly cells: number;
	readonly patterns: readonly CellPattern[];
}

/**
 * The clusters of a sample whose leads fall into cells: leads of one account succeed and fail together, so the account
 * is what a bootstrap has to draw. The order of leads does not matter.
 *
 * @param cellOfLead cell of each lead, from 0; below 0 or NaN: the lead is left out
 * @param clusterOfLead which account each lead belongs to; any values
 * @param cells number of cells
 * @throws RangeError when the lists differ in length or a cell is not below `cells`
 * @example cellClusters([0, 1, 1], ["a", "b", "c"], 2).patterns.map(({ count }) => count) // [1, 2]
 */
export function cellClusters(
	cellOfLead: ArrayLike<number>,
	clusterOfLead: ArrayLike<string | number>,
	cells: number,
): CellClusters {
	if (cellOfLead.length !== clusterOfLead.length) {
		throw new RangeError(
			`cellClusters: lists must be equally long, got ${cellOfLead.length} and ${clusterOfLead.length}.`,
		);
	}
	const members = new Map<string | number, number[]>();
	for (let i = 0; i < cellOfLead.length; i++) {
		const cell = cellOfLead[i]!;
		if (!(cell >= 0)) continue;
		if (!Number.isInteger(cell) || cell >= cells) {
			throw new RangeError(`cellClusters: a cell must be whole and below ${cells}, got ${cell}.`);
		}
		const list = members.get(clusterOfLead[i]!);
		if (list === undefined) members.set(clusterOfLead[i]!, [cell]);
		else list.push(cell);
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
	return { cells, patterns: sorted.map(([, { count, leads }]) => patternOf(count, leads)) };
}

function patternOf(count: number, leads: readonly number[]): CellPattern {
	const cells: number[] = [];
	const counts: number[] = [];
	// Leads are sorted, so those of a cell follow each other.
	for (const cell of leads) {
		if (cells.at(-1) !== cell) {
			cells.push(cell);
			counts.push(0);
		}
		counts[counts.length - 1]!++;
	}
	return { count, cells, counts };
}

/**
 * How many clusters there are, and how many of them hold a unit of the first `rows` cells (a positive), or of the rest.
 *
 * @example accountsHolding([{ count: 3, cells: [0, 2], counts: [1, 1] }], 1) // { accounts: 3, positive: 3, negative: 3 }
 */
export function accountsHolding(
	patterns: readonly CellPattern[],
	rows: number,
): { readonly accounts: number; readonly positive: number; readonly negative: number } {
	let accounts = 0;
	let positive = 0;
	let negative = 0;
	for (const { count, cells } of patterns) {
		accounts += count;
		if (cells.some((cell) => cell < rows)) positive += count;
		if (cells.some((cell) => cell >= rows)) negative += count;
	}
	return { accounts, positive, negative };
}
