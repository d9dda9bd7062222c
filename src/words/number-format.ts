/**
 * Numbers as the reports print them, always in the same locale-free form: thousands with a comma, a point for
 * decimals, a true minus sign never (an ASCII hyphen, so that numbers can be copied into a sheet).
 *
 * @example formatCount(12345) // "12,345"
 */
export function formatCount(count: number): string {
	return Math.round(count)
		.toString()
		.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/**
 * A share in [0, 1] as a percentage with one decimal; `"n/a"` when undefined.
 *
 * @example formatRate(0.1234) // "12.3 %"
 */
export function formatRate(rate: number | undefined, decimals = 1): string {
	return rate === undefined ? "n/a" : `${(rate * 100).toFixed(decimals)} %`;
}

/**
 * A number of points without needless zeros, at most 4 decimals.
 *
 * @example formatPoints(7.5) // "7.5"
 */
export function formatPoints(points: number): string {
	return String(Math.round(points * 10_000) / 10_000 || 0);
}
