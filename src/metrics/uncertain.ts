import { type ScoreTable, tableTotals } from "./score-table.ts";
import { wilsonInterval } from "./wilson.ts";

/** Fewer positives, or fewer negatives, than this cannot carry an interval of a ranking measure. */
export const LEAST_EACH = 20;

/** Too little data to say: a state of its own, never a number. */
export interface Uncertain {
	readonly state: "cannot tell yet";
	/** Why, as a sentence for a reader. */
	readonly reason: string;
	/**
	 * About how many more leads would be needed; `undefined` when more leads of the same kind would not help. A lower
	 * bound when an outcome has not been seen at all.
	 */
	readonly moreNeeded: number | undefined;
	readonly positives: number;
	readonly negatives: number;
}

/**
 * An `Uncertain` when a table has fewer than `leastEach` positives or negatives, else `undefined`. `moreNeeded` is the
 * missing count over the share of leads that have the scarce outcome; for an outcome never seen, over the highest share
 * its Wilson interval allows. For an empty table it is `2 * leastEach`.
 *
 * @example tooFew(scoreTable([1, 2, 3, 4], [0, 0, 0, 1]))?.moreNeeded // 76: 19 more positives at one in four
 */
export function tooFew(
	table: ScoreTable,
	{ leastEach = LEAST_EACH }: { readonly leastEach?: number } = {},
): Uncertain | undefined {
	const { positives, negatives } = tableTotals(table);
	if (positives >= leastEach && negatives >= leastEach) return undefined;
	const total = positives + negatives;
	const more = (count: number) => {
		if (count >= leastEach) return 0;
		const share = count > 0 ? count / total : wilsonInterval(0, total)[1];
		return Math.ceil((leastEach - count) / share - 1e-9);
	};
	const moreNeeded = total === 0 ? 2 * leastEach : Math.max(more(positives), more(negatives));
	const reason = `${positives} positives and ${negatives} negatives; at least ${leastEach} of each are needed`;
	return { state: "cannot tell yet", reason, moreNeeded, positives, negatives };
}

/**
 * An `Uncertain` for another reason than few leads: what is measured has no value, or no interval, on this table.
 *
 * @example undetermined(scoreTable([1], [1]), "no lead is called").reason // "no lead is called"
 */
export function undetermined(table: ScoreTable, reason: string): Uncertain {
	return { state: "cannot tell yet", reason, moreNeeded: undefined, ...tableTotals(table) };
}
