import { createRandom } from "../../../src/base/random.ts";
import { type FeatureRows, foldRows } from "../../../src/tune/patterns/fold-rows.ts";

/** Rows whose outcome depends on the first features, by turns up and down. */
export function problem({ rows = 300, features = 6, values = 2, telling = 3, seed = 1 } = {}): FeatureRows {
	const random = createRandom(`points ${seed}`);
	const columns = Array.from({ length: features }, () =>
		Int32Array.from({ length: rows }, () => random.integer(values)),
	);
	const outcomes = Uint8Array.from({ length: rows }, (_, row) => {
		let z = -0.5;
		for (let j = 0; j < telling; j++) z += ((j % 2 === 0 ? 1 : -1) * (j + 1) * columns[j]![row]!) / 2;
		return random.chance(1 / (1 + Math.exp(-z))) ? 1 : 0;
	});
	return { names: columns.map((_, j) => `f${j}`), columns, outcomes };
}

export const foldedProblem = (options: Parameters<typeof problem>[0] = {}) => foldRows(problem(options));

/** Smallest log loss over slope >= 0 and intercept, slowly: golden sections of the slope, bisection of the intercept. */
export function slowLoss(scores: readonly number[], chances: readonly number[], weights: readonly number[]): number {
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const target = chances.reduce((sum, chance, i) => sum + chance * weights[i]!, 0);
	const lossAt = (slope: number) => {
		let low = -200;
		let high = 200;
		for (let turn = 0; turn < 80; turn++) {
			const middle = (low + high) / 2;
			const sum = scores.reduce((all, score, i) => all + weights[i]! / (1 + Math.exp(-(slope * score + middle))), 0);
			if (sum < target) low = middle;
			else high = middle;
		}
		return scores.reduce((loss, score, i) => {
			const z = slope * score + low;
			return loss + weights[i]! * (Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z))) - chances[i]! * z);
		}, 0);
	};
	if (total === 0) return 0;
	let low = 0;
	let high = 20;
	const ratio = (Math.sqrt(5) - 1) / 2;
	for (let turn = 0; turn < 60; turn++) {
		const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
		if (lossAt(left) <= lossAt(right)) high = right;
		else low = left;
	}
	return lossAt((low + high) / 2);
}
