import { logistic } from "../distributions/logistic.ts";
import { choleskySolve } from "./cholesky-solve.ts";
import type { FeatureRows } from "./feature-rows.ts";

/** A fitted logistic curve over features. */
export interface LogisticFit {
	readonly intercept: number;
	/** Log odds a unit of each feature. */
	readonly coefficients: Float64Array;
	/** Newton steps taken. */
	readonly steps: number;
	/** Probability of row `row` of a table with the same columns. */
	readonly probability: (features: FeatureRows, row: number) => number;
	/** Log odds of that row. */
	readonly logOdds: (features: FeatureRows, row: number) => number;
}

/** How to fit. */
export interface LogisticFitOptions {
	/** Weight of the penalty; 1 by default. 0 is maximum likelihood. */
	readonly ridge?: number;
	/** Rows to fit on; all by default. */
	readonly rows?: ArrayLike<number>;
	/** How often each row counts; once by default. Indexed as the table is. */
	readonly weights?: ArrayLike<number>;
	/** Largest slope left, a row and in deviations of the feature; 1e-10 by default. */
	readonly tolerance?: number;
	/** A fit of the same features to start from; the result is the same within the tolerance. */
	readonly start?: LogisticFit | undefined;
}

/**
 * Penalised logistic regression: the intercept a and coefficients b with the least
 * sum_i w_i log(1 + exp(-(2 y_i - 1)(a + b x_i))) + ridge / 2 sum_j (b_j s_j)^2, where s_j is the standard deviation of
 * feature j over the rows fitted on. That is ridge regression on standardised features; the intercept is free. Newton
 * steps, halved while they do not help, to a gradient of 1e-10 a row: no randomness, same input, same bits.
 *
 * With one outcome only, the probability is (count + 1/2) / (rows + 1) everywhere: a fit would run away. A feature that
 * is the same in all rows has coefficient 0. No rows: one half.
 *
 * Source: Le Cessie and van Houwelingen 1992; the same optimum as scikit-learn `LogisticRegression(C=1/ridge)` behind
 * a `StandardScaler`.
 *
 * @param outcomes 1 or 0 a row
 * @throws RangeError when `ridge` is below 0 or the lengths differ
 * @example fitLogistic(featureRows([[0], [0], [1], [1]]), [0, 1, 1, 1], { ridge: 1 }).coefficients[0] // 1.16675
 */
export function fitLogistic(
	features: FeatureRows,
	outcomes: ArrayLike<number>,
	{ ridge = 1, rows, weights, tolerance = 1e-10, start }: LogisticFitOptions = {},
): LogisticFit {
	const total = features.offsets.length - 1;
	if (!(ridge >= 0)) throw new RangeError(`fitLogistic: ridge must be at least 0, got ${ridge}.`);
	if (outcomes.length !== total) {
		throw new RangeError(`fitLogistic: there must be an outcome a row (${total}), got ${outcomes.length}.`);
	}
	const data: Data = {
		features,
		outcomes,
		rows: rows ?? Int32Array.from({ length: total }, (_, i) => i),
		weights,
	};
	const { count, positives, deviations } = describe(data);
	const width = features.names.length;
	const fitted = (intercept: number, coefficients: Float64Array, steps: number): LogisticFit => ({
		intercept,
		coefficients,
		steps,
		probability: (table, row) => logistic(linear(table, row, intercept, coefficients)),
		logOdds: (table, row) => linear(table, row, intercept, coefficients),
	});
	if (positives <= 0 || positives >= count) {
		return fitted(Math.log((positives + 0.5) / (count - positives + 0.5)), new Float64Array(width), 0);
	}
	// Only columns that vary have a coefficient; the intercept comes first.
	const varying = Int32Array.from([...deviations.keys()].filter((column) => deviations[column]! > 0));
	const place = new Int32Array(width).fill(-1);
	varying.forEach((column, i) => {
		place[column] = i + 1;
	});
	const penalties = Float64Array.from([0, ...Array.from(varying, (column) => ridge * deviations[column]! ** 2)]);
	let beta = new Float64Array(varying.length + 1);
	beta[0] = start?.intercept ?? Math.log(positives / (count - positives));
	if (start !== undefined) {
		varying.forEach((column, i) => {
			beta[i + 1] = start.coefficients[column]!;
		});
	}
	let now = derivatives(data, { beta, place, penalties });
	let steps = 0;
	for (; steps < 100; steps++) {
		// In units of each feature's own deviation, so that the scale of a feature does not matter.
		const steepest = now.gradient.reduce(
			(most, slope, i) => Math.max(most, Math.abs(slope) / (i === 0 ? 1 : deviations[varying[i - 1]!]!)),
			0,
		);
		if (steepest <= tolerance * count) break;
		const move = choleskySolve(now.curvature, Float64Array.from(now.gradient));
		let share = 1;
		let next = beta.map((value, i) => value - share * move[i]!);
		let after = derivatives(data, { beta: next, place, penalties });
		while (!(after.loss <= now.loss + 1e-12 * Math.abs(now.loss)) && share > 1e-6) {
			share /= 2;
			next = beta.map((value, i) => value - share * move[i]!);
			after = derivatives(data, { beta: next, place, penalties });
		}
		if (!(after.loss <= now.loss + 1e-12 * Math.abs(now.loss))) break;
		beta = next;
		now = after;
	}
	const coefficients = new Float64Array(width);
	varying.forEach((column, i) => {
		coefficients[column] = beta[i + 1]!;
	});
	return fitted(beta[0]!, coefficients, steps);
}

