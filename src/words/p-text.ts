/**
 * A p-value as it is printed.
 *
 * @example pText(0.00001) // "below 0.001"
 */
export function pText(p: number): string {
	return p < 0.001 ? "below 0.001" : p.toFixed(3);
}
