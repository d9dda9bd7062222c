/** Weights of the worked rows, held to a largest weight, and what that may have moved. */
export interface SelectionWeights {
	/** 1 / max(propensity, floor) where worked, 0 elsewhere. */
	readonly weights: Float64Array;
	/** Rows, worked or not, whose propensity is below the floor. */
	readonly truncatedRows: number;
	/**
	 * The most that holding weights back can have moved a rate: mean of max(0, 1 - propensity / floor), since an outcome
	 * is 0 or 1.
	 */
	readonly truncationBias: number;
}

/**
 * Weights by the chance of being worked. Every weight stands for 1 / propensity leads like it; those below the floor are
 * held to 1 / floor, which trades a bias (bounded here) for a variance that would have no bound.
 *
 * @param worked 1 where the outcome was seen, 0 elsewhere
 * @param propensities chance of being worked, in [0, 1]
 * @param options.floor smallest propensity used; 0.01 by default
 * @throws RangeError when a propensity is outside [0, 1] or `floor` not in (0, 1]
 * @example selectionWeights([1, 0], [0.25, 0.005]).truncationBias // 0.25
 */
export function selectionWeights(
	worked: ArrayLike<number>,
	propensities: ArrayLike<number>,
	{ floor = 0.01 }: { readonly floor?: number } = {},
): SelectionWeights {
	if (!(floor > 0 && floor <= 1)) throw new RangeError(`selectionWeights: floor must be in (0, 1], got ${floor}.`);
	const weights = new Float64Array(worked.length);
	let truncatedRows = 0;
	let missing = 0;
	for (let i = 0; i < worked.length; i++) {
		const chance = propensities[i]!;
		if (!(chance >= 0 && chance <= 1)) {
			throw new RangeError(`selectionWeights: propensities must be in [0, 1], got ${chance} in row ${i}.`);
		}
		if (chance < floor) {
			truncatedRows++;
			missing += 1 - chance / floor;
		}
		if (worked[i] === 1) weights[i] = 1 / Math.max(chance, floor);
	}
	return { weights, truncatedRows, truncationBias: worked.length === 0 ? 0 : missing / worked.length };
}

/**
 * How many equally weighted rows the weights are worth: (sum w)² / sum w². 0 when there are none. With clusters, how many
 * clusters: the same of their sums.
 *
 * @param clusters which account each row belongs to; left out: each its own
 * @example effectiveSampleSize([1, 1, 1, 3]) // 3
 */
export function effectiveSampleSize(weights: ArrayLike<number>, clusters?: ArrayLike<string | number>): number {
	const sums = clusters === undefined ? weights : sumsOf(weights, clusters);
	let sum = 0;
	let squares = 0;
	for (let i = 0; i < sums.length; i++) {
		sum += sums[i]!;
		squares += sums[i]! ** 2;
	}
	return squares === 0 ? 0 : (sum * sum) / squares;
}

function sumsOf(weights: ArrayLike<number>, clusters: ArrayLike<string | number>): Float64Array {
	const sums = new Map<string | number, number>();
	for (let i = 0; i < weights.length; i++) sums.set(clusters[i]!, (sums.get(clusters[i]!) ?? 0) + weights[i]!);
	return Float64Array.from(sums.values());
}

/**
 * Share of all weight that the heaviest 1 % of the rows with weight carry (at least one row). `undefined` when there is
 * no weight.
 *
 * @example topWeightShare([1, 1, 2]) // 0.5
 */
export function topWeightShare(
	weights: ArrayLike<number>,
	{ share = 0.01 }: { readonly share?: number } = {},
): number | undefined {
	const held = Float64Array.from(weights)
		.filter((weight) => weight > 0)
		.sort();
	if (held.length === 0) return undefined;
	const total = held.reduce((sum, weight) => sum + weight, 0);
	return held.slice(-Math.max(1, Math.round(share * held.length))).reduce((sum, weight) => sum + weight, 0) / total;
}
