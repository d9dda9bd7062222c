import { type PatternFeature, patternFeature } from "../patterns/pattern-table.ts";
import type { SearchSpace } from "./search-space.ts";

/** Patterns that some features do not tell apart, as groups: which group each pattern is in, and the values of each. */
interface Grouping {
	readonly features: readonly number[];
	readonly groupOf: Int32Array;
	readonly count: number;
	/** Values of the features, a row a group. */
	readonly values: Int32Array;
}

/** What {@link createProjector} gives back. */
export type Projector = (features: readonly number[]) => SearchSpace;

/**
 * A function to the space of some features alone, where patterns that these do not tell apart are one: points of a card
 * with few rules are moved there at a cost that no longer depends on how many leads there are. It remembers the groups of
 * all features but the last, which a search that tries one feature after the other beside the same card asks for again.
 */
export function createProjector(space: SearchSpace): Projector {
	const patterns = space.table.leads.length;
	const codes = new Int32Array(patterns);
	const head = new Int32Array(patterns);
	const whole = new Int32Array(patterns);
	let remembered: Grouping | undefined;
	return (features) => {
		const front = features.slice(0, -1);
		if (remembered === undefined || !equalLists(remembered.features, front)) {
			let grouping: Grouping = { features: [], groupOf: head.fill(0), count: Math.min(1, patterns), values: NONE };
			for (const feature of front) grouping = refine(space, grouping, feature, codes, head);
			remembered = grouping;
		}
		const last = features.at(-1);
		return spaceOf(space, last === undefined ? remembered : refine(space, remembered, last, codes, whole));
	};
}

const NONE = new Int32Array(0);

/** Groups told apart by one more feature, numbered by first sight, written into `groupOf`. */
function refine(
	space: SearchSpace,
	before: Grouping,
	feature: number,
	codes: Int32Array,
	groupOf: Int32Array,
): Grouping {
	const column = space.table.features[feature]!;
	mark(column, codes);
	const width = column.values.length + 1;
	const numbers = new Int32Array(before.count * width).fill(-1);
	const keys: number[] = [];
	for (let i = 0; i < groupOf.length; i++) {
		const key = before.groupOf[i]! * width + codes[i]!;
		let group = numbers[key]!;
		if (group < 0) {
			group = keys.length;
			numbers[key] = group;
			keys.push(key);
		}
		groupOf[i] = group;
	}
	const had = before.features.length;
	const values = new Int32Array(keys.length * (had + 1));
	for (let group = 0, at = 0; group < keys.length; group++, at += had + 1) {
		const code = keys[group]! % width;
		const from = ((keys[group]! - code) / width) * had;
		for (let j = 0; j < had; j++) values[at + j] = before.values[from + j]!;
		values[at + had] = code === 0 ? 0 : column.values[code - 1]!;
	}
	return { features: [...before.features, feature], groupOf, count: keys.length, values };
}

/** 0 where a feature is 0, else 1 + the place of its value. */
function mark({ values, starts, patterns }: PatternFeature, codes: Int32Array): void {
	codes.fill(0);
	for (let v = 0; v < values.length; v++) for (let i = starts[v]!; i < starts[v + 1]!; i++) codes[patterns[i]!] = v + 1;
}

function spaceOf(space: SearchSpace, { features, groupOf, count, values }: Grouping): SearchSpace {
	const leads = new Float64Array(count);
	for (let i = 0; i < groupOf.length; i++) leads[groupOf[i]!] = leads[groupOf[i]!]! + space.table.leads[i]!;
	const column = new Int32Array(count);
	const columns = features.map((feature, j) => {
		for (let group = 0; group < count; group++) column[group] = values[group * features.length + j]!;
		return patternFeature(space.table.features[feature]!.name, column);
	});
	const place = new Map(features.map((feature, i) => [feature, i]));
	return {
		...space,
		table: { features: columns, leads, positives: leads },
		allowed: features.map((feature) => space.allowed[feature]!),
		ruleOf: Int32Array.from(features, (feature) => space.ruleOf[feature]!),
		orders: space.orders.flatMap(([i, j]) => {
			const [low, high] = [place.get(i), place.get(j)];
			return low === undefined || high === undefined ? [] : [[low, high] as const];
		}),
		featureSums: Float64Array.from(features, (feature) => space.featureSums[feature]!),
	};
}

function equalLists(left: readonly number[], right: readonly number[]): boolean {
	return left.length === right.length && left.every((one, i) => one === right[i]);
}
