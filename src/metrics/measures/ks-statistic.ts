import { rocPoints } from "../ranking/roc-points.ts";
import type { CellMeasure } from "../rates/correlated-rates.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import { ksInterval } from "./ks-interval.ts";
import type { Measure, TableSums } from "./measure.ts";
import { rarerOutcome } from "./smallest-group.ts";

/**
 * Kolmogorov-Smirnov statistic: the largest gap between the score distributions of positives and negatives, in [0, 1].
 * `undefined` when there is no positive or no negative. As scipy `ks_2samp(...).statistic`.
 *
 * @example ksStatistic(scoreTable([1, 2, 3, 4], [0, 0, 1, 1])) // 1
 */
export function ksStatistic(table: ScoreTable): number | undefined {
	const points = rocPoints(table);
	if (points.length === 0) return undefined;
	return points.reduce(
		(largest, { falsePositiveRate, truePositiveRate }) =>
			Math.max(largest, Math.abs(truePositiveRate - falsePositiveRate)),
		0,
	);
}

/**
 * {@link ksStatistic} as a measure. Its influence is that of the gap at the row where it is largest; its interval is
 * `ksInterval`.
 *
 * @example ksMeasure.name // "KS"
 */
export const ksMeasure: Measure = {
	name: "KS",
	meaning: "largest gap between the score distributions of leads that reached the outcome and of those that did not",
	kind: "share",
	higherIsBetter: true,
	range: [0, 1],
	of: ksStatistic,
	reason: "one of the outcomes is missing",
	reader: () => readKs,
	influence: influenceOf,
	smallest: rarerOutcome,
	interval: ksInterval,
};

function readKs({ positives, negatives }: TableSums): number {
	const p = positives[0]!;
	const n = negatives[0]!;
	if (p === 0 || n === 0) return Number.NaN;
	let largest = 0;
	for (let row = 0; row < positives.length; row++) {
		const gap = Math.abs(positives[row]! / p - negatives[row]! / n);
		if (gap > largest) largest = gap;
	}
	return largest;
}

function influenceOf(table: ScoreTable): CellMeasure | undefined {
	const { positives, negatives } = tableTotals(table);
	if (positives === 0 || negatives === 0) return undefined;
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
	return { value: ksStatistic(table)!, influence };
}
