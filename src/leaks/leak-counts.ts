import { numberOf } from "../base/value.ts";
import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import { normalQuantile } from "../metrics/distributions/normal-quantile.ts";
import { estimateRate, seenOf } from "../metrics/rates/estimate.ts";
import { estimateText } from "../words/estimate-text.ts";
import { formatCount } from "../words/number-format.ts";
import type { ActivityCounts } from "./leak-activity-counts.ts";
import type { LeakEvidence } from "./leak-finding.ts";
import { pearson, ranksOf } from "./leak-ranks.ts";

/** Fewest leads with a number and later activities. */
const LEAST = 100;
/** A number that is a count is so for nearly all; the rest are rows that the extract lost. */
const NEARLY_ALL = 0.9;
/** A rank correlation with what follows: nothing known at creation foretells how often leads will act this well. */
const SUSPECT = 0.8;
const CERTAIN = 0.95;

/**
 * A number that is said to be known at creation and yet counts activities that *followed*: a counter read off when the
 * extract was made. Which kinds it counts is found by adding or taking away the kind that brings the correlation up most.
 * `certain` when the number then *is* the count for nine leads in ten (of those with something to count after creation), or
 * its rank correlation with the later ones is 0.95 and more; `suspect` from 0.8 (low ends of the intervals).
 *
 * @param codes code of each lead of the cohort, as known at creation
 * @returns nothing for text, for fewer than 100 leads, and below a correlation of 0.8
 */
export function countsFutureEvidence(
	dataset: Dataset,
	{
		attribute,
		codes,
		counts,
	}: { readonly attribute: number; readonly codes: Int32Array; readonly counts: ActivityCounts },
): LeakEvidence | undefined {
	const { type, values } = dataset.attributes[attribute]!;
	if (type !== "number" || counts.kinds.length === 0) return undefined;
	const numbers = values.map((value) => numberOf(value));
	const rows: number[] = [];
	const own: number[] = [];
	counts.rows.forEach((row, place) => {
		const code = codes[row]!;
		const number = code === UNKNOWN ? undefined : numbers[code];
		if (number === undefined) return;
		rows.push(place);
		own.push(number);
	});
	if (rows.length < LEAST) return undefined;
	const chosen = kindsCounted(own, rows, counts.whole);
	if (chosen.length === 0) return undefined;
	const sumOf = (columns: readonly Float64Array[]) =>
		rows.map((row) => chosen.reduce((total, i) => total + columns[i]![row]!, 0));
	return isCount(own, { whole: sumOf(counts.whole), later: sumOf(counts.later), what: whatOf(counts.kinds, chosen) });
}

function isCount(
	own: readonly number[],
	{
		whole,
		later,
		what,
	}: { readonly whole: readonly number[]; readonly later: readonly number[]; readonly what: string },
): LeakEvidence | undefined {
	let withLater = 0;
	let same = 0;
	const distinct = new Set<number>();
	for (let i = 0; i < own.length; i++) {
		if (later[i] === 0) continue;
		withLater++;
		if (own[i] !== whole[i]) continue;
		same++;
		distinct.add(own[i]!);
	}
	const equal = estimateRate(same, withLater);
	if (withLater >= LEAST && distinct.size >= 3 && seenOf(equal).interval![0] >= NEARLY_ALL) {
		return {
			check: "counts the future",
			level: "certain",
			text: `it is taken as known at creation, but it is the number of ${what} in the whole history for ${estimateText(equal)} of the leads that had any after creation`,
			rates: [{ of: "is the number of activities, later ones included", rate: equal }],
		};
	}
	const rho = pearson(ranksOf(own), ranksOf(later));
	if (rho === undefined) return undefined;
	const [low, high] = spearmanInterval(rho, own.length);
	if (low < SUSPECT) return undefined;
	return {
		check: "counts the future",
		level: low >= CERTAIN ? "certain" : "suspect",
		text: `it is taken as known at creation, but it goes with the number of ${what} that followed: rank correlation ${rho.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)}; ${formatCount(own.length)} leads)`,
		rates: [],
	};
}

/**
 * Interval of a rank correlation: Fisher's z with the variance (1 + rho^2 / 2) / (n - 3) of Bonett and Wright 2000.
 *
 * @example spearmanInterval(0.5, 100) // [0.3294, 0.6400]
 */
export function spearmanInterval(rho: number, n: number): readonly [number, number] {
	const z = Math.atanh(Math.max(-0.999999, Math.min(0.999999, rho)));
	const half = normalQuantile(0.975) * Math.sqrt((1 + rho ** 2 / 2) / (n - 3));
	return [Math.tanh(z - half), Math.tanh(z + half)];
}

/** The kinds whose sum goes with the number best: by their covariances, adding or taking away one after the other. */
function kindsCounted(own: readonly number[], rows: readonly number[], columns: readonly Float64Array[]): number[] {
	const centred = columns.map((column) => centre(rows.map((row) => column[row]!)));
	const mine = centre(own);
	const withOwn = centred.map((column) => dot(column, mine));
	const between = centred.map((a, i) => centred.map((b, j) => (j < i ? 0 : dot(a, b))));
	const covarianceOf = (i: number, j: number) => between[Math.min(i, j)]![Math.max(i, j)]!;
	const chosen = new Set<number>();
	let covariance = 0;
	let variance = 0;
	let best = 0;
	for (;;) {
		let next: { readonly i: number; readonly value: number } | undefined;
		const flipped = (i: number) => {
			const sign = chosen.has(i) ? -1 : 1;
			let cross = 0;
			for (const j of chosen) if (j !== i) cross += covarianceOf(i, j);
			const own = covarianceOf(i, i);
			const change = sign === 1 ? own + 2 * cross : -own - 2 * cross;
			return { covariance: covariance + sign * withOwn[i]!, variance: variance + change };
		};
		for (let i = 0; i < columns.length; i++) {
			const now = flipped(i);
			const value = now.variance > 1e-9 ? now.covariance / Math.sqrt(now.variance) : 0;
			if (value > (next?.value ?? best) * (1 + 1e-9)) next = { i, value };
		}
		if (next === undefined) return [...chosen].sort((a, b) => a - b);
		({ covariance, variance } = flipped(next.i));
		if (!chosen.delete(next.i)) chosen.add(next.i);
		best = next.value;
	}
}

function centre(numbers: readonly number[]): Float64Array {
	const mean = numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
	return Float64Array.from(numbers, (one) => one - mean);
}

function dot(a: Float64Array, b: Float64Array): number {
	let sum = 0;
	for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
	return sum;
}

function whatOf(kinds: readonly string[], chosen: readonly number[]): string {
	if (chosen.length === kinds.length) return "activities";
	const names = chosen.slice(0, 4).map((i) => kinds[i]!);
	const more = chosen.length - names.length;
	return `activities ${names.join(", ")}${more === 0 ? "" : ` and ${more} more ${more === 1 ? "kind" : "kinds"}`}`;
}
