import { chiSquareTail } from "../distributions/chi-square-tail.ts";
import { checkOutcomes } from "../tables/score-table.ts";

/** Do groups reach an event at the same pace? */
export interface LogRank {
	readonly statistic: number;
	/** Groups less one; fewer when a group was never at risk beside another (as in R `survdiff`). */
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
 * left out; leads that are alike may be one row with a weight. Most sensitive when one group's pace is a constant multiple of the other's; blind where curves cross.
 *
 * Undefined (statistic 0) with fewer than two groups, or no event while two of them were at risk.
 * Source: Mantel 1966, Peto and Peto 1972; as lifelines `multivariate_logrank_test`.
 *
 * @param observed 1 when the event was seen, 0 when watching ended before
 * @param groups which group each lead belongs to; any values
 * Where leads share accounts (`clusters`) the covariance is that of the accounts' sums of influences, as R
 * `coxph(cluster = )` has its robust score test (Lin and Wei 1989); undefined below twice as many accounts as groups and 20.
 *
 * @param options.weights how many leads each row stands for; 1 each by default
 * @param options.clusters account of each row; rows then stand for one lead each
 * @throws RangeError when the lists differ in length or a weight is below 0
 * @example logRankTest([1, 2, 3, 4], [1, 1, 1, 1], ["a", "a", "b", "b"]).statistic // 2.882
 */
export function logRankTest(
	times: ArrayLike<number>,
	observed: ArrayLike<number>,
	groups: ArrayLike<string | number>,
	{
		weights,
		clusters,
	}: { readonly weights?: ArrayLike<number>; readonly clusters?: ArrayLike<number> | undefined } = {},
): LogRank {
	const lengths = [observed.length, groups.length, weights?.length ?? times.length];
	if (lengths.some((length) => length !== times.length)) {
		throw new RangeError(
			`logRankTest: lists must be equally long, got ${times.length}, ${observed.length} and ${groups.length}.`,
		);
	}
	checkOutcomes("logRankTest", observed, { scores: times });
	const weightOf = (i: number) => weights?.[i] ?? 1;
	const order = Array.from({ length: times.length }, (_, i) => i)
		.filter((i) => !Number.isNaN(times[i]!) && weightOf(i) !== 0)
		.sort((a, b) => times[a]! - times[b]!);
	const names = [...new Set(order.map((i) => groups[i]!))].sort((a, b) => (a < b ? -1 : 1));
	const indexOf = new Map(names.map((name, i) => [name, i]));
	const k = names.length;
	const seen = new Array<number>(k).fill(0);
	const expected = new Array<number>(k).fill(0);
	const covariance = Array.from({ length: k }, () => new Array<number>(k).fill(0));
	const atRisk = new Array<number>(k).fill(0);
	let left = 0;
	for (const i of order) {
		if (!(weightOf(i) > 0)) throw new RangeError(`logRankTest: weights must be at least 0, got ${weightOf(i)}.`);
		atRisk[indexOf.get(groups[i]!)!]! += weightOf(i);
		left += weightOf(i);
	}

	const accounts =
		clusters === undefined ? undefined : accountCovariance(order, clusters, (i) => indexOf.get(groups[i]!)!, k);
	for (let at = 0; at < order.length; ) {
		const from = at;
		const time = times[order[at]!]!;
		const n = left;
		const leaving = new Array<number>(k).fill(0);
		let d = 0;
		for (; at < order.length && times[order[at]!] === time; at++) {
			const group = indexOf.get(groups[order[at]!]!)!;
			const weight = weightOf(order[at]!);
			leaving[group]! += weight;
			left -= weight;
			if (observed[order[at]!] !== 1) continue;
			d += weight;
			seen[group]! += weight;
		}
		accounts?.step(order.slice(from, at), { n, d, atRisk, observed });
		const factor = n > 1 ? (d * (n - d)) / (n - 1) : 0;
		for (let a = 0; a < k; a++) {
			expected[a]! += (d * atRisk[a]!) / n;
			for (let b = 0; b < k; b++) {
				covariance[a]![b]! += factor * (atRisk[a]! / n) * ((a === b ? 1 : 0) - atRisk[b]! / n);
			}
		}
		for (let a = 0; a < k; a++) atRisk[a]! -= leaving[a]!;
	}

	const differences = seen.map((count, i) => count - expected[i]!);
	const { solution, rank } = solve(accounts?.covariance() ?? covariance, differences);
	const common = { degrees: rank, names, observed: seen, expected };
	if (k < 2) return { ...common, statistic: 0, pValue: undefined, reason: "there are fewer than two groups" };
	if (accounts !== undefined && accounts.count < Math.max(20, 2 * k)) {
		const reason = `the leads belong to ${accounts.count} accounts; at least ${Math.max(20, 2 * k)} are needed`;
		return { ...common, statistic: 0, pValue: undefined, reason };
	}
	if (rank === 0) {
		return { ...common, statistic: 0, pValue: undefined, reason: "no event was seen while groups could be compared" };
	}
	const exact = Math.max(
		0,
		differences.reduce((sum, difference, i) => sum + difference * solution[i]!, 0),
	);
	// To nine digits: accounts summed in another order differ in the last ones.
	const statistic = accounts === undefined ? exact : Number(exact.toPrecision(9));
	return { ...common, statistic, pValue: chiSquareTail(statistic, rank) };
}

/** The covariance of observed less expected events of each group, over accounts. */
function accountCovariance(
	order: readonly number[],
	clusters: ArrayLike<number>,
	groupOf: (row: number) => number,
	k: number,
) {
	const numbers = new Map<number, number>();
	for (const i of order) if (!numbers.has(clusters[i]!)) numbers.set(clusters[i]!, numbers.size);
	const count = numbers.size;
	const left = new Float64Array(count * k);
	const moved = new Float64Array(count * k);
	for (const i of order) left[numbers.get(clusters[i]!)! * k + groupOf(i)]!++;
	/** An account's martingale residuals at one time go to their group, less the share each group has of those at risk. */
	const add = (account: number, residuals: (group: number) => number, share: (group: number) => number) => {
		let all = 0;
		for (let group = 0; group < k; group++) all += residuals(group);
		for (let group = 0; group < k; group++) moved[account * k + group]! += residuals(group) - share(group) * all;
	};
	return {
		count,
		step(
			rows: readonly number[],
			{
				n,
				d,
				atRisk,
				observed,
			}: {
				readonly n: number;
				readonly d: number;
				readonly atRisk: readonly number[];
				readonly observed: ArrayLike<number>;
			},
		): void {
			const share = (group: number) => atRisk[group]! / n;
			if (d > 0) {
				for (let account = 0; account < count; account++) {
					add(account, (group) => (-left[account * k + group]! * d) / n, share);
				}
			}
			for (const i of rows) {
				const account = numbers.get(clusters[i]!)!;
				const own = groupOf(i);
				left[account * k + own]!--;
				if (observed[i] === 1) add(account, (group) => (group === own ? 1 : 0), share);
			}
		},
		covariance(): number[][] {
			const matrix = Array.from({ length: k }, () => new Array<number>(k).fill(0));
			const scale = count < 2 ? 1 : count / (count - 1);
			for (let account = 0; account < count; account++) {
				for (let a = 0; a < k; a++) {
					for (let b = 0; b < k; b++) matrix[a]![b]! += scale * moved[account * k + a]! * moved[account * k + b]!;
				}
			}
			return matrix;
		},
	};
}

/**
 * An x with matrix x = right, and the matrix's rank. The matrix is a covariance, so the largest diagonal element left is
 * a good pivot; differences sum to 0, so it is never of full rank, and what has no pivot is 0.
 */
function solve(
	matrix: readonly (readonly number[])[],
	right: readonly number[],
): { readonly solution: readonly number[]; readonly rank: number } {
	const rows = matrix.map((row, i) => [...row, right[i]!]);
	const least = 1e-10 * Math.max(...matrix.map((row, i) => row[i]!));
	const n = rows.length;
	const done = new Set<number>();
	for (;;) {
		let pivot = -1;
		for (let i = 0; i < n; i++) {
			if (!done.has(i) && rows[i]![i]! > least && (pivot < 0 || rows[i]![i]! > rows[pivot]![pivot]!)) pivot = i;
		}
		if (pivot < 0) break;
		done.add(pivot);
		for (let i = 0; i < n; i++) {
			if (i === pivot) continue;
			const factor = rows[i]![pivot]! / rows[pivot]![pivot]!;
			for (let j = 0; j <= n; j++) rows[i]![j]! -= factor * rows[pivot]![j]!;
		}
	}
	return { solution: rows.map((row, i) => (done.has(i) ? row[n]! / row[i]! : 0)), rank: done.size };
}
