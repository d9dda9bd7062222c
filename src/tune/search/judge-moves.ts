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
 * The best other points for one feature, the rest of the card in the memory as it is: sought from where Newton's step of
 * that feature alone leads, upwards and downwards while the promise grows. `undefined` where none are allowed. Needs
 * `fillTables`.
 */
export function bestMove(state: SearchState, feature: number): Move | undefined {
	const { space, points } = state;
	const allowed = space.allowed[feature]!;
	const had = points[feature]!;
	const [least, most] = space.orders.length === 0 ? [-Infinity, Infinity] : orderRange(space, points, feature);
	let from = 0;
	let to = allowed.length - 1;
	while (from <= to && allowed[from]! < least) from++;
	while (to >= from && allowed[to]! > most) to--;
	if (from > to) return undefined;
	const entries = gather(state, feature);
	const wish = restOf(state, feature, entries);
	let at = from;
	while (at < to && Math.abs(allowed[at + 1]! - wish) <= Math.abs(allowed[at]! - wish)) at++;
	let best = at;
	let promise = allowed[at] === had ? Number.POSITIVE_INFINITY : promiseOf(state, feature, entries, allowed[at]! - had);
	for (const way of [1, -1]) {
		for (let next = at + way; next >= from && next <= to; next += way) {
			if (allowed[next] === had) continue;
			const promised = promiseOf(state, feature, entries, allowed[next]! - had);
			if (promised >= promise) break;
			promise = promised;
			best = next;
		}
		if (best !== at) break;
	}
	return promise === Number.POSITIVE_INFINITY ? undefined : { feature, points: allowed[best]!, promise };
}

/**
 * Leaves in the memory what the leads that a feature does not move add together, and returns the points that Newton's step
 * of the feature and the intercept wishes for it.
 */
function restOf(state: SearchState, feature: number, entries: number): number {
	const { space, tables, totals, rest, origin, entryScores, entryLeads, entryValues } = state;
	let r0 = totals[0]!;
	let r1 = totals[1]!;
	let r2 = totals[2]!;
	let r3 = totals[3]!;
	let r4 = totals[4]!;
	let r5 = totals[5]!;
	let gradient = -space.featureSums[feature]!;
	let cross = 0;
	let curvature = 0;
	for (let i = 0; i < entries; i++) {
		const n = entryLeads[i]!;
		const value = entryValues[i]!;
		const at = (entryScores[i]! + origin) * TABLE_WIDTH;
		const p = n * tables[at + 1]!;
		const q = n * tables[at + 3]!;
		r0 -= n * tables[at]!;
		r1 -= p;
		r2 -= n * tables[at + 2]!;
		r3 -= q;
		r4 -= n * tables[at + 4]!;
		r5 -= n * tables[at + 5]!;
		gradient += p * value;
		cross += q * value;
		curvature += q * value * value;
	}
	rest[0] = r0;
	rest[1] = r1;
	rest[2] = r2;
	rest[3] = r3;
	rest[4] = r4;
	rest[5] = r5;
	// A card without points has no unit yet: its first rule gets middling points, which others can exceed or halve.
	if (state.slope === 0) return gradient < 0 ? state.middling : -state.middling;
	const left = curvature - (totals[3]! > 0 ? (cross * cross) / totals[3]! : 0);
	return state.points[feature]! - gradient / (state.slope * Math.max(left, 1e-9 * curvature + 1e-12));
}

/** The loss that one Newton step of slope and intercept promises once a feature's points move by `by`. */
function promiseOf(state: SearchState, feature: number, entries: number, by: number): number {
	const { space, tables, rest, origin, entryScores, entryLeads, entryValues } = state;
	let t0 = rest[0]!;
	let t1 = rest[1]!;
	let t2 = rest[2]!;
	let t3 = rest[3]!;
	let t4 = rest[4]!;
	let t5 = rest[5]!;
	for (let i = 0; i < entries; i++) {
		const n = entryLeads[i]!;
		const at = (entryScores[i]! + by * entryValues[i]! + origin) * TABLE_WIDTH;
		t0 += n * tables[at]!;
		t1 += n * tables[at + 1]!;
		t2 += n * tables[at + 2]!;
		t3 += n * tables[at + 3]!;
		t4 += n * tables[at + 4]!;
		t5 += n * tables[at + 5]!;
	}
	const scoreSum = state.scoreSum + by * space.featureSums[feature]!;
	const gradSlope = t2 - scoreSum;
	const gradIntercept = t1 - space.positives;
	const determinant = t3 * t5 - t4 * t4;
	const loss = t0 - state.slope * scoreSum - state.intercept * space.positives;
	if (determinant <= 1e-12 * t3 * t5) return loss;
	const stepSlope = (t3 * gradSlope - t4 * gradIntercept) / determinant;
	const stepIntercept = (t5 * gradIntercept - t4 * gradSlope) / determinant;
	if (state.slope - stepSlope <= 0) return Number.MAX_VALUE;
	// A step that moves chances far is trusted less: there the loss is no parabola.
	const far = Math.max(
		Math.abs(stepSlope * state.low + stepIntercept),
		Math.abs(stepSlope * state.high + stepIntercept),
	);
	return loss - (stepSlope * gradSlope + stepIntercept * gradIntercept) / (2 + (2 * far * far) / 9);
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
