import { averagePrecision } from "../ranking/average-precision.ts";
import { kolmogorovSmirnov } from "../ranking/kolmogorov-smirnov.ts";
import { liftAt } from "../ranking/lift-curve.ts";
import type { CellMeasure } from "../rates/correlated-rates.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** Measures of order whose influences are known in closed form. */
export type InfluenceSpec =
	| { readonly kind: "average-precision" | "kolmogorov-smirnov" }
	| { readonly kind: "precision-of-top" | "lift-at"; readonly fraction: number };

/**
 * A measure of a score table with the influence of one positive of each row, then of one negative of each row: the
 * derivative of the measure by the count. `undefined` where the measure has no value.
 *
 * - average precision: derivative of sum p TP / C over rows, divided by the positives
 * - Kolmogorov-Smirnov: of the gap at the row where it is largest
 * - precision of the top fraction, in which the row on the edge counts in part; lift is that over the share of positives
 *
 * @throws RangeError when `fraction` is not in (0, 1]
 * @example tableInfluence(scoreTable([1, 2], [0, 1]), { kind: "kolmogorov-smirnov" })?.value // 1
 */
export function tableInfluence(table: ScoreTable, spec: InfluenceSpec): CellMeasure | undefined {
	const { positives, negatives } = tableTotals(table);
	if (positives === 0 || negatives === 0) return undefined;
	switch (spec.kind) {
		case "average-precision":
			return ofAveragePrecision(table, positives);
		case "kolmogorov-smirnov":
			return ofLargestGap(table, { positives, negatives });
		case "precision-of-top":
			return ofTop(table, { positives, negatives, fraction: spec.fraction });
		case "lift-at": {
			const top = ofTop(table, { positives, negatives, fraction: spec.fraction });
			const leads = positives + negatives;
			const share = positives / leads;
			const rows = table.scores.length;
			return {
				value: liftAt(table, spec)!,
				influence: top.influence.map((one, cell) => {
					const onShare = ((cell < rows ? 1 : 0) - share) / leads;
					return one / share - (top.value / share ** 2) * onShare;
				}),
			};
		}
	}
}

function ofAveragePrecision(table: ScoreTable, total: number): CellMeasure {
	const rows = table.scores.length;
	const value = averagePrecision(table)!;
	const influence = new Float64Array(2 * rows);
	const share = new Float64Array(rows);
	const flagged = new Float64Array(rows);
	let hits = 0;
	let all = 0;
	for (let row = rows - 1; row >= 0; row--) {
		hits += table.positives[row]!;
		all += table.positives[row]! + table.negatives[row]!;
		share[row] = hits / all;
		flagged[row] = all;
	}
	// One more lead of a row is in the flags of that row and of all rows below it.
	let gained = 0;
	let lost = 0;
	for (let row = 0; row < rows; row++) {
		gained += table.positives[row]! / flagged[row]!;
		lost += (table.positives[row]! * share[row]!) / flagged[row]!;
		influence[row] = (share[row]! + gained - lost - value) / total;
		influence[rows + row] = -lost / total;
	}
	return { value, influence };
}

function ofLargestGap(
	table: ScoreTable,
	{ positives, negatives }: { readonly positives: number; readonly negatives: number },
): CellMeasure {
	const rows = table.scores.length;
	let caught = 0;
	let alarms = 0;
	let largest = { gap: 0, row: rows, caught: 0, alarms: 0 };
	for (let row = rows - 1; row >= 0; row--) {
		caught += table.positives[row]! / positives;
		alarms += table.negatives[row]! / negatives;
		const gap = caught - alarms;
		if (Math.abs(gap) > Math.abs(largest.gap)) largest = { gap, row, caught, alarms };
	}
	const sign = largest.gap < 0 ? -1 : 1;
	const influence = Float64Array.from({ length: 2 * rows }, (_, cell) => {
		const isAbove = (cell < rows ? cell : cell - rows) >= largest.row ? 1 : 0;
		return cell < rows
			? (sign * (isAbove - largest.caught)) / positives
			: (-sign * (isAbove - largest.alarms)) / negatives;
	});
	return { value: kolmogorovSmirnov(table)!, influence };
}

function ofTop(
	table: ScoreTable,
	{
		positives,
		negatives,
		fraction,
	}: { readonly positives: number; readonly negatives: number; readonly fraction: number },
): CellMeasure {
	if (!(fraction > 0 && fraction <= 1)) {
		throw new RangeError(`tableInfluence: fraction must be in (0, 1], got ${fraction}.`);
	}
	const rows = table.scores.length;
	const leads = positives + negatives;
	const wanted = fraction * leads;
	let row = rows - 1;
	let before = 0;
	let hitsBefore = 0;
	const size = (at: number) => table.positives[at]! + table.negatives[at]!;
	// The row on which the wanted number of leads is reached; rows without leads are passed over.
	while (row > 0 && before + size(row) < wanted) {
		before += size(row);
		hitsBefore += table.positives[row]!;
		row--;
	}
	const part = Math.min(1, (wanted - before) / size(row));
	const value = (hitsBefore + part * table.positives[row]!) / wanted;
	const influence = Float64Array.from({ length: 2 * rows }, (_, cell) => {
		const at = cell < rows ? cell : cell - rows;
		const inside = at > row ? 1 : at === row ? part : 0;
		// One lead more makes the top larger by the fraction, and takes the place it has itself: the edge moves.
		const edge = ((fraction - inside) * table.positives[row]!) / size(row);
		return ((cell < rows ? inside : 0) + edge) / wanted - value / leads;
	});
	return { value, influence };
}
