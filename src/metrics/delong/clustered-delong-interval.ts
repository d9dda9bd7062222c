import { normalQuantile } from "../distributions/normal-quantile.ts";
import { auc } from "../ranking/auc.ts";
import type { Estimate, Uncertain } from "../rates/estimate.ts";
import { LEAST_EACH, tooFew, tooFewAccounts, undetermined } from "../rates/too-few.ts";
import type { ClusteredTable } from "../tables/clustered-table.ts";
import { placements } from "../tables/placements.ts";
import { tableCounts, tableTotals } from "../tables/score-table.ts";
import { delongVariance, logitEnds } from "./delong-interval.ts";

/**
 * Variance of the AUC when leads share accounts: DeLong's placements are summed up within each account, and the sums are
 * what varies. With one lead an account it is DeLong's variance.
 *
 * With M positives in I1 accounts, N negatives in I0, and I accounts in all, a the sum over an account's positives of
 * (placement - AUC) and b the same over its negatives: I1 / (I1 - 1) sum a² / M² + I0 / (I0 - 1) sum b² / N² +
 * 2 I / (I - 1) sum a b / (M N). `undefined` with fewer than two accounts that hold a positive, or a negative.
 * Source: Obuchowski, Nonparametric analysis of clustered ROC curve data, Biometrics 1997.
 *
 * @example clusteredDelongVariance(clusteredTable([1, 2, 3, 4], [0, 1, 0, 1], ["a", "b", "c", "d"])) // 0.125
 */
export function clusteredDelongVariance({ table, patterns }: ClusteredTable): number | undefined {
	const { positives, negatives } = tableTotals(table);
	const mean = auc(table);
	if (mean === undefined) return undefined;
	const { ofPositive, ofNegative } = placements(table);
	const rows = table.scores.length;
	let withPositive = 0;
	let withNegative = 0;
	let all = 0;
	let squaresPositive = 0;
	let squaresNegative = 0;
	let products = 0;
	for (const { count, cells, counts } of patterns) {
		let a = 0;
		let b = 0;
		let hasPositive = false;
		let hasNegative = false;
		for (let i = 0; i < cells.length; i++) {
			const cell = cells[i]!;
			if (cell < rows) {
				a += counts[i]! * (ofPositive[cell]! - mean);
				hasPositive = true;
			} else {
				b += counts[i]! * (ofNegative[cell - rows]! - mean);
				hasNegative = true;
			}
		}
		all += count;
		if (hasPositive) withPositive += count;
		if (hasNegative) withNegative += count;
		squaresPositive += count * a * a;
		squaresNegative += count * b * b;
		products += count * a * b;
	}
	if (withPositive < 2 || withNegative < 2) return undefined;
	return (
		((withPositive / (withPositive - 1)) * squaresPositive) / positives ** 2 +
		((withNegative / (withNegative - 1)) * squaresNegative) / negatives ** 2 +
		((2 * all) / (all - 1)) * (products / (positives * negatives))
	);
}

/**
 * An `Uncertain` when fewer than `leastEach` accounts hold a positive, or a negative, else `undefined`: ten leads of one
 * account are no ten witnesses. `moreNeeded` is in leads, at as many leads an account as now.
 *
 * @example tooFewClusters(clusteredTable([1, 2], [0, 1], ["a", "a"]))?.state // "cannot tell yet"
 */
export function tooFewClusters(
	{ table, patterns }: ClusteredTable,
	{ leastEach = LEAST_EACH }: { readonly leastEach?: number } = {},
): Uncertain | undefined {
	return tooFew(table, { leastEach }) ?? tooFewAccounts(table, patterns, table.scores.length, { leastEach });
}

/**
 * AUC of leads that share accounts with its 95 % interval: that of `delongInterval`, stretched by how much larger the
 * variance is for the accounts. "Cannot tell yet" with fewer than 20 accounts that hold a positive, or a negative, and where
 * there is no spread.
 *
 * @param options.confidence in (0, 1); 0.95 by default
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example clusteredDelongInterval(clusteredTable([1, 2], [0, 1], ["a", "b"])).state // "cannot tell yet"
 */
export function clusteredDelongInterval(
	from: ClusteredTable,
	{ confidence = 0.95, leastEach }: { readonly confidence?: number; readonly leastEach?: number } = {},
): Estimate {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`clusteredDelongInterval: confidence must be in (0, 1), got ${confidence}.`);
	}
	const { table } = from;
	const few = tooFewClusters(from, leastEach === undefined ? {} : { leastEach });
	if (few !== undefined) return few;
	const value = auc(table);
	const variance = clusteredDelongVariance(from);
	if (value === undefined || variance === undefined)
		return undetermined(table, "AUC needs two accounts of each outcome");
	if (!(variance > 1e-15)) {
		const reason = value === 0.5 ? "all leads have one score" : "the score separates the outcomes without fail";
		return undetermined(table, reason);
	}
	const alone = delongVariance(table)!;
	const z = normalQuantile(0.5 + confidence / 2);
	const [low, high] = logitEnds(table, { z, designEffect: alone > 0 ? variance / alone : 1 });
	return {
		state: "measured",
		value,
		interval: [Math.min(value, low), Math.max(value, high)],
		confidence,
		method: "delong, accounts",
		...tableCounts(table),
	};
}
