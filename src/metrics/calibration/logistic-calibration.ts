import { logistic } from "../distributions/logistic.ts";
import { type ScoreTable, tableTotals } from "../tables/score-table.ts";
import type { Calibrator } from "./calibrator.ts";

/** A logistic curve from score to probability: 1 / (1 + exp(-(slope * score + intercept))). */
export interface LogisticCalibration {
	/** Log odds a point of score. */
	readonly slope: number;
	readonly intercept: number;
	/** Log odds a standard deviation of the score. */
	readonly standardSlope: number;
	/** Whether the cap held the slope back. */
	readonly capped: boolean;
	readonly calibrator: Calibrator;
}

/**
 * Logistic (Platt) calibration by maximum likelihood, its slope held to at most `maxSlope` log odds a standard deviation
 * of the score, up or down. Without a cap few leads, or separated ones, give a slope without end and probabilities of 0
 * and 1 that the next leads refute.
 *
 * For each slope the best intercept, and over the slope, the likelihood has one top: both are found by Newton steps in a
 * bracket. If the top lies beyond the cap, the best slope is the cap. When all scores are equal the slope is 0.
 *
 * `undefined` when there is no positive or no negative. Source: Platt 1999 without his prior; as statsmodels `Logit`.
 *
 * @throws RangeError when `maxSlope` is not above 0
 * @example logisticCalibration(scoreTable([1, 1, 1, 1], [0, 0, 0, 1]))?.calibrator(1) // 0.25
 */
export function logisticCalibration(
	table: ScoreTable,
	{ maxSlope = 6 }: { readonly maxSlope?: number } = {},
): LogisticCalibration | undefined {
	if (!(maxSlope > 0)) throw new RangeError(`logisticCalibration: maxSlope must be above 0, got ${maxSlope}.`);
	const { positives, negatives } = tableTotals(table);
	if (positives === 0 || negatives === 0) return undefined;
	const total = positives + negatives;
	const weights = table.positives.map((count, i) => count + table.negatives[i]!);
	const mean = weights.reduce((sum, weight, i) => sum + weight * table.scores[i]!, 0) / total;
	const variance = weights.reduce((sum, weight, i) => sum + weight * (table.scores[i]! - mean) ** 2, 0) / total;
	const spread = variance > 0 ? Math.sqrt(variance) : 1;
	const z = table.scores.map((score) => (score - mean) / spread);
	const fit: Fit = { z, weights, positives: table.positives, base: Math.log(positives / negatives) };

	const standardSlope = variance > 0 ? bestSlope(fit, maxSlope) : 0;
	const { intercept: atMean } = bestIntercept(fit, standardSlope);
	const slope = standardSlope / spread;
	return {
		slope,
		intercept: atMean - slope * mean,
		standardSlope,
		capped: Math.abs(standardSlope) === maxSlope,
		// Around the mean, so that large scores with little spread keep their digits.
		calibrator: (score) => logistic((standardSlope * (score - mean)) / spread + atMean),
	};
}

interface Fit {
	readonly z: Float64Array;
	readonly weights: Float64Array;
	readonly positives: Float64Array;
	/** Log odds of a positive, without any score. */
	readonly base: number;
}

function bestSlope(fit: Fit, most: number): number {
	if (bestIntercept(fit, most).gradient <= 0) return most;
	if (bestIntercept(fit, -most).gradient >= 0) return -most;
	let low = -most;
	let high = most;
	let slope = 0;
	for (let step = 0; step < 200; step++) {
		const { gradient, curvature } = bestIntercept(fit, slope);
		if (gradient > 0) high = slope;
		else low = slope;
		const newton = slope - gradient / curvature;
		const next = newton > low && newton < high ? newton : (low + high) / 2;
		if (Math.abs(next - slope) <= 1e-14 * Math.max(1, Math.abs(slope))) return next;
		slope = next;
	}
	return slope;
}

/** The best intercept for a slope, with the first and second derivative of the loss along the slope there. */
function bestIntercept(fit: Fit, slope: number): { intercept: number; gradient: number; curvature: number } {
	const reach = Math.abs(slope) * fit.z.reduce((most, z) => Math.max(most, Math.abs(z)), 0) + 1;
	let low = fit.base - reach;
	let high = fit.base + reach;
	let intercept = fit.base;
	for (let step = 0; ; step++) {
		let error = 0;
		let gradient = 0;
		let bb = 0;
		let ab = 0;
		let aa = 0;
		for (let i = 0; i < fit.z.length; i++) {
			const z = fit.z[i]!;
			const p = logistic(slope * z + intercept);
			const off = fit.weights[i]! * p - fit.positives[i]!;
			const weight = fit.weights[i]! * p * (1 - p);
			error += off;
			gradient += off * z;
			bb += weight;
			ab += weight * z;
			aa += weight * z * z;
		}
		if (error > 0) high = intercept;
		else low = intercept;
		const newton = intercept - error / bb;
		const next = newton > low && newton < high ? newton : (low + high) / 2;
		if (Math.abs(next - intercept) <= 1e-15 * Math.max(1, Math.abs(intercept)) || step === 200) {
			return { intercept, gradient, curvature: aa - (ab * ab) / bb };
		}
		intercept = next;
	}
}
