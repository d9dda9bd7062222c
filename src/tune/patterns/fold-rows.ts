import { type PatternTable, patternFeature } from "./pattern-table.ts";

/** Rows to fold: a column of whole numbers for each feature, and the outcome of each row (0 or 1). */
export interface FeatureRows {
	readonly names: readonly string[];
	readonly columns: readonly ArrayLike<number>[];
	readonly outcomes: ArrayLike<number>;
	/** How many leads each row stands for; one each when left out. */
	readonly weights?: ArrayLike<number> | undefined;
}

/**
 * Rows folded into {@link PatternTable}: equal rows become one pattern, in the order in which they are first seen. Exact:
 * rows are told apart by all their values, packed into as few words as their ranges need, not by a hash alone.
 *
 * @example foldRows({ names: ["demo"], columns: [[1, 0, 1]], outcomes: [1, 0, 0] }).leads // [2, 1]
 */
export function foldRows({ names, columns, outcomes, weights }: FeatureRows): PatternTable {
	const rows = outcomes.length;
	const { words, width } = packRows(columns, rows);
	const patternOf = new Int32Array(rows);
	const first = new Int32Array(rows);
	const count = numberPatterns(words, width, patternOf, first);
	const leads = new Float64Array(count);
	const positives = new Float64Array(count);
	for (let row = 0; row < rows; row++) {
		const pattern = patternOf[row]!;
		const weight = weights?.[row] ?? 1;
		leads[pattern]! += weight;
		if (outcomes[row] !== 0) positives[pattern]! += weight;
	}
	const folded = new Int32Array(count);
	const features = columns.map((column, i) => {
		for (let pattern = 0; pattern < count; pattern++) folded[pattern] = column[first[pattern]!]!;
		return patternFeature(names[i]!, folded);
	});
	return { features, leads, positives };
}

/** Every row as `width` words of 32 bits: each column takes the bits that its range needs. */
function packRows(columns: readonly ArrayLike<number>[], rows: number): { words: Int32Array; width: number } {
	const places: { word: number; shift: number; low: number }[] = [];
	let word = 0;
	let used = 0;
	for (const column of columns) {
		let low = 0;
		let high = 0;
		for (let row = 0; row < rows; row++) {
			const value = column[row]!;
			if (value < low) low = value;
			if (value > high) high = value;
		}
		const bits = Math.max(1, Math.ceil(Math.log2(high - low + 1)));
		if (used + bits > 32) {
			word += 1;
			used = 0;
		}
		places.push({ word, shift: used, low });
		used += bits;
	}
	const width = word + 1;
	const words = new Int32Array(rows * width);
	for (let i = 0; i < columns.length; i++) {
		const column = columns[i]!;
		const { word: at, shift, low } = places[i]!;
		for (let row = 0, slot = at; row < rows; row++, slot += width)
			words[slot] = words[slot]! | ((column[row]! - low) << shift);
	}
	return { words, width };
}

/** Numbers equal rows by the order of their first; returns how many there are. */
function numberPatterns(words: Int32Array, width: number, patternOf: Int32Array, first: Int32Array): number {
	const rows = patternOf.length;
	let size = 16;
	while (size < rows * 2) size *= 2;
	const slots = new Int32Array(size).fill(-1);
	let count = 0;
	for (let row = 0; row < rows; row++) {
		const from = row * width;
		let hash = 0x9e3779b9 | 0;
		for (let i = from; i < from + width; i++) {
			hash = Math.imul(hash ^ words[i]!, 0x85ebca6b);
			hash ^= hash >>> 15;
		}
		let slot = (hash ^ (hash >>> 16)) & (size - 1);
		let pattern = slots[slot]!;
		while (pattern >= 0 && !equalRows(words, width, first[pattern]! * width, from)) {
			slot = (slot + 1) & (size - 1);
			pattern = slots[slot]!;
		}
		if (pattern < 0) {
			pattern = count++;
			slots[slot] = pattern;
			first[pattern] = row;
		}
		patternOf[row] = pattern;
	}
	return count;
}

function equalRows(words: Int32Array, width: number, left: number, right: number): boolean {
	for (let i = 0; i < width; i++) if (words[left + i] !== words[right + i]) return false;
	return true;
}
