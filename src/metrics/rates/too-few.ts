import { accountsHolding, type CellPattern } from "../sampling/cell-clusters.ts";
import { type ScoreTable, tableCounts, tableTotals } from "../tables/score-table.ts";
import type { Uncertain } from "./estimate.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** Fewer positives, or fewer negatives, than this cannot carry an interval of a ranking measure. */
export const LEAST_EACH = 20;

/**
 * The same for quantiles of the replicates as they are, which are right to the first order only; and where positives and
 * negatives are drawn apart, so that the replicates spread less beside the same bias.
 */
export const LEAST_EACH_PERCENTILE = { free: 30, stratified: 50 } as const;

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
	const moreNeeded =
		total === 0 ? 2 * leastEach : Math.max(moreOf(positives, total, leastEach), moreOf(negatives, total, leastEach));
	const reason = `${positives} positives and ${negatives} negatives; at least ${leastEach} of each are needed`;
	return { state: "cannot tell yet", reason, moreNeeded, ...tableCounts(table) };
}

/**
 * An `Uncertain` when fewer leads than `leastEach` are flagged, else `undefined`: a precision hangs on the flags alone,
 * however many leads there are.
 *
 * @param flagged leads at or above the threshold
 * @example tooFewFlags(scoreTable([1, 2, 3, 4], [0, 0, 0, 1]), 1)?.moreNeeded // 76: 19 more flags at one in four
 */
export function tooFewFlags(
	table: ScoreTable,
	flagged: number,
	{ leastEach = LEAST_EACH }: { readonly leastEach?: number } = {},
): Uncertain | undefined {
	if (flagged >= leastEach) return undefined;
	const { positives, negatives } = tableTotals(table);
	const total = positives + negatives;
	const moreNeeded = total === 0 ? leastEach : moreOf(flagged, total, leastEach);
	const reason = `${flagged} leads are flagged; at least ${leastEach} are needed`;
	return { state: "cannot tell yet", reason, moreNeeded, ...tableCounts(table) };
}

/**
 * An `Uncertain` when fewer accounts than `leastEach` hold a positive, or a negative, else `undefined`: leads that share
 * accounts are drawn by account, and few accounts are few draws, however many leads they have.
 *
 * @param patterns the accounts, over cells of which the first `rows` hold positives and the rest negatives
 * @example tooFewAccounts(table, [{ count: 1, cells: [0, 1], counts: [30, 40] }], 1)?.reason // "all leads belong to one account"
 */
export function tooFewAccounts(
	table: ScoreTable,
	patterns: readonly CellPattern[],
	rows: number,
	{ leastEach = LEAST_EACH }: { readonly leastEach?: number } = {},
): Uncertain | undefined {
	const { accounts, positive, negative } = accountsHolding(patterns, rows);
	if (accounts === 1) return undetermined(table, "all leads belong to one account");
	const least = Math.min(positive, negative);
	if (least >= leastEach) return undefined;
	const { positives, negatives } = tableTotals(table);
	const reason = `the positives belong to ${positive} accounts, the negatives to ${negative}; at least ${leastEach} of each are needed`;
	// At as many leads an account as now; without an account that holds the outcome as if one did.
	const moreNeeded = Math.ceil(((positives + negatives) * (leastEach - least)) / Math.max(1, least) - 1e-9);
	return { state: "cannot tell yet", reason, moreNeeded, ...tableCounts(table) };
}

/** About how many more leads bring `count` up to `wanted`, when `count` of `total` came so far. */
function moreOf(count: number, total: number, wanted: number): number {
	if (count >= wanted) return 0;
	const share = count > 0 ? count / total : wilsonInterval(0, total)[1];
	return Math.ceil((wanted - count) / share - 1e-9);
}

/**
 * An `Uncertain` for another reason than few leads: what is measured has no value, or no interval, on this table.
 *
 * @example undetermined(scoreTable([1], [1]), "no lead is flagged").reason // "no lead is flagged"
 */
export function undetermined(table: ScoreTable, reason: string): Uncertain {
	return { state: "cannot tell yet", reason, moreNeeded: undefined, ...tableCounts(table) };
}
