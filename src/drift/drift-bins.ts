import { normalText } from "../base/plain-text.ts";
import { numberOf, type Value } from "../base/value.ts";
import { UNKNOWN } from "../dataset/dataset.ts";
import { madeUpName } from "../dataset/equal-values.ts";
import { formatPoints } from "../words/number-format.ts";

const NUMBER_BINS = 10;
const NAMED_VALUES = 9;
/** A value of fewer leads than this may name a person: it is counted among the others and never shown. */
export const LEAST_NAMED = 5;

/** Bins over the leads of both periods together, so that they favour neither. */
export interface Bins {
	readonly labels: readonly string[];
	/** Bin of each code of the column, the unknown value last. */
	readonly ofCode: Int32Array;
}

/**
 * Bins of a column: numbers in ten parts of about equal size, text by its nine most frequent values (without case, as
 * rules compare it) and "(other)", unknown values apart. Frequency is that in both periods together, ties go by text, so
 * the order of rows means nothing.
 *
 * @param codes code of each lead's value
 */
export function binsOf(
	codes: Int32Array,
	{ values, isNumber }: { readonly values: readonly Value[]; readonly isNumber: boolean },
): Bins {
	const counts = new Float64Array(values.length);
	for (const code of codes) if (code !== UNKNOWN) counts[code]!++;
	return isNumber ? numberBins(values, counts) : textBins(values, counts);
}

function numberBins(values: readonly Value[], counts: Float64Array): Bins {
	const numbers = values.map((value) => numberOf(value));
	const seen = new Map<number, number>();
	numbers.forEach((number, code) => {
		if (number !== undefined && counts[code]! > 0) seen.set(number, (seen.get(number) ?? 0) + counts[code]!);
	});
	const { labels, binOf } = equalParts([...seen].sort(([a], [b]) => a - b));
	const unknown = labels.length;
	return {
		labels: [...labels, madeUpName("unknown", values)],
		ofCode: Int32Array.from([
			...numbers.map((number) => (number === undefined ? unknown : (binOf.get(number) ?? unknown))),
			unknown,
		]),
	};
}

/**
 * Numbers with their counts, ascending, in at most ten parts of about equal size; equal numbers stay together.
 *
 * @param options.decimals of the labels, where they stay apart; 4 by default
 * @example equalParts([[1, 5], [2, 5]]).labels // ["1", "2"]
 */
export function equalParts(
	counted: readonly (readonly [number, number])[],
	{ decimals = 4 }: { readonly decimals?: number } = {},
): {
	readonly labels: readonly string[];
	readonly binOf: ReadonlyMap<number, number>;
} {
	const total = counted.reduce((sum, [, count]) => sum + count, 0);
	const binOf = new Map<number, number>();
	const ends: [low: number, high: number][] = [];
	let below = 0;
	let last = -1;
	for (const [number, count] of counted) {
		// The part in which the middle of its leads lies.
		const part = Math.min(NUMBER_BINS - 1, Math.floor(((below + count / 2) / total) * NUMBER_BINS));
		if (part !== last) ends.push([number, number]);
		last = part;
		ends.at(-1)![1] = number;
		binOf.set(number, ends.length - 1);
		below += count;
	}
	const labels = labelsOf(ends, decimals);
	return { labels: new Set(labels).size < labels.length ? labelsOf(ends, 4) : labels, binOf };
}

/** Open at both ends: the largest number may be one person's. */
function labelsOf(ends: readonly (readonly [low: number, high: number])[], decimals: number): string[] {
	const text = (number: number) => formatPoints(Number(number.toFixed(decimals)));
	return ends.map(([low, high], part) => {
		if (low === high) return text(low);
		if (part === 0) return ends.length === 1 ? "any number" : `up to ${text(high)}`;
		return part === ends.length - 1 ? `${text(low)} or more` : `${text(low)} to ${text(high)}`;
	});
}

function textBins(values: readonly Value[], counts: Float64Array): Bins {
	const groups = new Map<string, { count: number; label: string; most: number }>();
	values.forEach((value, code) => {
		if (counts[code] === 0) return;
		const key = normalText(String(value));
		const group = groups.get(key) ?? { count: 0, label: String(value), most: 0 };
		group.count += counts[code]!;
		// The spelling of the most leads; of equals the first by text.
		if (counts[code]! > group.most || (counts[code] === group.most && String(value) < group.label)) {
			group.label = String(value);
			group.most = counts[code]!;
		}
		groups.set(key, group);
	});
	const frequent = [...groups]
		.sort(([a, one], [b, other]) => other.count - one.count || (a < b ? -1 : 1))
		.filter(([, { count }]) => count >= LEAST_NAMED)
		.slice(0, NAMED_VALUES);
	const binOfKey = new Map(frequent.map(([key], i) => [key, i]));
	const other = frequent.length;
	return {
		labels: [...frequent.map(([, { label }]) => label), madeUpName("other", values), madeUpName("unknown", values)],
		ofCode: Int32Array.from([...values.map((value) => binOfKey.get(normalText(String(value))) ?? other), other + 1]),
	};
}
