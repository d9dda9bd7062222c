/** Chance of the outcome at a score: 1 / (1 + exp(-(slope * score + intercept))). */
export interface Scale {
	readonly slope: number;
	readonly intercept: number;
	/** Log loss in nats, summed over leads, at that slope and intercept. */
	readonly loss: number;
}

const ITERATIONS = 60;
/** Half of what a step would still win, in nats: far below what tells two cards apart. */
const TOLERANCE = 1e-10;

/**
 * The slope (never below 0) and intercept with the smallest log loss, by Newton's method with halved steps.
 *
 * `counts[i]` leads have the score `low + i - from`, for i in [from, to]. Outcomes enter by two sums alone: `scoreSum`, the
 * sum of scores of leads with the outcome, and `positives`, how many they are. A score that goes the wrong way has slope 0.
 */
export function fitScale(
	counts: Float64Array,
	from: number,
	to: number,
	low: number,
	scoreSum: number,
	positives: number,
	start: { readonly slope: number; readonly intercept: number },
): Scale {
	let total = 0;
	let sum = 0;
	for (let i = from; i <= to; i++) {
		const n = counts[i]!;
		total += n;
		sum += n * (low + i - from);
	}
	if (positives <= 0 || positives >= total) return { slope: 0, intercept: positives <= 0 ? -30 : 30, loss: 0 };
	const flat = Math.log(positives / (total - positives));
	if (scoreSum * total - sum * positives <= 1e-9 * total)
		return { slope: 0, intercept: flat, loss: flatLoss(positives, total) };
	let slope = Math.max(start.slope, 0);
	let intercept = start.intercept;
	let before = Number.POSITIVE_INFINITY;
	let stepSlope = 0;
	let stepIntercept = 0;
	let halvings = 0;
	for (let turn = 0; turn < ITERATIONS; turn++) {
		let loss = -slope * scoreSum - intercept * positives;
		let gradSlope = -scoreSum;
		let gradIntercept = -positives;
		let h0 = 0;
		let h1 = 0;
		let h2 = 0;
		for (let i = from; i <= to; i++) {
			const n = counts[i]!;
			if (n === 0) continue;
			const score = low + i - from;
			const z = slope * score + intercept;
			const e = Math.exp(z < 0 ? z : -z);
			const inverse = 1 / (1 + e);
			const p = z < 0 ? e * inverse : inverse;
			loss += n * ((z > 0 ? z : 0) + Math.log1p(e));
			const np = n * p;
			gradIntercept += np;
			gradSlope += np * score;
			const q = n * e * inverse * inverse;
			h0 += q;
			h1 += q * score;
			h2 += q * score * score;
		}
		if (loss > before + 1e-9 && halvings < 30) {
			halvings += 1;
			stepSlope /= 2;
			stepIntercept /= 2;
			slope -= stepSlope;
			intercept -= stepIntercept;
			continue;
		}
		halvings = 0;
		before = loss;
		const ridge = 1e-12 * (h0 + h2) + 1e-300;
		const determinant = (h0 + ridge) * (h2 + ridge) - h1 * h1;
		stepSlope = -((h0 + ridge) * gradSlope - h1 * gradIntercept) / determinant;
		stepIntercept = -((h2 + ridge) * gradIntercept - h1 * gradSlope) / determinant;
		if (-(stepSlope * gradSlope + stepIntercept * gradIntercept) < 2 * TOLERANCE) break;
		slope += stepSlope;
		intercept += stepIntercept;
	}
	return { slope, intercept, loss: before };
}

/** Log loss, summed, of one chance for all. */
export function flatLoss(positives: number, total: number): number {
	const part = (count: number) => (count <= 0 ? 0 : -count * Math.log(count / total));
	return part(positives) + part(total - positives);
}
