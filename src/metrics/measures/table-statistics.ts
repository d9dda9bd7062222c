import { probabilityOf } from "../calibration/calibrator.ts";
import { fBeta } from "../ranking/f-beta.ts";
import type { CellStatistics } from "../sampling/cell-bootstrap.ts";
import { type MeasureSpec, measureFrom } from "./registry.ts";

/** What the flags "this row and above" hold: positives and negatives by row, one more entry for "no row". */
export interface TableSums {
	readonly positives: Float64Array;
	readonly negatives: Float64Array;
}

/** One number from the sums; `counts` are positives by row, then negatives by row. NaN where it has no value. */
export type TableReader = (sums: TableSums, counts: Float64Array) => number;

/**
 * Several measures of one score table, computed together: one cumulative pass over the counts serves all of them. The
 * cells are the positives by row of `scores`, then the negatives. NaN where a measure has no value. The same numbers as
 * `measureFrom(spec).of`, without its lists.
 *
 * @param scores distinct and ascending, as in a `ScoreTable`
 * @param more numbers that are read after those of the specs, from the same sums
 * @throws RangeError when a parameter of a spec is out of range
 * @example tableStatistics(Float64Array.of(1, 2), [{ kind: "auc" }]).size // 1
 */
export function tableStatistics(
	scores: Float64Array,
	specs: readonly MeasureSpec[],
	more: readonly TableReader[] = [],
): CellStatistics {
	const rows = scores.length;
	const sums: TableSums = { positives: new Float64Array(rows + 1), negatives: new Float64Array(rows + 1) };
	const readers = [...specs.map((spec) => readerOf(scores, spec)), ...more];
	return {
		size: readers.length,
		evaluate(counts, into) {
			const { positives, negatives } = sums;
			let p = 0;
			let n = 0;
			for (let row = rows - 1; row >= 0; row--) {
				p += counts[row]!;
				n += counts[rows + row]!;
				positives[row] = p;
				negatives[row] = n;
			}
			for (let i = 0; i < readers.length; i++) into[i] = readers[i]!(sums, counts);
		},
		reason: (index) => (index < specs.length ? measureFrom(specs[index]!).reason : "it has no value"),
	};
}

function readerOf(scores: Float64Array, spec: MeasureSpec): TableReader {
	switch (spec.kind) {
		case "auc":
			return readAuc;
		case "average-precision":
			return readAveragePrecision;
		case "kolmogorov-smirnov":
			return readKolmogorovSmirnov;
		case "lift-at": {
			const { fraction } = spec;
			if (!(fraction > 0 && fraction <= 1)) {
				throw new RangeError(`tableStatistics: fraction must be in (0, 1], got ${fraction}.`);
			}
			return (sums) => readLift(sums, fraction);
		}
		case "precision-at": {
			const row = firstRowFrom(scores, spec.threshold);
			return ({ positives, negatives }) => positives[row]! / (positives[row]! + negatives[row]!);
		}
		case "recall-at": {
			const row = firstRowFrom(scores, spec.threshold);
			return ({ positives }) => positives[row]! / positives[0]!;
		}
		case "f-beta-at": {
			const row = firstRowFrom(scores, spec.threshold);
			return ({ positives, negatives }) => {
				const hits = positives[row]!;
				const counts = { hits, flagged: hits + negatives[row]!, caught: hits, reached: positives[0]! };
				return fBeta(counts, spec) ?? Number.NaN;
			};
		}
		case "brier-loss":
			return readLoss(scores, (score, outcome) => (outcome - probabilityOf(spec.calibrator, score)) ** 2);
		case "log-loss":
			return readLoss(scores, (score, outcome) => {
				const p = probabilityOf(spec.calibrator, score);
				return outcome === 1 ? -Math.log(p) : -Math.log1p(-p);
			});
	}
}

/** First row whose score is at least the threshold; the number of rows when there is none. */
function firstRowFrom(scores: Float64Array, threshold: number): number {
	let row = scores.length;
	while (row > 0 && scores[row - 1]! >= threshold) row--;
	return row;
}

function readAuc({ positives, negatives }: TableSums): number {
	let wins = 0;
	let below = negatives[0]!;
	for (let row = 0; row < positives.length - 1; row++) {
		// Negatives below the row and half of those on it: the mean of what is below its lower and its upper edge.
		wins += (positives[row]! - positives[row + 1]!) * (negatives[0]! - (negatives[row + 1]! + below) / 2);
		below = negatives[row + 1]!;
	}
	return wins / (positives[0]! * negatives[0]!);
}

function readAveragePrecision({ positives, negatives }: TableSums): number {
	let sum = 0;
	let before = 0;
	for (let row = positives.length - 2; row >= 0; row--) {
		const hits = positives[row]!;
		if (hits === before) continue;
		sum += ((hits - before) * hits) / (hits + negatives[row]!);
		before = hits;
	}
	return sum / positives[0]!;
}

function readKolmogorovSmirnov({ positives, negatives }: TableSums): number {
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

/** Mean of a loss that depends on the score and the outcome; none where something happened that had no chance. */
function readLoss(scores: Float64Array, lossOf: (score: number, outcome: 0 | 1) => number): TableReader {
	const rows = scores.length;
	const losses = Float64Array.from({ length: 2 * rows }, (_, cell) =>
		cell < rows ? lossOf(scores[cell]!, 1) : lossOf(scores[cell - rows]!, 0),
	);
	const finite = losses.every(Number.isFinite);
	return ({ positives, negatives }, counts) => {
		let sum = 0;
		for (let cell = 0; cell < losses.length; cell++) {
			// A count of 0 costs nothing, whatever the loss; 0 times infinity is no number.
			if (finite || counts[cell]! > 0) sum += counts[cell]! * losses[cell]!;
		}
		return Number.isFinite(sum) ? sum / (positives[0]! + negatives[0]!) : Number.NaN;
	};
}
