import { chiSquareTail } from "./chi-square-tail.ts";

/** Do groups reach an event at the same pace? */
export interface LogRank {
	readonly statistic: number;
	/** Groups less one. */
	readonly degrees: number;
	/** `undefined`, with `reason`, when there is nothing to compare. */
	readonly pValue: number | undefined;
	readonly reason?: string;
	/** Events seen, and expected were the pace the same, for each group in the order of `names`. */
	readonly names: readonly (string | number)[];
	readonly observed: readonly number[];
	readonly expected: readonly number[];
}

/**
 * Log-rank test of two or more groups, with the hypergeometric covariance of their events. Leads whose time is NaN are
 * left out. Most sensitive when one group's pace is a constant multiple of the other's; blind where curves cross.
 *
 * Undefined (statistic 0) with fewer than two groups, no event, or a group that is never at risk beside another.
 * Source: Mantel 1966, Peto and Peto 1972; as lifelines `multivariate_logrank_test`.
 *
 * @param observed 1 when the event was seen, 0 when watching ended before
 * @param groups which group each lead belongs to; any values
 * @throws RangeError when the lists differ in length
 * @example logRankTest([1, 2, 3, 4], [1, 1, 1, 1], ["a", "a", "b", "b"]).statistic // 2.882
 */
export function logRankTest(
	times: ArrayLike<number>,
	observed: ArrayLike<number>,
	groups: ArrayLike<string | number>,
): LogRank {
	if (times.length !== observed.length || times.length !== groups.length) {
		throw new RangeError(
			`logRankTest: lists must be equally long, got ${times.length}, ${observed.length} and ${groups.length}.`,
		);
	}
	const order = Array.from({ length: times.length }, (_, i) => i)
		.filter((i) => !Number.isNaN(times[i]!))
		.sort((a, b) => times[a]! - times[b]!);
	const names = [...new Set(order.map((i) => groups[i]!))].sort((a, b) => (a < b ? -1 : 1));
	const indexOf = new Map(names.map((name, i) => [name, i]));
	const k = names.length;
	const seen = new Array<number>(k).fill(0);
	const expected = new Array<number>(k).fill(0);
	const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
	const atRisk = new Array<number>(k).fill(0);
	for (const i of order) atRisk[indexOf.get(groups[i]!)!]!++;

	for (let at = 0; at < order.length; ) {
		const time = times[order[at]!]!;
		const n = order.length - at;
		const leaving = new Array<number>(k).fill(0);
		let d = 0;
		for (; at < order.length && times[order[at]!] === time; at++) {
			const group = indexOf.get(groups[order[at]!]!)!;
			leaving[group]!++;
			if (observed[order[at]!] !== 1) continue;
			d++;
			seen[group]!++;
		}
		const factor = n > 1 ? (d * (n - d)) / (n - 1) : 0;
		for (let a = 0; a < k; a++) {
			expected[a]! += (d * atRisk[a]!) / n;
			for (let b = 0; b < k; b++) {
				covariance[a]![b]! += factor * (atRisk[a]! / n) * ((a === b ? 1 : 0) - atRisk[b]! / n);
			}
		}
		for (let a = 0; a < k; a++) atRisk[a]! -= leaving[a]!;
	}

	const common = { degrees: Math.max(0, k - 1), names, observed: seen, expected };
	if (k < 2) return { ...common, statistic: 0, pValue: undefined, reason: "there are fewer than two groups" };
	// The last group's difference follows from the others.
	const differences = seen.slice(1).map((count, i) => count - expected[i + 1]!);
	const solved = solve(
		covariance.slice(1).map((row) => row.slice(1)),
		differences,
	);
	if (solved === undefined) {
		return { ...common, statistic: 0, pValue: undefined, reason: "no event was seen while groups could be compared" };
	}
	const statistic = differences.reduce((sum, difference, i) => sum + difference * solved[i]!, 0);
	return { ...common, statistic, pValue: chiSquareTail(Math.max(0, statistic), k - 1) };
}

/** x with matrix x = right, by elimination with pivots; `undefined` when the matrix is singular. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): readonly number[] | undefined {
	const rows = matrix.map((row, i) => [...row, right[i]!]);
	const scale = Math.max(...matrix.map((row, i) => Math.abs(row[i]!)));
	const n = rows.length;
	for (let column = 0; column < n; column++) {
		let pivot = column;
		for (let i = column + 1; i < n; i++) {
			if (Math.abs(rows[i]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = i;
		}
		if (!(Math.abs(rows[pivot]![column]!) > 1e-12 * scale)) return undefined;
		[rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
		for (let i = 0; i < n; i++) {
			if (i === column) continue;
			const factor = rows[i]![column]! / rows[column]![column]!;
			for (let j = column; j <= n; j++) rows[i]![j]! -= factor * rows[column]![j]!;
		}
	}
	return rows.map((row, i) => row[n]! / row[i]!);
}
