/**
 * The name among `names` that a misspelt one was most likely meant to be: without case, spaces and punctuation the
 * same, or at most a third of its letters away (Levenshtein, two letters swapped count as one).
 *
 * @returns `undefined` when none is near
 * @example nearest("leadid", ["lead_id", "at"]) // "lead_id"
 */
export function nearest(name: string, names: readonly string[]): string | undefined {
	const plain = (text: string) =>
		text
			.slice(0, 60)
			.toLowerCase()
			.replace(/[^\p{L}\p{N}]/gu, "");
	const wanted = plain(name);
	let best: string | undefined;
	let least = Math.max(1, Math.floor(wanted.length / 3)) + 1;
	for (const candidate of names.slice(0, 2000)) {
		const distance = editDistance(wanted, plain(candidate));
		if (distance < least) {
			least = distance;
			best = candidate;
		}
	}
	return best;
}

/** Letters to put in, take out, exchange or swap with their neighbour to make one text the other. */
function editDistance(a: string, b: string): number {
	let before: number[] = [];
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i++) {
		const next = [i];
		for (let j = 1; j <= b.length; j++) {
			const change = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
			const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
			const swap = isSwap ? before[j - 2]! + 1 : Number.POSITIVE_INFINITY;
			next.push(Math.min(change, swap, row[j]! + 1, next[j - 1]! + 1));
		}
		before = row;
		row = next;
	}
	return row[b.length]!;
}
