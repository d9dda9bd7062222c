import { choleskySolve } from "../../metrics/selection/cholesky-solve.ts";
import type { SearchSpace } from "./search-space.ts";

/**
 * Weights that are any real number, with the smallest log loss of the leads of a space (a table of features, often of some
 * rules alone), to within 1e-4 nats in all; the last one is the intercept. Newton's method from `start`. Where some
 * features add up to others, many weights have the same loss; those that come out are near `start`.
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
		step = newtonStep(curvature, gradient);
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

/** Newton's step: minus the inverse of the curvature (lower triangle), with a small ridge, times the gradient. */
function newtonStep(curvature: Float64Array, gradient: Float64Array): Float64Array {
	const size = gradient.length;
	for (let at = 0; at < curvature.length; at += size + 1) curvature[at]! += 1e-6 * (1 + curvature[at]!);
	return choleskySolve(
		curvature,
		gradient.map((slope) => -slope),
	);
}