interface Data {
	readonly features: FeatureRows;
	readonly outcomes: ArrayLike<number>;
	readonly rows: ArrayLike<number>;
	readonly weights: ArrayLike<number> | undefined;
}

/** Weighted counts, and the standard deviation of each feature. */
function describe({ features, outcomes, rows, weights }: Data) {
	const { offsets, columns, values, names } = features;
	const sums = new Float64Array(names.length);
	const squares = new Float64Array(names.length);
	let count = 0;
	let positives = 0;
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		const weight = weights === undefined ? 1 : weights[row]!;
		count += weight;
		positives += weight * outcomes[row]!;
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) sums[columns[k]!]! += weight * values[k]!;
	}
	// Around the mean, with the rows that hold nothing added at the end: large values keep their digits.
	const seen = new Float64Array(names.length);
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		const weight = weights === undefined ? 1 : weights[row]!;
		for (let k = offsets[row]!; k < offsets[row + 1]!; k++) {
			const column = columns[k]!;
			seen[column]! += weight;
			squares[column]! += weight * (values[k]! - sums[column]! / count) ** 2;
		}
	}
	const deviations = squares.map((square, column) => {
		const mean = sums[column]! / count;
		const variance = (square + (count - seen[column]!) * mean * mean) / count;
		return variance > 1e-20 * Math.max(1, mean * mean) ? Math.sqrt(variance) : 0;
	});
	return { count, positives, deviations };
}

/** Penalised loss with its first and second derivatives. */
function derivatives(
	{ features, outcomes, rows, weights }: Data,
	{
		beta,
		place,
		penalties,
	}: { readonly beta: Float64Array; readonly place: Int32Array; readonly penalties: Float64Array },
) {
	const { offsets, columns, values } = features;
	const size = beta.length;
	const gradient = new Float64Array(size);
	const curvature = new Float64Array(size * size);
	const at = new Int32Array(features.names.length + 1);
	const held = new Float64Array(features.names.length + 1);
	held[0] = 1;
	let loss = 0;
	// Logarithms are slow: one of a product of many (each at most 2) instead of many.
	let product = 1;
	for (let i = 0; i < rows.length; i++) {
		const row = rows[i]!;
		let length = 1;
		let odds = beta[0]!;
		for (let k = offsets[row]!, end = offsets[row + 1]!; k < end; k++) {
			const where = place[columns[k]!]!;
			if (where < 0) continue;
			const value = values[k]!;
			at[length] = where;
			held[length++] = value;
			odds += beta[where]! * value;
		}
		const weight = weights === undefined ? 1 : weights[row]!;
		// log(1 + e^odds) and the probability from one exponential that cannot overflow.
		const tail = Math.exp(-Math.abs(odds));
		const p = odds > 0 ? 1 / (1 + tail) : tail / (1 + tail);
		const y = outcomes[row]!;
		loss += weight * ((odds > 0 ? odds : 0) - y * odds);
		if (weight === 1) product *= 1 + tail;
		else loss += weight * Math.log(1 + tail);
		if (product > 1e100) {
			loss += Math.log(product);
			product = 1;
		}
		const off = weight * (p - y);
		const bend = weight * p * (1 - p);
		for (let a = 0; a < length; a++) {
			const own = at[a]!;
			const line = own * size;
			const value = held[a]!;
			gradient[own]! += off * value;
			const scaled = bend * value;
			for (let b = 0; b < length; b++) {
				const other = at[b]!;
				if (other <= own) curvature[line + other]! += scaled * held[b]!;
			}
		}
	}
	loss += Math.log(product);
	for (let j = 0; j < size; j++) {
		loss += (penalties[j]! * beta[j]! ** 2) / 2;
		gradient[j]! += penalties[j]! * beta[j]!;
		curvature[j * size + j]! += penalties[j]!;
	}
	return { loss, gradient, curvature };
}

function linear({ offsets, columns, values }: FeatureRows, row: number, intercept: number, coefficients: Float64Array) {
	let odds = intercept;
	for (let k = offsets[row]!; k < offsets[row + 1]!; k++) odds += coefficients[columns[k]!]! * values[k]!;
	return odds;
}
