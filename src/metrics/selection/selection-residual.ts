import { choleskySolve } from "./cholesky-solve.ts";

/**
 * Influence values less what the fit of the weights explains of them: the residuals of least squares on the scores of
 * that fit, scaled for the columns used. Fitted weights balance the sample better than true ones would, so an interval
 * that takes them as known is too wide.
 *
 * Source: Lunceford and Davidian 2004, section 3.2; Hirano, Imbens and Ridder 2003.
 *
 * @param influence value of each row less the mean
 * @param scores the derivative of each row's log likelihood, a column a parameter
 * @example selectionResidual([1, -1], [[1, -1]]) // [0, 0]
 */
export function selectionResidual(influence: ArrayLike<number>, scores: readonly ArrayLike<number>[]): Float64Array {
	const n = influence.length;
	const size = scores.length;
	const matrix = new Float64Array(size * size);
	const vector = new Float64Array(size);
	for (let i = 0; i < n; i++) {
		for (let a = 0; a < size; a++) {
			vector[a]! += scores[a]![i]! * influence[i]!;
			for (let b = 0; b <= a; b++) matrix[a * size + b]! += scores[a]![i]! * scores[b]![i]!;
		}
	}
	const slopes = choleskySolve(matrix, vector);
	const scale = n > size + 1 ? Math.sqrt((n - 1) / (n - 1 - size)) : 1;
	return Float64Array.from({ length: n }, (_, i) => {
		let left = influence[i]!;
		for (let a = 0; a < size; a++) left -= slopes[a]! * scores[a]![i]!;
		return scale * left;
	});
}
