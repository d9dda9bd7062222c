import { DAY_MS } from "../dataset/calendar.ts";
import { binomialTails } from "../metrics/distributions/binomial-tails.ts";
import type { HeadStart } from "./comparison.ts";

/**
 * By how many days one flag is earlier than another on the same leads, with a distribution-free interval of the median:
 * order statistics, from the exact sign test.
 *
 * @param earlierMs for each lead, the baseline's instant minus the candidate's: above 0 when the candidate is earlier
 * @example headStart([DAY_MS, DAY_MS, 0]).medianDaysEarlier // 1
 */
export function headStart(
	earlierMs: readonly number[],
	{ confidence = 0.95 }: { readonly confidence?: number } = {},
): HeadStart {
	const sorted = Float64Array.from(earlierMs).sort();
	const both = sorted.length;
	const days = (index: number) => sorted[index]! / DAY_MS;
	const rank = signRank(both, (1 - confidence) / 2);
	return {
		both,
		earlier: earlierMs.filter((ms) => ms > 0).length,
		later: earlierMs.filter((ms) => ms < 0).length,
		sameTime: earlierMs.filter((ms) => ms === 0).length,
		medianDaysEarlier: both === 0 ? undefined : (days(Math.floor((both - 1) / 2)) + days(Math.floor(both / 2))) / 2,
		interval: rank === 0 ? undefined : [days(rank - 1), days(both - rank)],
	};
}

/**
 * The largest k with P(Bin(n, 1/2) < k) <= risk: the k-th smallest and k-th largest enclose the median at 1 - 2 risk. 0 when
 * there are too few.
 */
function signRank(n: number, risk: number): number {
	let low = 0;
	let high = Math.floor(n / 2) + 1;
	while (high - low > 1) {
		const middle = Math.floor((low + high) / 2);
		if (binomialTails(middle - 1, n, 0.5).atMost <= risk) low = middle;
		else high = middle;
	}
	return low;
}
