import { fitScale, type Scale } from "./fit-scale.ts";
import { createProjector, type Projector } from "./project.ts";
import type { SearchSpace } from "./search-space.ts";

/** Points for every feature of a space, with the scale that fits them best. */
export interface Card extends Scale {
	readonly points: Int32Array;
}

/** Numbers of each score in {@link SearchState.tables}: softplus, p, p*s, q, q*s, q*s*s with q = p(1 - p). */
export const TABLE_WIDTH = 6;

/**
 * Working memory for one space: the scores of one card, their counts, and what a lead at each score adds to the loss, its
 * gradient and its curvature. A move is judged from these without touching the leads it leaves alone.
 */
export interface SearchState {
	readonly space: SearchSpace;
	readonly project: Projector;
	/** What `polish` made of each set of features. */
	readonly polished: Map<string, Card>;
	readonly scores: Int32Array;
	/** Leads by score; score s is at s + origin. */
	readonly counts: Float64Array;
	readonly origin: number;
	/** The furthest that one feature can move a score. */
	readonly reach: number;
	readonly tables: Float64Array;
	readonly totals: Float64Array;
	/** Totals without the leads that a feature moves. */
	readonly rest: Float64Array;
	/** Half of the most points that a rule may have. */
	readonly middling: number;
	readonly trial: Float64Array;
	readonly entryScores: Int32Array;
	readonly entryLeads: Float64Array;
	readonly entryValues: Int32Array;
	readonly histogram: Float64Array;
	points: Int32Array;
	low: number;
	high: number;
	scoreSum: number;
	slope: number;
	intercept: number;
	loss: number;
}

/** Memory for cards of a space. */
export function createState(space: SearchSpace): SearchState {
	const spans = space.table.features.map(({ values }, i) => {
		const largest = Math.max(0, ...space.allowed[i]!.map(Math.abs));
		return largest * Math.max(0, ...values.map(Math.abs));
	});
	const reach = Math.max(1, ...spans);
	// At most `maxRules` rules have points, each with all its features at once.
	const byRule = new Map<number, number>();
	for (const [i, span] of spans.entries()) byRule.set(space.ruleOf[i]!, (byRule.get(space.ruleOf[i]!) ?? 0) + span);
	const furthest = [...byRule.values()].sort((a, b) => b - a).slice(0, space.maxRules);
	const origin = furthest.reduce((sum, one) => sum + one, 0) + 2 * reach + 1;
	const patterns = space.table.leads.length;
	const size = 2 * origin + 1;
	return {
		space,
		project: createProjector(space),
		polished: new Map(),
		scores: new Int32Array(patterns),
		counts: new Float64Array(size),
		origin,
		reach,
		tables: new Float64Array(size * TABLE_WIDTH),
		totals: new Float64Array(TABLE_WIDTH),
		rest: new Float64Array(TABLE_WIDTH),
		middling: Math.max(1, ...space.allowed.map((allowed) => Math.max(...allowed.map(Math.abs)))) / 2,
		trial: new Float64Array(size),
		entryScores: new Int32Array(patterns),
		entryLeads: new Float64Array(patterns),
		entryValues: new Int32Array(patterns),
		histogram: new Float64Array(size),
		points: new Int32Array(spans.length),
		low: 0,
		high: 0,
		scoreSum: 0,
		slope: 0,
		intercept: 0,
		loss: 0,
	};
}

/** Puts a card into the memory: its scores, their counts and the best scale, sought from the one that stands there. */
export function place(state: SearchState, points: Int32Array): void {
	const { scores, counts, origin, space } = state;
	const { leads } = space.table;
	counts.fill(0);
	scores.fill(0, 0, leads.length);
	let scoreSum = 0;
	for (let j = 0; j < points.length; j++) {
		const each = points[j]!;
		if (each === 0) continue;
		scoreSum += each * space.featureSums[j]!;
		const { values, starts, patterns } = space.table.features[j]!;
		for (let v = 0; v < values.length; v++) {
			const step = each * values[v]!;
			for (let i = starts[v]!; i < starts[v + 1]!; i++) scores[patterns[i]!] = scores[patterns[i]!]! + step;
		}
	}
	let low = 0;
	let high = 0;
	for (let i = 0; i < leads.length; i++) {
		const score = scores[i]!;
		if (score < low) low = score;
		else if (score > high) high = score;
		counts[score + origin] = counts[score + origin]! + leads[i]!;
	}
	state.points = points;
	state.low = low;
	state.high = high;
	state.scoreSum = scoreSum;
	const scale = fitScale(counts, low + origin, high + origin, low, scoreSum, space.positives, state);
	state.slope = scale.slope;
	state.intercept = scale.intercept;
	state.loss = scale.loss;
}

/**
 * The same memory for a part of the space, with fewer features and patterns. What stood in the memory is gone once the
 * part is used.
 */
export function partState(state: SearchState, part: SearchSpace): SearchState {
	return { ...state, space: part };
}

/** The card in the memory. */
export function cardOf({ points, slope, intercept, loss }: SearchState): Card {
	return { points: points.slice(), slope, intercept, loss };
}

/** What a lead at each score within reach adds to loss, gradient and curvature, and what all leads add together. */
export function fillTables(state: SearchState): void {
	const { tables, totals, counts, origin, reach, slope, intercept } = state;
	totals.fill(0);
	for (let score = state.low - reach; score <= state.high + reach; score++) {
		const z = slope * score + intercept;
		const e = Math.exp(z < 0 ? z : -z);
		const inverse = 1 / (1 + e);
		const softplus = (z > 0 ? z : 0) + Math.log1p(e);
		const p = z < 0 ? e * inverse : inverse;
		const q = e * inverse * inverse;
		const at = (score + origin) * TABLE_WIDTH;
		tables[at] = softplus;
		tables[at + 1] = p;
		tables[at + 2] = p * score;
		tables[at + 3] = q;
		tables[at + 4] = q * score;
		tables[at + 5] = q * score * score;
		const n = score < state.low || score > state.high ? 0 : counts[score + origin]!;
		if (n === 0) continue;
		for (let t = 0; t < TABLE_WIDTH; t++) totals[t] = totals[t]! + n * tables[at + t]!;
	}
}
