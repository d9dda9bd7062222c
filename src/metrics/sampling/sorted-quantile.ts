import { quantileSorted } from "simple-statistics";

/**
 * Quantile of ascending numbers by straight lines between them: the value at place (n - 1) q. As numpy `percentile` and
 * R type 7. `undefined` for no numbers.
 *
 * The one door to simple-statistics' `quantileSorted`, which throws where there are no numbers, takes NaN for a share, and is
 * typed for lists alone.
 *
 * @throws RangeError when `share` is not in [0, 1]
 * @example sortedQuantile([1, 2, 3, 4], 0.5) // 2.5
 */
export function sortedQuantile(ascending: ArrayLike<number>, share: number): number | undefined {
	if (!(share >= 0 && share <= 1)) throw new RangeError(`sortedQuantile: share must be in [0, 1], got ${share}.`);
	// It reads no more than length and places, which typed arrays have too.
	return ascending.length === 0 ? undefined : quantileSorted(ascending as readonly number[], share);
}
