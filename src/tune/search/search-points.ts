import { createRandom } from "../../base/random.ts";
import type { PatternTable } from "../patterns/pattern-table.ts";
import { beamStart } from "./beam-start.ts";
import { improve } from "./local-search.ts";
import { firstPoints, type PointLimits, searchSpace } from "./point-limits.ts";
import { polish } from "./polish.ts";
import { farApart, restart } from "./restarts.ts";
import { keepsOrders, type SearchSpace, supportKey } from "./search-space.ts";
import { type Card, createState } from "./search-state.ts";

/** Points that history supports. */
export interface FoundCard {
	/** Points by name of the feature; those with 0 are left out. */
	readonly points: Readonly<Record<string, number>>;
	/** Chance at a score: 1 / (1 + exp(-(slope * score + intercept))). */
	readonly slope: number;
	readonly intercept: number;
	/** Log loss in nats, summed over the leads, with the caution of {@link PointLimits.smoothing}. */
	readonly loss: number;
}

/** What a search found. */
export interface PointSearch {
	readonly best: FoundCard;
	/** One card for each set of features at which a part of the search ended, the best first. */
	readonly others: readonly FoundCard[];
	/** Whether it was asked to stop before its end. */
	readonly stopped: boolean;
}

/** How hard to search. */
export interface SearchOptions {
	/** Same seed, same cards; 1 when left out. */
	readonly seed?: number;
	/** Times the search leaves a part of the best card behind and looks elsewhere; half of `maxRules` when left out. */
	readonly restarts?: number;
	/** Cards that go on at each step of the first search; 10 when left out. */
	readonly width?: number;
	/** Looked at between steps: once aborted, the best so far is the result. */
	readonly signal?: { readonly aborted: boolean };
	/** Told the best so far after each part of the search. */
	readonly onBest?: (best: FoundCard, part: number, parts: number) => void;
}

/** Starts that are followed to their end. */
const STARTS = 2;

/** Fewer leads with the outcome, or without it, than this are too few to choose points from. */
export const MIN_OUTCOMES = 20;

/**
 * Whole-number points with the smallest log loss under the limits: the loss of the best slope and intercept, since a score
 * becomes a chance through a calibrator.
 *
 * ```text
 * patterns ─► beam of growing cards ─► add, drop, swap, slide ─► restarts that leave a part behind ─► best, others
 *                     └───── points polished on the card's own features: slides, real weights rounded at many scales
 * ```
 *
 * A heuristic: no proof that nothing is better. Judge what comes out on leads that had no part in it. The same table,
 * limits and seed give the same cards on every machine of the same arithmetic.
 *
 * @returns `undefined` with fewer than {@link MIN_OUTCOMES} leads on either side: too few to tell
 * @throws LabError (configuration) `tune-limits`, see {@link searchSpace}
 * @example searchPoints(foldRows(rows), { maxRules: 5 })?.best.points // { demo: 5, quiet: -2, ... }
 */
export function searchPoints(
	table: PatternTable,
	limits: PointLimits,
	options: SearchOptions = {},
): PointSearch | undefined {
	const space = searchSpace(table, limits);
	if (space.positives < MIN_OUTCOMES || space.leads - space.positives < MIN_OUTCOMES) return undefined;
	return searchIn(space, options);
}

function searchIn(space: SearchSpace, options: SearchOptions): PointSearch {
	const { seed = 1, restarts = Math.floor(space.maxRules / 2), width = 10, signal, onBest } = options;
	const state = createState(space);
	const visited = new Set<string>();
	const found = new Map<string, Card>();
	const random = createRandom(seed);
	let best: Card | undefined;
	let stopped = false;
	let part = 0;
	// The first case of a rule says little of what all its cases are worth together: more are looked at.
	const tries = new Set(space.ruleOf).size < space.ruleOf.length ? 18 : 6;
	const keep = (card: Card) => {
		if (!keepsOrders(space, card.points)) return;
		const key = supportKey(card.points);
		if (card.loss < (found.get(key)?.loss ?? Number.POSITIVE_INFINITY)) found.set(key, card);
		if (best === undefined || card.loss < best.loss) best = card;
		onBest?.(foundCard(space, best), ++part, STARTS + restarts);
	};
	for (const card of farApart(beamStart(state, firstPoints(space), { width, tries }), STARTS)) {
		if (best !== undefined && signal?.aborted === true) stopped = true;
		else keep(improve(state, polish(state, card), { visited }));
	}
	for (let i = 0; i < restarts && !stopped; i++) {
		if (signal?.aborted === true) stopped = true;
		else keep(restart(state, best!, random, visited));
	}
	const cards = [...found.values()].sort((a, b) => a.loss - b.loss);
	const [first, ...others] = cards.map((card) => foundCard(space, card));
	return { best: first!, others, stopped };
}

function foundCard(space: SearchSpace, { points, slope, intercept, loss }: Card): FoundCard {
	const named = [...points].flatMap((each, i) => (each === 0 ? [] : [[space.table.features[i]!.name, each] as const]));
	return { points: Object.fromEntries(named), slope, intercept, loss };
}
