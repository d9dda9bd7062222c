import { normalTail } from "../distributions/normal.ts";
import { auc } from "../ranking/auc.ts";
import { influenceMoments, spreadQuantile } from "../rates/correlated-rates.ts";
import type { Uncertain } from "../rates/estimate.ts";
import { tooFew, undetermined } from "../rates/too-few.ts";
import type { ClusteredJoint } from "../tables/clustered-joint.ts";
import { placements } from "../tables/placements.ts";
import type { ScoreTable } from "../tables/score-table.ts";
import { tableTotals } from "../tables/score-table.ts";
import { type DelongComparison, noSpreadReason } from "./delong-test.ts";

/**
 * DeLong's test where leads share accounts: the placements of an account's leads are added up before they are squared.
 * The interval reaches a little farther than z says, since the error is known from few accounts ({@link spreadQuantile});
 * with accounts of one lead it is DeLong's but for that and for G / (G - 1) of all G accounts.
 *
 * "Cannot tell yet" as `delongTest`, and with fewer than two accounts.
 *
 * Source: Obuchowski 1997, "Nonparametric analysis of clustered ROC curve data".
 *
 * @throws RangeError when `confidence` is not in (0, 1)
 * @example clusteredDelongTest(clusteredJoint(first, second, outcomes, accounts)).state // "measured"
 */
export function clusteredDelongTest(
	clustered: ClusteredJoint,
	{ confidence = 0.95 }: { readonly confidence?: number } = {},
): DelongComparison | Uncertain {
	if (!(confidence > 0 && confidence < 1)) {
		throw new RangeError(`clusteredDelongTest: confidence must be in (0, 1), got ${confidence}.`);
	}
	const { joint, patterns } = clustered;
	const few = tooFew(joint.first);
	if (few !== undefined) return few;
	const first = auc(joint.first);
	const second = auc(joint.second);
	const accounts = patterns.reduce((sum, { count }) => sum + count, 0);
	if (first === undefined || second === undefined) return undetermined(joint.first, "AUC needs both outcomes");
	if (accounts < 2) return undetermined(joint.first, "all leads belong to one account");
	const own = influenceOf(clustered, joint.first, { rowOf: joint.firstRow, value: first });
	const other = influenceOf(clustered, joint.second, { rowOf: joint.secondRow, value: second });
	const moments = influenceMoments(clustered, own, other);
	const variance = moments.first + moments.second - 2 * moments.shared;
	// Equal placements leave rounding behind, not 0.
	if (!(variance > 1e-14 * (moments.first + moments.second))) {
		return undetermined(joint.first, noSpreadReason(first, second));
	}
	const standardError = Math.sqrt(variance);
	const difference = first - second;
	const z = difference / standardError;
	const half = spreadQuantile(clustered, own, other, { confidence }) * standardError;
	return {
		state: "measured",
		first,
		second,
		difference,
		standardError,
		interval: [difference - half, difference + half],
		confidence,
		z,
		pValue: Math.min(1, 2 * normalTail(Math.abs(z))),
		...tableTotals(joint.first),
	};
}

/**
 * How one positive, then how one negative, of each row of the joint table moves the AUC; each made larger by
 * √(G / (G - 1)) for the G accounts that have such leads, as DeLong divides by N - 1 and Obuchowski by G - 1.
 */
function influenceOf(
	{ patterns }: ClusteredJoint,
	table: ScoreTable,
	{ rowOf, value }: { readonly rowOf: Int32Array; readonly value: number },
): Float64Array {
	const { positives, negatives } = tableTotals(table);
	const { ofPositive, ofNegative } = placements(table);
	const rows = rowOf.length;
	const scaleOf = (has: (cell: number) => boolean) => {
		const accounts = patterns.reduce((sum, { count, cells }) => sum + (cells.some(has) ? count : 0), 0);
		return accounts < 2 ? 1 : Math.sqrt(accounts / (accounts - 1));
	};
	const positive = scaleOf((cell) => cell < rows) / positives;
	const negative = scaleOf((cell) => cell >= rows) / negatives;
	return Float64Array.from({ length: 2 * rows }, (_, cell) =>
		cell < rows
			? (ofPositive[rowOf[cell]!]! - value) * positive
			: (ofNegative[rowOf[cell - rows]!]! - value) * negative,
	);
}
