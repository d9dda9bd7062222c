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
 * Any number as a table shows it: whole numbers with thousands, others with at most 4 decimals; what is not finite is empty.
 *
 * @example formatNumber(1234.56789) // "1,234.5679"
 */
export function formatNumber(value: number): string {
	if (!Number.isFinite(value)) return "";
	const [whole = "", decimals] = String(Math.round(value * 10_000) / 10_000 || 0).split(".");
	if (whole.includes("e")) return whole;
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
	return decimals === undefined ? grouped : `${grouped}.${decimals}`;
}

/**
 * A number of points without needless zeros, at most 4 decimals.
 *
 * @example formatPoints(7.5) // "7.5"
 */
export function formatPoints(points: number): string {
	return String(Math.round(points * 10_000) / 10_000 || 0);
}
