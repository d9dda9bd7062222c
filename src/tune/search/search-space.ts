import type { PatternTable } from "../patterns/pattern-table.ts";

/** What the points of a card may be, ready for the search: see {@link PointLimits} for what people say. */
export interface SearchSpace {
	readonly table: PatternTable;
	/** Points each feature may have, ascending; a feature that may be left out has 0 among them. */
	readonly allowed: readonly Int32Array[];
	/** Number of the rule that each feature belongs to: its cases count as one rule together. */
	readonly ruleOf: Int32Array;
	readonly maxRules: number;
	/** Pairs (i, j): feature i may never have more points than feature j. */
	readonly orders: readonly (readonly [number, number])[];
	readonly leads: number;
	readonly positives: number;
	/** Sum over leads with the outcome of each feature, drawn towards independence by {@link SearchSpace.smoothing}. */
	readonly featureSums: Float64Array;
	/** Leads' worth of made-up leads, whose outcome knows nothing of their features, that stand beside the real ones. */
	readonly smoothing: number;
}

/**
 * The sums by which outcomes enter a log loss. `smoothing` made-up leads with the features of the real ones and the base
 * rate as their chance (a catalytic prior, Huang et al. 2020) keep a slope finite where few leads are separated by luck.
 */
export function featureSums(table: PatternTable, smoothing: number): Float64Array {
	const leads = sumOf(table.leads);
	const positives = sumOf(table.positives);
	const real = leads / (leads + smoothing);
	const rate = leads === 0 ? 0 : positives / leads;
	return Float64Array.from(table.features, ({ values, starts, patterns }) => {
		let withOutcome = 0;
		let all = 0;
		for (let v = 0; v < values.length; v++) {
			for (let i = starts[v]!; i < starts[v + 1]!; i++) {
				withOutcome += values[v]! * table.positives[patterns[i]!]!;
				all += values[v]! * table.leads[patterns[i]!]!;
			}
		}
		return real * withOutcome + (1 - real) * rate * all;
	});
}

/** Sum of an array. */
export function sumOf(values: ArrayLike<number>): number {
	let sum = 0;
	for (let i = 0; i < values.length; i++) sum += values[i]!;
	return sum;
}

/** Whether points keep every order of the space. */
export function keepsOrders(space: SearchSpace, points: Int32Array): boolean {
	return space.orders.every(([low, high]) => points[low]! <= points[high]!);
}

/** The least and the most points that feature `feature` may have beside the others' points. */
export function orderRange(space: SearchSpace, points: Int32Array, feature: number): readonly [number, number] {
	let low = Number.NEGATIVE_INFINITY;
	let high = Number.POSITIVE_INFINITY;
	for (const [i, j] of space.orders) {
		if (i === feature) high = Math.min(high, points[j]!);
		if (j === feature) low = Math.max(low, points[i]!);
	}
	return [low, high];
}

/** How many rules have points. */
export function ruleCount(space: SearchSpace, points: Int32Array): number {
	if (space.orders.length === 0 && space.ruleOf.length === 0) return 0;
	const seen = new Set<number>();
	for (let i = 0; i < points.length; i++) if (points[i] !== 0) seen.add(space.ruleOf[i]!);
	return seen.size;
}

/** The features that have points, as a key. */
export function supportKey(points: Int32Array): string {
	let key = "";
	for (let i = 0; i < points.length; i++) if (points[i] !== 0) key += `${i},`;
	return key;
}
