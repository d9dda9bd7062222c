import { numberOf, type Value } from "../base/value.ts";
import { UNKNOWN } from "../dataset/dataset.ts";
import { sortedQuantile } from "../metrics/sampling/sorted-quantile.ts";

/** Fewest leads with one value, on average of a number's parts: less says nothing, or too much. */
const LEAST_A_BIN = 20;
const MOST_NUMBER_BINS = 20;

/**
 * The bin of each value: numbers in up to twenty equal parts of at least twenty leads, text by value, values of fewer than
 * twenty leads together, unknown a bin of its own. Nothing depends on the order of rows or values.
 *
 * @param codes code of each lead's value
 * @example valueBins(Int32Array.from([-1, 0]), { values: ["a"], isNumber: false }) // [0, 1]: unknown, rare
 */
export function valueBins(
	codes: Int32Array,
	{ values, isNumber }: { readonly values: readonly Value[]; readonly isNumber: boolean },
): Int32Array {
	const counts = new Int32Array(values.length);
	for (const code of codes) if (code !== UNKNOWN) counts[code]!++;
	const binOf = isNumber ? numberBins(values, counts) : textBins(counts);
	return codes.map((code) => (code === UNKNOWN ? 0 : binOf[code]!));
}

/** Bin 1 holds what is rare. */
function textBins(counts: Int32Array): Int32Array {
	let next = 2;
	return counts.map((count) => (count >= LEAST_A_BIN ? next++ : 1));
}

function numberBins(values: readonly Value[], counts: Int32Array): Int32Array {
	const numbers = values.map((value) => numberOf(value));
	const seen: number[] = [];
	numbers.forEach((number, code) => {
		for (let i = 0; number !== undefined && i < counts[code]!; i++) seen.push(number);
	});
	const sorted = Float64Array.from(seen).sort();
	const parts = Math.min(MOST_NUMBER_BINS, Math.floor(sorted.length / LEAST_A_BIN));
	const cuts: number[] = [];
	for (let i = 1; i < parts; i++) {
		const cut = sortedQuantile(sorted, i / parts);
		if (cut !== undefined && cut !== cuts.at(-1)) cuts.push(cut);
	}
	return Int32Array.from(numbers, (number) =>
		number === undefined ? 0 : 1 + cuts.reduce((below, cut) => below + (cut < number ? 1 : 0), 0),
	);
}
