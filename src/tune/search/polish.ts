import { fitWeights } from "./fit-weights.ts";
import { bestMove, type Move, tryMove } from "./judge-moves.ts";
import { keepsOrders, supportKey } from "./search-space.ts";
import { type Card, cardOf, fillTables, partState, place, type SearchState } from "./search-state.ts";

/** A gain below this, in nats, is none: it keeps sums that differ in their last digits from going round in circles. */
export const GAIN = 1e-7;

/** How much {@link polish} does: at how many scales real weights are rounded, and how many of these slide too. */
export interface PolishOptions {
	readonly scales?: number;
	readonly deep?: number;
}

/** From the card itself alone. */
export const LIGHT: PolishOptions = { scales: 8, deep: 1 };

/**
 * The best points found for the rules that a card has, and no others: each feature slides over all its points until none
 * helps, from the card itself and from the real weights of the same features rounded at many scales. A feature may lose
 * its points on the way.
 */
export function polish(state: SearchState, card: Card, options: PolishOptions = {}, last?: number): Card {
	const { scales = 12, deep = 2 } = options;
	const key = supportKey(card.points);
	const known = options === LIGHT ? state.polished.get(key) : undefined;
	if (known !== undefined) return known.loss <= card.loss ? known : card;
	const features: number[] = [];
	card.points.forEach((points, feature) => {
		if (points !== 0 && feature !== last) features.push(feature);
	});
	if (last !== undefined) features.push(last);
	if (features.length === 0) return card;
	const part = partState(state, state.project(features));
	part.slope = card.slope;
	part.intercept = card.intercept;
	let best = slide(
		part,
		Int32Array.from(features, (feature) => card.points[feature]!),
	);
	for (const start of scales === 0 ? [] : roundings(part, best, scales).slice(0, deep)) {
		const slid = slide(part, start.points);
		if (slid.loss < best.loss - GAIN) best = slid;
	}
	const points = new Int32Array(card.points.length);
	features.forEach((feature, i) => {
		points[feature] = best.points[i]!;
	});
	const result = { ...best, points };
	state.polished.set(key, result);
	return result;
}

/** Moves the points of one feature at a time, the one that promises most, while the loss falls. */
export function slide(state: SearchState, start: Int32Array): Card {
	place(state, start);
	const features = start.length;
	for (;;) {
		fillTables(state);
		const moves: Move[] = [];
		for (let feature = 0; feature < features; feature++) {
			if (state.space.allowed[feature]!.length < 2) continue;
			const move = bestMove(state, feature);
			if (move !== undefined && move.promise < state.loss + 1) moves.push(move);
		}
		const best = cardOf(state);
		moves.sort((a, b) => a.promise - b.promise);
		let moved = false;
		for (const { feature, points } of moves) {
			const scale = tryMove(state, feature, points);
			if (scale.loss >= best.loss - GAIN) continue;
			const next = best.points.slice();
			next[feature] = points;
			state.slope = scale.slope;
			state.intercept = scale.intercept;
			place(state, next);
			moved = true;
			break;
		}
		if (!moved) return best;
	}
}

/** Cards whose points are the real weights of the same features at several scales, rounded, the best first. */
function roundings(state: SearchState, card: Card, scales: number): Card[] {
	const { space } = state;
	const start = new Float64Array(card.points.length + 1);
	card.points.forEach((points, i) => {
		start[i] = points * card.slope;
	});
	start[card.points.length] = card.intercept;
	const weights = fitWeights(space, start);
	let largest = 0;
	let limit = 1;
	for (let i = 0; i < card.points.length; i++) {
		largest = Math.max(largest, Math.abs(weights[i]!));
		for (const points of space.allowed[i]!) limit = Math.max(limit, Math.abs(points));
	}
	const seen = new Set<string>([card.points.join()]);
	const cards: Card[] = [];
	if (largest === 0) return cards;
	for (let i = 0; i < scales; i++) {
		// From 1 to one and a half times the bound: beyond it the largest weights are cut, the small ones told apart.
		const top = (1.5 * limit) ** ((i + 1) / scales);
		const points = space.allowed.map((allowed, j) => nearest(allowed, (weights[j]! / largest) * top));
		const rounded = Int32Array.from(points);
		const key = rounded.join();
		if (seen.has(key) || !keepsOrders(space, rounded)) continue;
		seen.add(key);
		place(state, rounded);
		cards.push(cardOf(state));
	}
	return cards.sort((a, b) => a.loss - b.loss);
}

function nearest(allowed: Int32Array, value: number): number {
	let best = allowed[0]!;
	for (const points of allowed) if (Math.abs(points - value) < Math.abs(best - value)) best = points;
	return best;
}
