import type { Random } from "../../src/base/random.ts";
import { FLAG_MEASURES, type FlagMeasure, measureOf, pairSums } from "../../src/compare/pair-sums.ts";
import { PAIR_CELLS, PAIR_STATES } from "../../src/compare/paired-flags.ts";
import { FLAG_OUTCOME } from "../../src/replay/flag-outcome.ts";

/** How often two models flag leads that reach the outcome and leads that do not, and how much they agree. */
export interface FlagWorld {
	readonly name: string;
	/** Chances to flag a lead that reaches the outcome, and one that does not. */
	readonly baseline: readonly [number, number];
	readonly candidate: readonly [number, number];
	/** Share of leads on which the two go by the same reason; on the others they are independent. */
	readonly agree: number;
}

/** A pair that differs as models do, one that hardly differs, and one of a lax and a strict model. */
export const FLAG_WORLDS: readonly FlagWorld[] = [
	{ name: "usual", baseline: [0.7, 0.3], candidate: [0.6, 0.2], agree: 0.6 },
	{ name: "close", baseline: [0.7, 0.3], candidate: [0.68, 0.29], agree: 0.9 },
	{ name: "far", baseline: [0.9, 0.5], candidate: [0.5, 0.05], agree: 0.3 },
];

/** Share of flags that come after the outcome, and of leads whose horizon has not passed. */
const LATE = 0.1;
const IMMATURE = 0.1;

/** The chance of each cell of a table of pairs, for leads of which `rate` reach the outcome. */
export function cellChances(
	{ baseline, candidate, agree }: FlagWorld,
	{ rate }: { readonly rate: number },
): Float64Array {
	const chances = new Float64Array(PAIR_CELLS);
	const states = PAIR_STATES;
	for (const reached of [true, false]) {
		const a = baseline[reached ? 0 : 1];
		const b = candidate[reached ? 0 : 1];
		for (const immature of [true, false]) {
			for (const late of [true, false]) {
				const state = (flagged: boolean) => {
					if (!flagged) return FLAG_OUTCOME.notFlagged;
					if (reached && late) return FLAG_OUTCOME.late;
					if (immature) return reached ? FLAG_OUTCOME.immatureCaught : FLAG_OUTCOME.immature;
					return reached ? FLAG_OUTCOME.hit : FLAG_OUTCOME.miss;
				};
				const early = immature ? 2 : reached ? 0 : 1;
				const weight = (reached ? rate : 1 - rate) * (immature ? IMMATURE : 1 - IMMATURE) * (late ? LATE : 1 - LATE);
				for (const first of [true, false]) {
					for (const second of [true, false]) {
						const apart = (first ? a : 1 - a) * (second ? b : 1 - b);
						// Of one reason: the lower chance flags both, the rest of the higher one flags alone.
						const low = Math.min(a, b);
						const together = first ? (second ? low : a - low) : second ? b - low : 1 - Math.max(a, b);
						const cell = ((early * 2 + (reached ? 1 : 0)) * states + state(first)) * states + state(second);
						chances[cell]! += weight * (agree * together + (1 - agree) * apart);
					}
				}
			}
		}
	}
	return chances;
}

/** The true differences of `leads` leads, candidate minus baseline: no estimate, the chances themselves. */
export function trueDifferences(chances: Float64Array, leads: number): ReadonlyMap<FlagMeasure, number> {
	const sums = pairSums(chances.map((chance) => chance * leads));
	return new Map(
		FLAG_MEASURES.map((measure) => [
			measure,
			measureOf(measure, sums, "candidate", { beta: 1 })! - measureOf(measure, sums, "baseline", { beta: 1 })!,
		]),
	);
}

/** Draws the cell of a lead. */
export function cellDrawer(chances: Float64Array): (random: Random) => number {
	const cells = [...chances.keys()].filter((cell) => chances[cell]! > 0);
	const ends: number[] = [];
	for (const cell of cells) ends.push((ends.at(-1) ?? 0) + chances[cell]!);
	return (random) => {
		const at = random.next() * ends.at(-1)!;
		let i = 0;
		while (ends[i]! < at && i < cells.length - 1) i++;
		return cells[i]!;
	};
}

/**
 * Leads in accounts of one to four. Each further lead of an account is a copy of the account's first lead with probability
 * `alike`, else it is drawn on its own: 0 makes leads of an account independent, 1 makes them equal.
 */
export function inAccounts<T>(
	random: Random,
	leads: number,
	{ draw, alike }: { readonly draw: (random: Random) => T; readonly alike: number },
): { readonly values: T[]; readonly accounts: Int32Array } {
	const values: T[] = [];
	const accounts = new Int32Array(leads);
	for (let account = 0; values.length < leads; account++) {
		const first = draw(random);
		const size = 1 + random.integer(4);
		for (let i = 0; i < size && values.length < leads; i++) {
			accounts[values.length] = account;
			values.push(i === 0 || random.chance(alike) ? first : draw(random));
		}
	}
	return { values, accounts };
}
