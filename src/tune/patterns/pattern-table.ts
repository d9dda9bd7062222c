/** A column of whole numbers over patterns: only the patterns where it is not 0, grouped by value. */
export interface PatternFeature {
	readonly name: string;
	/** Distinct values other than 0, ascending. */
	readonly values: Int32Array;
	/** Value `values[i]` is that of `patterns[starts[i]]` up to, not including, `patterns[starts[i + 1]]`. */
	readonly starts: Int32Array;
	readonly patterns: Int32Array;
}

/**
 * Leads with the same features are one pattern, with how many there are and how many of them had the outcome. A score is
 * a sum over features, so that every count of every score is that of the leads themselves.
 */
export interface PatternTable {
	readonly features: readonly PatternFeature[];
	/** Leads of each pattern. */
	readonly leads: Float64Array;
	/** Of those, the ones with the outcome. */
	readonly positives: Float64Array;
}

/** The values of a column, one a pattern, as a feature. Values are whole numbers. */
export function patternFeature(name: string, column: ArrayLike<number>): PatternFeature {
	let filled = 0;
	let only = 0;
	let mixed = false;
	for (let i = 0; i < column.length; i++) {
		const value = column[i]!;
		if (value === 0) continue;
		filled += 1;
		if (only === 0) only = value;
		else if (value !== only) mixed = true;
	}
	const patterns = new Int32Array(filled);
	if (mixed) return byValue(name, column, patterns);
	for (let i = 0, at = 0; i < column.length; i++) if (column[i] !== 0) patterns[at++] = i;
	return filled === 0
		? { name, values: new Int32Array(0), starts: new Int32Array(1), patterns }
		: { name, values: Int32Array.of(only), starts: Int32Array.of(0, filled), patterns };
}

function byValue(name: string, column: ArrayLike<number>, patterns: Int32Array): PatternFeature {
	const counts = new Map<number, number>();
	for (let i = 0; i < column.length; i++) {
		const value = column[i]!;
		if (value !== 0) counts.set(value, (counts.get(value) ?? 0) + 1);
	}
	const values = Int32Array.from(counts.keys()).sort();
	const starts = new Int32Array(values.length + 1);
	const next = new Map<number, number>();
	for (let i = 0; i < values.length; i++) {
		next.set(values[i]!, starts[i]!);
		starts[i + 1] = starts[i]! + counts.get(values[i]!)!;
	}
	for (let i = 0; i < column.length; i++) {
		const value = column[i]!;
		if (value === 0) continue;
		const at = next.get(value)!;
		patterns[at] = i;
		next.set(value, at + 1);
	}
	return { name, values, starts, patterns };
}
