import { fitScale, type Scale } from "./fit-scale.ts";
import { orderRange } from "./search-space.ts";
import { type SearchState, TABLE_WIDTH } from "./search-state.ts";

/** A feature that gets points, and the loss that one Newton step of slope and intercept promises. */
export interface Move {
	readonly feature: number;
	readonly points: number;
	readonly promise: number;
}

/**
 * Gathers the leads that a feature moves: by score and value where they are many, lead by lead where they are few.
 * Returns how many entries there are in the state's memory.
 */
function gather(state: SearchState, feature: number): number {
	const { scores, entryScores, entryLeads, entryValues, histogram, origin, low, high } = state;
	const { values, starts, patterns } = state.space.table.features[feature]!;
	const { leads } = state.space.table;
	let entries = 0;
	for (let v = 0; v < values.length; v++) {
		const from = starts[v]!;
		const to = starts[v + 1]!;
		const value = values[v]!;
		if (to - from <= (high - low) / 2) {
			for (let i = from; i < to; i++) {
				const pattern = patterns[i]!;
				entryScores[entries] = scores[pattern]!;
				entryLeads[entries] = leads[pattern]!;
				entryValues[entries++] = value;
			}
			continue;
		}
		for (let i = from; i < to; i++) {
			const pattern = patterns[i]!;
			const at = scores[pattern]! + origin;
			histogram[at] = histogram[at]! + leads[pattern]!;
		}
		for (let at = low + origin; at <= high + origin; at++) {
			const n = histogram[at]!;
			if (n === 0) continue;
			histogram[at] = 0;
			entryScores[entries] = at - origin;
			entryLeads[entries] = n;
			entryValues[entries++] = value;
		}
	}
	return entries;
}

/**
 * The best other points for one feature, the rest of the card in the memory as it is; within `within` points of those it
 * has. `undefined` where none are allowed. Needs `fillTables`.
 */
export function bestMove(state: SearchState, feature: number, within = Number.POSITIVE_INFINITY): Move | undefined {
	const { space, tables, totals, origin, entryScores, entryLeads, entryValues } = state;
	const allowed = space.allowed[feature]!;
	const had = state.points[feature]!;
	const [least, most] = space.orders.length === 0 ? [-Infinity, Infinity] : orderRange(space, state.points, feature);
	const entries = gather(state, feature);
	let r0 = totals[0]!;
	let r1 = totals[1]!;
	let r2 = totals[2]!;
	let r3 = totals[3]!;
	let r4 = totals[4]!;
	let r5 = totals[5]!;
	for (let i = 0; i < entries; i++) {
		const n = entryLeads[i]!;
		const at = (entryScores[i]! + origin) * TABLE_WIDTH;
		r0 -= n * tables[at]!;
		r1 -= n * tables[at + 1]!;
		r2 -= n * tables[at + 2]!;
		r3 -= n * tables[at + 3]!;
		r4 -= n * tables[at + 4]!;
		r5 -= n * tables[at + 5]!;
	}
	let best = had;
	let promise = Number.POSITIVE_INFINITY;
	for (let k = 0; k < allowed.length; k++) {
		const target = allowed[k]!;
		const each = target - had;
		if (each === 0 || target < least || target > most || Math.abs(each) > within) continue;
		let t0 = r0;
		let t1 = r1;
		let t2 = r2;
		let t3 = r3;
		let t4 = r4;
		let t5 = r5;
		for (let i = 0; i < entries; i++) {
			const n = entryLeads[i]!;
			const at = (entryScores[i]! + each * entryValues[i]! + origin) * TABLE_WIDTH;
			t0 += n * tables[at]!;
			t1 += n * tables[at + 1]!;
			t2 += n * tables[at + 2]!;
			t3 += n * tables[at + 3]!;
			t4 += n * tables[at + 4]!;
			t5 += n * tables[at + 5]!;
		}
		const scoreSum = state.scoreSum + each * space.featureSums[feature]!;
		const gradSlope = t2 - scoreSum;
		const gradIntercept = t1 - space.positives;
		const determinant = t3 * t5 - t4 * t4;
		let loss = t0 - state.slope * scoreSum - state.intercept * space.positives;
		if (determinant > 1e-12 * t3 * t5) {
			const stepSlope = (t3 * gradSlope - t4 * gradIntercept) / determinant;
			if (state.slope - stepSlope <= 0) continue;
			const stepIntercept = (t5 * gradIntercept - t4 * gradSlope) / determinant;
			// A step that moves chances far is trusted less: there the loss is no parabola.
			const far = Math.max(
				Math.abs(stepSlope * state.low + stepIntercept),
				Math.abs(stepSlope * state.high + stepIntercept),
			);
			loss -= (stepSlope * gradSlope + stepIntercept * gradIntercept) / (2 + (2 * far * far) / 9);
		}
		if (loss < promise) {
			promise = loss;
			best = target;
		}
	}
	return best === had ? undefined : { feature, points: best, promise };
}

/** What a move really gives: the best scale of the card in the memory with other points for one feature. */
export function tryMove(state: SearchState, feature: number, target: number): Scale {
	const points = target - state.points[feature]!;
	const { counts, trial, origin, low, high, reach, entryScores, entryLeads, entryValues } = state;
	const from = low - reach + origin;
	const to = high + reach + origin;
	trial.fill(0, from, to + 1);
	trial.set(counts.subarray(low + origin, high + origin + 1), low + origin);
	const entries = gather(state, feature);
	for (let i = 0; i < entries; i++) {
		const at = entryScores[i]! + origin;
		const n = entryLeads[i]!;
		trial[at] = trial[at]! - n;
		const moved = at + points * entryValues[i]!;
		trial[moved] = trial[moved]! + n;
	}
	let first = from;
	let last = to;
	while (first < last && trial[first] === 0) first++;
	while (last > first && trial[last] === 0) last--;
	const scoreSum = state.scoreSum + points * state.space.featureSums[feature]!;
	return fitScale(trial, first, last, first - origin, scoreSum, state.space.positives, state);
}
