import { type PatternFeature, type PatternTable, patternFeature } from "../patterns/pattern-table.ts";
import type { SearchSpace } from "./search-space.ts";

/**
 * The space of some features alone: patterns that these do not tell apart become one. The points of a card with few rules
 * can be moved there at a cost that no longer depends on how many leads or patterns there are.
 */
export function project(space: SearchSpace, features: readonly number[]): SearchSpace {
	const columns = features.map((feature) => space.table.features[feature]!);
	const { groupOf, first, count } = groupPatterns(columns, space.table.leads.length);
	const leads = new Float64Array(count);
	for (let i = 0; i < groupOf.length; i++) leads[groupOf[i]!] = leads[groupOf[i]!]! + space.table.leads[i]!;
	const table: PatternTable = {
		features: columns.map((column) => patternFeature(column.name, first.map((pattern) => valueAt(column, pattern)))),
		leads,
		positives: new Float64Array(count),
	};
	const place = new Map(features.map((feature, i) => [feature, i]));
	return {
		...space,
		table,
		allowed: features.map((feature) => space.allowed[feature]!),
		ruleOf: Int32Array.from(features, (feature) => space.ruleOf[feature]!),
		orders: space.orders.flatMap(([i, j]) => {
			const [low, high] = [place.get(i), place.get(j)];
			return low === undefined || high === undefined ? [] : [[low, high] as const];
		}),
		featureSums: Float64Array.from(features, (feature) => space.featureSums[feature]!),
	};
}

/** Numbers the patterns that all columns agree on, by first sight. */
function groupPatterns(
	columns: readonly PatternFeature[],
	patterns: number,
): { groupOf: Int32Array; first: Int32Array; count: number } {
	let groupOf = new Int32Array(patterns);
	let count = Math.min(1, patterns);
	for (const column of columns) {
		const width = column.values.length + 1;
		const codes = new Int32Array(patterns);
		for (let v = 0; v < column.values.length; v++)
			for (let i = column.starts[v]!; i < column.starts[v + 1]!; i++) codes[column.patterns[i]!] = v + 1;
		const numbers = new Int32Array(count * width).fill(-1);
		const next = new Int32Array(patterns);
		count = 0;
		for (let i = 0; i < patterns; i++) {
			const key = groupOf[i]! * width + codes[i]!;
			if (numbers[key]! < 0) numbers[key] = count++;
			next[i] = numbers[key]!;
		}
		groupOf = next;
	}
	const first = new Int32Array(count).fill(-1);
	for (let i = 0; i < patterns; i++) if (first[groupOf[i]!]! < 0) first[groupOf[i]!] = i;
	return { groupOf, first, count };
}

/** Value of a column at a pattern; patterns of one value stand in ascending order. */
function valueAt({ values, starts, patterns }: PatternFeature, pattern: number): number {
	for (let v = 0; v < values.length; v++) {
		let low = starts[v]!;
		let high = starts[v + 1]! - 1;
		while (low <= high) {
			const middle = (low + high) >> 1;
			if (patterns[middle] === pattern) return values[v]!;
			if (patterns[middle]! < pattern) low = middle + 1;
			else high = middle - 1;
		}
	}
	return 0;
}
