import type { SearchSpace } from "./search-space.ts";

/**
 * Real weights of all features of a (projected) space with the smallest log loss, by Newton's method from `start`; the last
 * is the intercept. Where features repeat each other, the weights near `start` are as good as any.
 */
export function fitWeights(space: SearchSpace, start: Float64Array): Float64Array {
	const features = space.table.features.length;
	const size = features + 1;
	const { leads } = space.table;
	const rows = rowsOf(space, size);
	const weights = start.slice();
	let before = Number.POSITIVE_INFINITY;
	let step: Float64Array = new Float64Array(size);
	for (let turn = 0; turn < 25; turn++) {
		const gradient = new Float64Array(size);
		const curvature = new Float64Array(size * size);
		let loss = 0;
		for (let j = 0; j < size; j++) {
			const sum = j < features ? space.featureSums[j]! : space.positives;
			gradient[j] = -sum;
			loss -= weights[j]! * sum;
		}
		for (let i = 0; i < leads.length; i++) {
			const at = i * size;
			let z = 0;
			for (let j = 0; j < size; j++) z += weights[j]! * rows[at + j]!;
			const e = Math.exp(z < 0 ? z : -z);
			const inverse = 1 / (1 + e);
			loss += leads[i]! * ((z > 0 ? z : 0) + Math.log1p(e));
			const np = leads[i]! * (z < 0 ? e * inverse : inverse);
			const q = leads[i]! * e * inverse * inverse;
			for (let j = 0; j < size; j++) {
				const x = rows[at + j]!;
				if (x === 0) continue;
				gradient[j] = gradient[j]! + np * x;
				for (let k = 0; k <= j; k++) curvature[j * size + k] = curvature[j * size + k]! + q * x * rows[at + k]!;
			}
		}
		if (loss > before + 1e-9) {
			for (let j = 0; j < size; j++) {
				step[j] = step[j]! / 2;
				weights[j] = weights[j]! - step[j]!;
			}
			continue;
		}
		before = loss;
		step = solve(curvature, gradient, size);
		let promise = 0;
		for (let j = 0; j < size; j++) {
			promise -= step[j]! * gradient[j]!;
			weights[j] = weights[j]! + step[j]!;
		}
		if (promise < 1e-4) break;
	}
	return weights;
}

/** Values of every pattern, a row a pattern, with 1 for the intercept. */
function rowsOf(space: SearchSpace, size: number): Float64Array {
	const rows = new Float64Array(space.table.leads.length * size);
	space.table.features.forEach(({ values, starts, patterns }, j) => {
		for (let v = 0; v < values.length; v++)
			for (let i = starts[v]!; i < starts[v + 1]!; i++) rows[patterns[i]! * size + j] = values[v]!;
	});
	for (let at = size - 1; at < rows.length; at += size) rows[at] = 1;
	return rows;
}

/** Newton's step: minus the inverse of the curvature (lower triangle) times the gradient, by Cholesky with a small ridge. */
function solve(curvature: Float64Array, gradient: Float64Array, size: number): Float64Array {
	const lower = curvature;
	for (let j = 0; j < size; j++) {
		for (let i = j; i < size; i++) {
			let sum = lower[i * size + j]! + (i === j ? 1e-6 * (1 + lower[i * size + j]!) : 0);
			for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
			lower[i * size + j] = i === j ? Math.sqrt(Math.max(sum, 1e-9)) : sum / lower[j * size + j]!;
		}
	}
	const step = new Float64Array(size);
	for (let i = 0; i < size; i++) {
		let sum = -gradient[i]!;
		for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * step[k]!;
		step[i] = sum / lower[i * size + i]!;
	}
	for (let i = size - 1; i >= 0; i--) {
		let sum = step[i]!;
		for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * step[k]!;
		step[i] = sum / lower[i * size + i]!;
	}
	return step;
}
