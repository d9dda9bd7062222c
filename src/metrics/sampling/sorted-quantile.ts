/**
 * Quantile of ascending numbers by straight lines between them: the value at place (n - 1) q. As numpy `percentile` and
 * R type 7. `undefined` for no numbers.
 *
 * @throws RangeError when `share` is not in [0, 1]
 * @example sortedQuantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function sortedQuantile(ascending: ArrayLike<number>, share: number): number | undefined {
	if (!(share >= 0 && share <= 1)) throw new RangeError(`sortedQuantile: share must be in [0, 1], got ${share}.`);
	if (ascending.length === 0) return undefined;
	const place = (ascending.length - 1) * share;
	const low = Math.floor(place);
	const value = ascending[low]!;
	if (low === place) return value;
	return value + (place - low) * (ascending[low + 1]! - value);
}
