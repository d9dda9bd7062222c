import { appendFileSync } from "node:fs";
import { expect } from "vitest";
import { createRandom, type Random } from "../../src/base/random.ts";
import { luck, sized } from "../full-size.ts";

/**
 * How many histories each cell of a coverage test simulates, at least: 2,000 at full size, and more where
 * `LEADLAB_HISTORIES` asks for them.
 */
export const HISTORIES = Math.max(sized({ full: 2000, usual: 200 }), Number(process.env.LEADLAB_HISTORIES ?? 0));

/**
 * The random numbers of a simulation, from its name. `LEADLAB_SEED` gives other histories of the same worlds: a method must
 * hold on those too, and not only on the ones it was looked at with.
 */
export function coverageRandom(name: string): Random {
	const seed = process.env.LEADLAB_SEED ?? "";
	return createRandom(seed === "" ? name : `${name}, seed ${seed}`);
}

/** One cell of a coverage simulation: which interval, of what, on how many leads at which rate of positives. */
export interface CoverageCell {
	/** How the interval is made, e.g. `delong`, `bootstrap bca`. */
	readonly method: string;
	/** What it is an interval of, e.g. `AUC`. */
	readonly what: string;
	readonly leads: number;
	/** Share of positives; `any` where the cell is over all of them. */
	readonly rate: number | "any";
}

/** What was simulated for a cell. */
export interface CoverageCounts {
	readonly histories: number;
	/** Histories in which an interval was given, and not "cannot tell yet". */
	readonly told: number;
	/** Of those, how many intervals held the truth; missed it from below it; missed it from above it. */
	readonly covered: number;
	readonly below: number;
	readonly above: number;
	/** Sum of the intervals' lengths. */
	readonly lengths: number;
	/** Intervals that were given where there was too little to tell. */
	readonly undue: number;
}

/** What a method gives: an interval, or the state that it cannot tell. Any `Estimate` is one. */
type Told = { readonly state: string; readonly interval?: readonly [number, number] };

/** Counts, history by history, how often a cell's intervals hold the truth. */
export interface CoverageTally {
	/** `mayTell`: whether there is enough to tell at all; an interval without that is no history's but a fault. */
	add(result: Told, truth: number, mayTell?: boolean): void;
	counts(): CoverageCounts;
}

/**
 * A fresh count. An end that equals the truth holds it, up to rounding.
 *
 * @example const tally = coverageTally(); tally.add(delongInterval(table), 0.7); tally.counts().told // 1
 */
export function coverageTally(): CoverageTally {
	const counts = { histories: 0, told: 0, covered: 0, below: 0, above: 0, lengths: 0, undue: 0 };
	return {
		add({ state, interval }, truth, mayTell = true) {
			counts.histories++;
			if (state === "cannot tell yet" || interval === undefined) return;
			if (!mayTell) {
				counts.undue++;
				return;
			}
			counts.told++;
			const [low, high] = interval;
			if (high < truth - 1e-12) counts.below++;
			else if (low > truth + 1e-12) counts.above++;
			else counts.covered++;
			counts.lengths += high - low;
		},
		counts: () => ({ ...counts }),
	};
}

/**
 * Holds the share of intervals with the truth in them to a range, 93 to 97 % by default, and keeps the cell for the table
 * that `npm run coverage` prints.
 *
 * With fewer than `least` intervals (400 by default, 100 in `npm test`) a share says nothing; then it is only kept. A cell
 * in which nothing may be told is `expectSilence`. In `npm test` the range is wider, by the luck of fewer histories.
 */
export function expectCoverage(
	cell: CoverageCell,
	tally: CoverageTally,
	{
		from = 0.93,
		to = 0.97,
		least = sized({ full: 400, usual: 100 }),
	}: { readonly from?: number; readonly to?: number; readonly least?: number } = {},
): void {
	const counts = tally.counts();
	const judged = counts.told >= least;
	keep(cell, counts, judged ? [from, to] : undefined);
	const name = nameOf(cell, counts);
	expect.soft(counts.undue, `${name}: told with too little`).toBe(0);
	if (!judged) return;
	const share = counts.covered / counts.told;
	expect.soft(share, name).toBeGreaterThanOrEqual(from - luck(from, counts.told));
	expect.soft(share, name).toBeLessThanOrEqual(to + luck(to, counts.told));
}

/** Holds that a cell says "cannot tell yet" in all histories but a share `most` of them (none by default). */
export function expectSilence(
	cell: CoverageCell,
	tally: CoverageTally,
	{ most = 0 }: { readonly most?: number } = {},
): void {
	const counts = tally.counts();
	keep(cell, counts, undefined);
	expect
		.soft(counts.told / counts.histories, `${nameOf(cell, counts)}: told`)
		.toBeLessThanOrEqual(most + luck(most, counts.histories));
}

/** Keeps a cell whose coverage was computed and not simulated, for the table. */
export function keepExact(cell: CoverageCell, share: number, allowed: readonly [number, number]): void {
	keep(cell, { histories: 0, told: 1, covered: share, below: 0, above: 0, lengths: 0, undue: 0 }, allowed);
}

function nameOf({ method, what, leads, rate }: CoverageCell, { covered, told, histories }: CoverageCounts): string {
	return `${method}, ${what}, ${leads} leads at ${rate === "any" ? "any rate" : `${100 * rate} %`}: ${covered} of ${told} told of ${histories}`;
}

/** What `npm run coverage` reads. */
function keep(cell: CoverageCell, counts: CoverageCounts, allowed: readonly [number, number] | undefined): void {
	const file = process.env.LEADLAB_COVERAGE;
	if (file !== undefined) appendFileSync(file, `${JSON.stringify({ ...cell, ...counts, allowed })}\n`);
}
