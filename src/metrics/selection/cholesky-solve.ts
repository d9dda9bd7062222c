/**
 * Solves A x = b for a symmetric, positive definite A, by Cholesky's decomposition. `A` and `b` are overwritten, `b`
 * with the solution. A pivot that is not above 0 is a column that says nothing new: its unknown becomes 0.
 *
 * @param matrix by rows; the lower triangle is read
 * @example choleskySolve(Float64Array.of(4, 2, 2, 3), Float64Array.of(2, 5)) // [-0.5, 2]
 */
export function choleskySolve(matrix: Float64Array, vector: Float64Array): Float64Array {
	const size = vector.length;
	for (let j = 0; j < size; j++) {
		const row = j * size;
		const before = matrix[row + j]!;
		let pivot = before;
		for (let k = 0; k < j; k++) pivot -= matrix[row + k]! ** 2;
		const root = pivot > before * 1e-14 && pivot > 0 ? Math.sqrt(pivot) : 0;
		matrix[row + j] = root;
		for (let i = j + 1; i < size; i++) {
			let sum = matrix[i * size + j]!;
			for (let k = 0; k < j; k++) sum -= matrix[i * size + k]! * matrix[row + k]!;
			matrix[i * size + j] = root === 0 ? 0 : sum / root;
		}
	}
	for (let i = 0; i < size; i++) {
		let sum = vector[i]!;
		for (let k = 0; k < i; k++) sum -= matrix[i * size + k]! * vector[k]!;
		const root = matrix[i * size + i]!;
		vector[i] = root === 0 ? 0 : sum / root;
	}
	for (let i = size - 1; i >= 0; i--) {
		let sum = vector[i]!;
		for (let k = i + 1; k < size; k++) sum -= matrix[k * size + i]! * vector[k]!;
		const root = matrix[i * size + i]!;
		vector[i] = root === 0 ? 0 : sum / root;
	}
	return vector;
}
