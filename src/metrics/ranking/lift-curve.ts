import { type ScoreTable, tableTotals } from "../tables/score-table.ts";

/** The leads at or above a score, as a share of all, with what they caught. */
export interface LiftPoint {
	readonly threshold: number;
	readonly hits: number;
	readonly flagged: number;
	/** Share of leads flagged. */
	readonly share: number;
	/** Share of positives caught: the gains curve. */
	readonly gain: number;
	/** Precision over prevalence. */
	readonly lift: number;
}

/**
 * Cumulative gains and lift at every distinct score, from high to low. Between two points the curve is a straight
 * segment: leads of equal score have no order. Empty when there is no positive.
 *
 * @example liftCurve(scoreTable([1, 2, 3, 4], [0, 0, 0, 1]))[0].lift // 4
 */
export function liftCurve(table: ScoreTable): LiftPoint[] {
	const totals = tableTotals(table);
	const all = totals.positives + totals.negatives;
	if (totals.positives === 0) return [];
	const points: LiftPoint[] = [];
	let hits = 0;
	let flagged = 0;
	for (let i = table.scores.length - 1; i >= 0; i--) {
		hits += table.positives[i]!;
		flagged += table.positives[i]! + table.negatives[i]!;
		if (flagged === 0) continue;
		const share = flagged / all;
		const gain = hits / totals.positives;
		points.push({ threshold: table.scores[i]!, hits, flagged, share, gain, lift: gain / share });
	}
	return points;
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
export function liftAt(table: ScoreTable, { fraction }: { readonly fraction: number }): number | undefined {
	if (!(fraction > 0 && fraction <= 1)) throw new RangeError(`liftAt: fraction must be in (0, 1], got ${fraction}.`);
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
