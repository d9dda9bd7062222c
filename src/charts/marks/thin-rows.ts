/**
 * At most `most` rows of a long table, evenly spaced, for drawing. First and last row stay, and so do those that
 * `keep` asks for.
 *
 * @example thinRows([1, 2, 3, 4, 5], { most: 3, keep: (row) => row === 4 }) // [1, 3, 4, 5]
 */
export function thinRows<T>(
	rows: readonly T[],
	{ most, keep = () => false }: { readonly most: number; readonly keep?: (row: T) => boolean },
): T[] {
	if (rows.length <= most) return [...rows];
	const step = (rows.length - 1) / (most - 1);
	const chosen = new Set(Array.from({ length: most }, (_, i) => Math.round(i * step)));
	return rows.filter((row, i) => chosen.has(i) || keep(row));
}
