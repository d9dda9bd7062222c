import { bestMove, type Move, tryMove } from "./judge-moves.ts";
import { GAIN, polish } from "./polish.ts";
import { keepsOrders, ruleCount } from "./search-space.ts";
import { type Card, cardOf, fillTables, place, type SearchState } from "./search-state.ts";

/** Cards a step away from the card in the memory, the most promising first; needs `fillTables`. */
export function promisingMoves(state: SearchState, forbidden?: ReadonlySet<number>): Move[] {
	const { space, points } = state;
	const full = ruleCount(space, points) >= space.maxRules;
	const used = new Set<number>();
	if (full) points.forEach((each, feature) => each !== 0 && used.add(space.ruleOf[feature]!));
	const moves: Move[] = [];
	for (let feature = 0; feature < points.length; feature++) {
		if (points[feature] !== 0 || (full && !used.has(space.ruleOf[feature]!)) || forbidden?.has(feature)) continue;
		const move = bestMove(state, feature);
		if (move !== undefined) moves.push(move);
	}
	return moves.sort((a, b) => a.promise - b.promise || a.feature - b.feature);
}

/** The best of the most promising moves, tried out; `undefined` where none is better than `than`. */
export function bestTried(state: SearchState, moves: readonly Move[], than: number, tries: number): Card | undefined {
	let best: Card | undefined;
	for (const { feature, points } of moves.slice(0, tries)) {
		const scale = tryMove(state, feature, points);
		if (scale.loss >= (best?.loss ?? than) - GAIN) continue;
		const next = state.points.slice();
		next[feature] = points;
		best = { points: next, slope: scale.slope, intercept: scale.intercept, loss: scale.loss };
	}
	return best;
}

/**
 * Adds, drops, swaps and slides rules while the loss falls: each feature with points is taken out in turn, the least
 * missed first, and the best that can stand in its place is put there; then all points are polished.
 */
export function improve(state: SearchState, start: Card, { tries = 6 } = {}): Card {
	let best = start;
	for (let improved = true; improved; ) {
		improved = false;
		for (const without of bases(state, best)) {
			place(state, without);
			fillTables(state);
			const dropped = state.loss < best.loss - GAIN && keepsOrders(state.space, without) ? cardOf(state) : undefined;
			const found = bestTried(state, promisingMoves(state), dropped?.loss ?? best.loss, tries) ?? dropped;
			if (found === undefined) continue;
			best = polish(state.space, found);
			improved = true;
			break;
		}
	}
	return best;
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
