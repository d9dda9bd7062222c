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

/**
 * A number with its sign, so that a difference is seen to be one; what rounds to 0 has none.
 *
 * @example signedText(0.042, 3) // "+0.042"
 */
export function signedText(value: number, decimals: number): string {
	const size = Math.abs(value).toFixed(decimals);
	return Number(size) === 0 ? size : `${value < 0 ? "-" : "+"}${size}`;
}

/**
 * The difference of two rates in percentage points, with its interval where there is one; `"n/a"` when undefined.
 *
 * @example rateDifference(0.084) // "+8.4 pp"
 * @example rateDifference(0.084, [0.053, 0.12]) // "+8.4 pp (+5.3 to +12.0)"
 */
export function rateDifference(difference: number | undefined, interval?: readonly [number, number]): string {
	if (difference === undefined) return "n/a";
	const pp = (value: number) => signedText(value * 100, 1);
	return `${pp(difference)} pp${interval === undefined ? "" : ` (${pp(interval[0])} to ${pp(interval[1])})`}`;
}

/**
 * A count with its noun.
 *
 * @param many the plural; left out: `one` with an s
 * @example countOf(1, "lead") // "1 lead"
 * @example countOf(1200, "lead") // "1,200 leads"
 */
export function countOf(count: number, one: string, many = `${one}s`): string {
	return `${formatCount(count)} ${count === 1 ? one : many}`;
}
