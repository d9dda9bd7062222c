/**
 * Ranks from 1, equal numbers sharing the mean of theirs.
 *
 * @example ranksOf([10, 20, 10]) // [1.5, 3, 1.5]
 */
export function ranksOf(numbers: readonly number[]): Float64Array {
	const order = Int32Array.from(numbers.keys()).sort((a, b) => numbers[a]! - numbers[b]!);
	const ranks = new Float64Array(numbers.length);
	for (let from = 0; from < order.length; ) {
		let to = from;
		while (to < order.length && numbers[order[to]!] === numbers[order[from]!]) to++;
		for (let i = from; i < to; i++) ranks[order[i]!] = (from + to + 1) / 2;
		from = to;
	}
	return ranks;
}

/**
 * Pearson's correlation; of ranks it is Spearman's. `undefined` when one side does not vary.
 *
 * @example pearson([1, 2, 3], [1, 2, 4]) // 0.9819805060619657
 */
export function pearson(a: ArrayLike<number>, b: ArrayLike<number>): number | undefined {
	let meanA = 0;
	let meanB = 0;
	for (let i = 0; i < a.length; i++) {
		meanA += a[i]!;
		meanB += b[i]!;
	}
	meanA /= a.length;
	meanB /= a.length;
	let ab = 0;
	let aa = 0;
	let bb = 0;
	for (let i = 0; i < a.length; i++) {
		ab += (a[i]! - meanA) * (b[i]! - meanB);
		aa += (a[i]! - meanA) ** 2;
		bb += (b[i]! - meanB) ** 2;
	}
	return aa > 0 && bb > 0 ? ab / Math.sqrt(aa * bb) : undefined;
}
