import { liftCurve } from "../ranking/lift-curve.ts";
import type { CellMeasure } from "../rates/correlated-rates.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import type { Measure, TableSums } from "./measure.ts";
import { type MeasurePair, pairTotals, ratePair, type ScorePair } from "./measure-pair.ts";
import { allLeads } from "./smallest-group.ts";

/** The share of leads at the top, in (0, 1]. */
export interface AtFraction {
	readonly fraction: number;
}

/**
 * Lift among the top `fraction` of leads: precision there over prevalence. When a tie straddles the cut, the leads of
 * that score count in proportion: the expected value under random order within the tie.
 *
 * `undefined` when there is no positive.
 *
 * @throws RangeError when `fraction` is not in (0, 1]
 * @example liftAt(scoreTable([1, 1, 1, 1], [0, 0, 0, 1]), { fraction: 0.25 }) // 1
 */
export function liftAt(table: ScoreTable, { fraction }: AtFraction): number | undefined {
	checkFraction(fraction);
	const points = liftCurve(table);
	if (points.length === 0) return undefined;
	let before = { share: 0, gain: 0 };
	for (const point of points) {
		if (point.share >= fraction) {
			const within = (fraction - before.share) / (point.share - before.share);
			return (before.gain + within * (point.gain - before.gain)) / fraction;
		}
		before = point;
	}
	return 1;
}

/**
 * {@link liftAt} as a measure. Its influence: that of the precision of the top, in which the row on the edge counts in part,
 * over the share of positives.
 *
 * @example liftAtMeasure({ fraction: 0.1 }).name // "lift, top tenth"
 */
export const liftAtMeasure = ({ fraction }: AtFraction): Measure => ({
	name: `lift, top ${shareOf(fraction)}`,
	meaning: `how many times more outcomes the ${shareOf(fraction)} of leads with the highest scores holds than as many drawn at random`,
	kind: "multiple",
	higherIsBetter: true,
	range: [0, Number.POSITIVE_INFINITY],
	of: (table) => liftAt(table, { fraction }),
	reason: "there is no positive",
	reader() {
		checkFraction(fraction);
		return (sums) => readLift(sums, fraction);
	},
	influence: (table) => influenceOf(table, fraction),
	pair: (pair) => pairOf(pair, fraction),
	// Whole leads in the top.
	flagged: (table) => Math.floor(fraction * allLeads(table) + 1e-9),
	smallest: allLeads,
});

function shareOf(fraction: number): string {
	return fraction === 0.1 ? "tenth" : `${Number((100 * fraction).toPrecision(3))} %`;
}

/** As the share of all who reached the outcome that is found in the top. */
function pairOf(pair: ScorePair, fraction: number): MeasurePair {
	const compared = ratePair((table) => influenceOf(table, fraction), pair, { scale: fraction });
	const { positives, negatives } = pairTotals(pair);
	const found = Math.max(...compared.values.map((value) => (value === undefined ? 0 : value * fraction * positives)));
	const top = `in the top ${shareOf(fraction)}`;
	return {
		...compared,
		stands: [
			{ count: Math.floor(fraction * (positives + negatives)), noun: `leads ${top}` },
			{ count: Math.floor(found), noun: `leads that reached the outcome ${top}` },
		],
	};
}

function checkFraction(fraction: number): void {
	if (!(fraction > 0 && fraction <= 1)) throw new RangeError(`liftAt: fraction must be in (0, 1], got ${fraction}.`);
}

function readLift({ positives, negatives }: TableSums, fraction: number): number {
	const total = positives[0]! + negatives[0]!;
	const wanted = fraction * total;
	let row = positives.length - 1;
	// The row on which the wanted number of leads is reached.
	while (row > 0 && positives[row]! + negatives[row]! < wanted) row--;
	const flagged = positives[row]! + negatives[row]!;
	const before = row + 1 < positives.length ? positives[row + 1]! + negatives[row + 1]! : 0;
	const hitsBefore = row + 1 < positives.length ? positives[row + 1]! : 0;
	const within = flagged > before ? Math.min(1, (wanted - before) / (flagged - before)) : 1;
	return (hitsBefore + within * (positives[row]! - hitsBefore)) / positives[0]! / fraction;
}

function influenceOf(table: ScoreTable, fraction: number): CellMeasure | undefined {
	const { positives, negatives } = tableTotals(table);
	if (positives === 0 || negatives === 0) return undefined;
	checkFraction(fraction);
	const leads = positives + negatives;
	const share = positives / leads;
	const rows = table.scores.length;
	const top = precisionOfTop(table, { leads, fraction });
	return {
		value: liftAt(table, { fraction })!,
		influence: top.influence.map((one, cell) => {
			const onShare = ((cell < rows ? 1 : 0) - share) / leads;
			return one / share - (top.value / share ** 2) * onShare;
		}),
	};
}

function precisionOfTop(
	table: ScoreTable,
	{ leads, fraction }: { readonly leads: number; readonly fraction: number },
): CellMeasure {
	const rows = table.scores.length;
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
