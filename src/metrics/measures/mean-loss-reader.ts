import type { TableReader } from "./measure.ts";

/**
 * Reads the mean of a loss that depends on the score and the outcome; NaN where something happened that had no chance (its
 * loss is infinite).
 *
 * @example meanLossReader(scores, (score, outcome) => (outcome - score) ** 2)
 */
export function meanLossReader(scores: Float64Array, lossOf: (score: number, outcome: 0 | 1) => number): TableReader {
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
