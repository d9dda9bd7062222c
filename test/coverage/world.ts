import type { Random } from "../../src/base/random.ts";
import { binomialDraw } from "../../src/metrics/sampling/binomial-draw.ts";
import type { ScoreTable } from "../../src/metrics/tables/score-table.ts";

/** The sizes and rates that coverage is asked for. */
export const LEADS = [30, 100, 1000] as const;
export const RATES = [0.02, 0.1, 0.4] as const;

/** Chances of every score with each outcome; they add up to 1. A table of them gives the true value of any measure. */
export type World = ScoreTable & { readonly rate: number };

/**
 * A world in which low scores are common and the odds of a positive rise with the score, so that `rate` of all leads are
 * positive. Scores are 0, 5, 10, ...
 *
 * @param options.slope how much the log odds rise over the whole range; 5 gives an AUC of about 0.8, 1 of about 0.57
 */
export function worldOf(
	rate: number,
	{ slope = 5, levels = 12 }: { readonly slope?: number; readonly levels?: number } = {},
): World {
	const weights = Array.from({ length: levels }, (_, i) => (levels - i) ** 1.5);
	const total = weights.reduce((sum, weight) => sum + weight, 0);
	const chances = weights.map((weight) => weight / total);
	const outcome = (shift: number, i: number) => 1 / (1 + Math.exp(-(shift + (slope * i) / (levels - 1))));
	let low = -50;
	let high = 50;
	for (let step = 0; step < 100; step++) {
		const middle = (low + high) / 2;
		if (chances.reduce((sum, chance, i) => sum + chance * outcome(middle, i), 0) < rate) low = middle;
		else high = middle;
	}
	return {
		rate,
		scores: Float64Array.from(chances, (_, i) => 5 * i),
		positives: Float64Array.from(chances, (chance, i) => chance * outcome(low, i)),
		negatives: Float64Array.from(chances, (chance, i) => chance * (1 - outcome(low, i))),
	};
}

/** Counts of `units` that fall into cells with the given chances, which need not add up to 1. */
export function drawCells(random: Random, units: number, chances: ArrayLike<number>): Float64Array {
	const counts = new Float64Array(chances.length);
	let mass = 0;
	for (let i = 0; i < chances.length; i++) mass += chances[i]!;
	let left = units;
	for (let i = 0; i < chances.length && left > 0; i++) {
		const last = i === chances.length - 1;
		counts[i] = last ? left : binomialDraw(random, left, Math.min(1, chances[i]! / mass));
		left -= counts[i]!;
		mass -= chances[i]!;
	}
	return counts;
}

/**
 * The table of `leads` leads of a world. `stratified`: as many positives as `rate` says, rounded, and not by chance.
 */
export function drawTable(
	random: Random,
	{ scores, positives, negatives, rate }: World,
	leads: number,
	{ stratified = false }: { readonly stratified?: boolean } = {},
): ScoreTable {
	if (stratified) {
		const hits = Math.round(leads * rate);
		return {
			scores,
			positives: drawCells(random, hits, positives),
			negatives: drawCells(random, leads - hits, negatives),
		};
	}
	const cells = drawCells(random, leads, [...positives, ...negatives]);
	return { scores, positives: cells.slice(0, scores.length), negatives: cells.slice(scores.length) };
}
