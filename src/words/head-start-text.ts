/**
 * By how many days one model flags earlier.
 *
 * @example headStartText(-2) // "2.0 days later"
 * @example headStartText(0) // "at the same moment"
 */
export function headStartText(daysEarlier: number): string {
	const size = Math.abs(daysEarlier).toFixed(1);
	return Number(size) === 0 ? "at the same moment" : `${size} days ${daysEarlier < 0 ? "later" : "earlier"}`;
}
