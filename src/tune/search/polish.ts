import { fitWeights } from "./fit-weights.ts";
import { bestMove, tryMove } from "./judge-moves.ts";
import { project } from "./project.ts";
import { keepsOrders, type SearchSpace } from "./search-space.ts";
import { type Card, cardOf, createState, fillTables, place, type SearchState } from "./search-state.ts";

/** A gain below this, in nats, is none: it keeps sums that differ in their last digits from going round in circles. */
export const GAIN = 1e-7;

/**
 * The best points found for the rules that a card has, and no others: each feature slides over all its points until none
 * helps, from the card itself and from the real weights of the same features rounded at many scales. A feature may lose
 * its points on the way.
 */
export function polish(space: SearchSpace, card: Card, { scales = 16, deep = 3 } = {}): Card {
	const features: number[] = [];
	card.points.forEach((points, feature) => {
		if (points !== 0) features.push(feature);
	});
	if (features.length === 0) return card;
	const part = project(space, features);
	const state = createState(part);
	state.slope = card.slope;
	state.intercept = card.intercept;
	let best = slide(state, Int32Array.from(features, (feature) => card.points[feature]!));
	for (const start of roundings(state, best, scales).slice(0, deep)) {
		const slid = slide(state, start.points);
		if (slid.loss < best.loss - GAIN) best = slid;
	}
	const points = new Int32Array(card.points.length);
	features.forEach((feature, i) => {
		points[feature] = best.points[i]!;
	});
	return { ...best, points };
}

/** Moves one feature's points at a time, the best first, while the loss falls. */
export function slide(state: SearchState, start: Int32Array): Card {
	place(state, start);
	let best = cardOf(state);
	const features = start.length;
	for (let still = 0, feature = 0; still < features; feature = (feature + 1) % features) {
		still += 1;
		if (state.space.allowed[feature]!.length < 2) continue;
		const without = best.points.slice();
		const had = without[feature]!;
		without[feature] = 0;
		place(state, without);
		fillTables(state);
		const canBeLeft = state.space.allowed[feature]!.includes(0) && keepsOrders(state.space, without);
		if (canBeLeft && state.loss < best.loss - GAIN) {
			best = cardOf(state);
			still = 0;
		}
		const move = bestMove(state, feature, had);
		if (move === undefined) continue;
		const scale = tryMove(state, feature, move.points);
		if (scale.loss >= best.loss - GAIN) continue;
		const points = without;
		points[feature] = move.points;
		best = { points, slope: scale.slope, intercept: scale.intercept, loss: scale.loss };
		still = 0;
	}
	return best;
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
