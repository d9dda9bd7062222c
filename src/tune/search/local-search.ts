import { bestMove, type Move, tryMove } from "./judge-moves.ts";
import { GAIN, LIGHT, polish } from "./polish.ts";
import { keepsOrders, ruleCount, supportKey } from "./search-space.ts";
import { type Card, cardOf, fillTables, place, type SearchState } from "./search-state.ts";

/** Cards a step away from the card in the memory, the most promising first; needs `fillTables`. */
export function promisingMoves(state: SearchState, forbidden?: ReadonlySet<number>): Move[] {
	const { space, points } = state;
	const full = ruleCount(space, points) >= space.maxRules;
	const used = new Set<number>();
	for (const [feature, each] of points.entries()) if (full && each !== 0) used.add(space.ruleOf[feature]!);
	const moves: Move[] = [];
	for (let feature = 0; feature < points.length; feature++) {
		if (points[feature] !== 0 || (full && !used.has(space.ruleOf[feature]!)) || forbidden?.has(feature)) continue;
		const move = bestMove(state, feature);
		if (move !== undefined) moves.push(move);
	}
	return moves.sort((a, b) => a.promise - b.promise || a.feature - b.feature);
}

/** How far {@link improve} looks. */
export interface ImproveOptions {
	/** Moves of each base that are tried out. */
	readonly tries?: number;
	/** Of these, how many are polished where none is better at once. */
	readonly patience?: number;
	/** Features that must not get points. */
	readonly forbidden?: ReadonlySet<number>;
	/** Sets of features that a search came through: one that meets another's path stops there. */
	readonly visited?: Set<string>;
}

/**
 * Adds, drops, swaps and slides rules while the loss falls: each feature with points is taken out in turn, the least
 * missed first, and the best that can stand in its place is put there. Where none is better at once, the most promising
 * ones are polished first, since a rule may pay only once the others make room for it.
 */
export function improve(state: SearchState, start: Card, options: ImproveOptions = {}): Card {
	const { tries = 4, patience = 2, forbidden, visited = new Set() } = options;
	let best = start;
	const seen = new Set<string>();
	for (let improved = true; improved; ) {
		improved = false;
		const key = supportKey(best.points);
		if (visited.has(key)) break;
		visited.add(key);
		for (const without of bases(state, best)) {
			place(state, without);
			fillTables(state);
			const allowed = keepsOrders(state.space, without);
			const dropped = allowed && state.loss < best.loss - GAIN ? cardOf(state) : undefined;
			const cards = tried(state, promisingMoves(state, forbidden).slice(0, tries));
			let found = cards[0] !== undefined && cards[0].card.loss < best.loss - GAIN ? cards[0].card : dropped;
			for (const card of found === undefined ? cards.slice(0, patience) : []) {
				const key = supportKey(card.card.points);
				if (seen.has(key)) continue;
				seen.add(key);
				const polished = polish(state, card.card, LIGHT, card.feature);
				if (polished.loss < (found?.loss ?? best.loss) - GAIN) found = polished;
			}
			if (found === undefined) continue;
			best = polish(state, found);
			improved = true;
			break;
		}
	}
	return best;
}

interface Tried {
	readonly card: Card;
	readonly feature: number;
}

/** What moves give, tried out, the best first. */
function tried(state: SearchState, moves: readonly Move[]): Tried[] {
	const cards = moves.map(({ feature, points }) => {
		const scale = tryMove(state, feature, points);
		const next = state.points.slice();
		next[feature] = points;
		const card = { points: next, slope: scale.slope, intercept: scale.intercept, loss: scale.loss };
		return { card, feature };
	});
	return cards.sort((a, b) => a.card.loss - b.card.loss);
}

/** The card itself, where a rule may still be added, and the card without each of its features, the least missed first. */
function bases(state: SearchState, card: Card): Int32Array[] {
	const without: { points: Int32Array; loss: number }[] = [];
	card.points.forEach((points, feature) => {
		if (points === 0 || !state.space.allowed[feature]!.includes(0)) return;
		const rest = card.points.slice();
		rest[feature] = 0;
		place(state, rest);
		without.push({ points: rest, loss: state.loss });
	});
	return [card.points, ...without.sort((a, b) => a.loss - b.loss).map(({ points }) => points)];
}
