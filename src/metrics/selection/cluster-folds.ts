/**
 * Splits rows into folds of about equal size so that all rows of a cluster share a fold. Clusters go, from the largest
 * to the smallest, to the fold that has the fewest rows so far; clusters of a size in the order of a hash of their
 * names. The order of rows does not matter and nothing is drawn.
 *
 * @param clusters which account each row belongs to
 * @returns the fold of each row, 0 to folds - 1
 * @throws RangeError when `folds` is not a whole number from 2
 * @example clusterFolds(["a", "a", "b"], { folds: 2 }) // Uint8Array [0, 0, 1]
 */
export function clusterFolds(
	clusters: ArrayLike<string | number>,
	{ folds = 5 }: { readonly folds?: number } = {},
): Uint8Array {
	if (!(Number.isInteger(folds) && folds >= 2 && folds <= 255)) {
		throw new RangeError(`clusterFolds: folds must be a whole number from 2 to 255, got ${folds}.`);
	}
	const sizes = new Map<string | number, number>();
	for (let i = 0; i < clusters.length; i++) sizes.set(clusters[i]!, (sizes.get(clusters[i]!) ?? 0) + 1);
	const order = Array.from(sizes, ([name, size]) => ({ name, size, hash: hashOf(String(name)) }));
	order.sort((a, b) => b.size - a.size || a.hash - b.hash || (String(a.name) < String(b.name) ? -1 : 1));
	const filled = new Float64Array(folds);
	const foldOf = new Map<string | number, number>();
	for (const { name, size } of order) {
		let least = 0;
		for (let fold = 1; fold < folds; fold++) if (filled[fold]! < filled[least]!) least = fold;
		filled[least]! += size;
		foldOf.set(name, least);
	}
	return Uint8Array.from({ length: clusters.length }, (_, i) => foldOf.get(clusters[i]!)!);
}

/** FNV-1a with a last mix, 32 bits. */
function hashOf(text: string): number {
	let hash = 2166136261;
	for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
	hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
	return (hash ^ (hash >>> 13)) >>> 0;
}
