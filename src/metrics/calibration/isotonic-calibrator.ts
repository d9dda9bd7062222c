import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";

/** A run of neighbouring values that share one fitted value. */
export interface IsotonicBlock {
	/** First and last x of the run. */
	readonly from: number;
	readonly to: number;
	/** Weighted mean of y over the run. */
	readonly value: number;
	readonly weight: number;
}

/**
 * The non-decreasing function of x nearest to y in weighted squares, by pooling adjacent violators. Equal x are pooled
 * first, so the order of the rows does not matter; values of neighbouring blocks strictly rise. Rows of weight 0 are
 * left out. O(n) after sorting.
 *
 * Source: Ayer et al. 1955; as scikit-learn `IsotonicRegression`.
 *
 * @throws RangeError when the lists differ in length or a weight is below 0
 * @example isotonicFit([1, 2, 3], [10, 0, 2]) // [{ from: 1, to: 3, value: 4, weight: 3 }]
 */
export function isotonicFit(
	xs: ArrayLike<number>,
	ys: ArrayLike<number>,
	weights?: ArrayLike<number>,
): readonly IsotonicBlock[] {
	if (xs.length !== ys.length || (weights !== undefined && weights.length !== xs.length)) {
		throw new RangeError(`isotonicFit: lists must be equally long, got ${xs.length} and ${ys.length}.`);
	}
	const order = Array.from({ length: xs.length }, (_, i) => i).sort((a, b) => xs[a]! - xs[b]!);
	const blocks: { from: number; to: number; sum: number; weight: number }[] = [];
	for (const i of order) {
		const weight = weights?.[i] ?? 1;
		if (!(weight >= 0)) throw new RangeError(`isotonicFit: weights must be at least 0, got ${weight}.`);
		if (weight === 0) continue;
		const last = blocks.at(-1);
		if (last !== undefined && last.to === xs[i]! && last.from === last.to) {
			last.sum += weight * ys[i]!;
			last.weight += weight;
		} else {
			blocks.push({ from: xs[i]!, to: xs[i]!, sum: weight * ys[i]!, weight });
		}
	}
	const pooled: typeof blocks = [];
	for (const block of blocks) {
		let now = block;
		// Cross-multiplied: exact for counts.
		for (
			let before = pooled.at(-1);
			before !== undefined && before.sum * now.weight >= now.sum * before.weight;
			before = pooled.at(-1)
		) {
			pooled.pop();
			now = { from: before.from, to: now.to, sum: before.sum + now.sum, weight: before.weight + now.weight };
		}
		pooled.push(now);
	}
	return pooled.map(({ from, to, sum, weight }) => ({ from, to, value: sum / weight, weight }));
}

/**
 * The fitted value at any x: constant within a block and beyond the ends, a straight line between blocks. `undefined`
 * when there is no block. As scikit-learn `IsotonicRegression(out_of_bounds="clip")`.
 *
 * @example isotonicValue(isotonicFit([1, 3], [0, 1]), 2) // 0.5
 */
export function isotonicValue(blocks: readonly IsotonicBlock[], x: number): number | undefined {
	let low = 0;
	let high = blocks.length;
	// The last block that starts at or before x.
	while (low < high) {
		const middle = (low + high) >> 1;
		if (blocks[middle]!.from <= x) low = middle + 1;
		else high = middle;
	}
	const block = blocks[low - 1];
	const next = blocks[low];
	if (block === undefined) return next?.value;
	if (x <= block.to || next === undefined) return block.value;
	return block.value + ((x - block.to) / (next.from - block.to)) * (next.value - block.value);
}

/**
 * Isotonic calibration: the share of positives as a non-decreasing function of the score. `undefined` for an empty table.
 * It follows the leads closely: fit it on other leads than it is judged on.
 *
 * @example isotonicCalibrator(scoreTable([1, 2, 3, 4], [0, 1, 0, 1]))?.(2) // 0.5
 */
export function isotonicCalibrator(table: ScoreTable): Calibrator | undefined {
	const { positives, negatives } = tableTotals(table);
	if (positives + negatives === 0) return undefined;
	const weights = table.positives.map((count, i) => count + table.negatives[i]!);
	const rates = table.positives.map((count, i) => (weights[i] === 0 ? 0 : count / weights[i]!));
	const blocks = isotonicFit(table.scores, rates, weights);
	return (score) => isotonicValue(blocks, score)!;
}
