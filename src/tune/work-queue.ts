import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";

/** One week of a queue. */
export interface QueueWeek {
	readonly flagged: number;
	readonly worked: number;
	/** Flags still waiting when the week ends. */
	readonly backlog: number;
}

/** What becomes of flags when only so many can be worked a week. Waits are whole weeks, given in days. */
export interface WorkQueue {
	readonly perWeek: number;
	readonly weeks: readonly QueueWeek[];
	readonly largestBacklog: number;
	/** Backlog when the last week ends. */
	readonly backlogAtEnd: number;
	/** 0 for a flag worked in its own week; `undefined` without flags. */
	readonly medianWaitDays: number | undefined;
	readonly longestWaitDays: number | undefined;
	/** Flags not worked in their own week. */
	readonly carriedOver: Estimate;
	/** Flags worked in the second week after their own or later: they waited for more than seven days. */
	readonly overAWeek: Estimate;
}

/**
 * Works flags first in, first out, at most `perWeek` in a calendar week, and tells how long they wait. A flag may be
 * worked in the week it comes; capacity that nobody needs is lost. Flags still waiting after the last week are worked in
 * the weeks that follow, as if nothing new came: their waits are the shortest possible.
 *
 * Waits are known to the week: one week on is 7 days, though it may have been 1 day (Sunday to Monday) or 13.
 *
 * @param flagged flags of each week, in order
 * @throws RangeError when `perWeek` is not a whole number of 1 or more
 * @example workQueue([5, 0, 1], { perWeek: 2 }).longestWaitDays // 14: the fifth flag is worked two weeks on
 */
export function workQueue(flagged: ArrayLike<number>, { perWeek }: { readonly perWeek: number }): WorkQueue {
	if (!(Number.isInteger(perWeek) && perWeek >= 1)) {
		throw new RangeError(`workQueue: perWeek must be a whole number from 1, got ${perWeek}.`);
	}
	/** `waits[k]` flags are worked k weeks after their own. */
	const waits: number[] = [];
	const worked: number[] = [];
	let total = 0;
	let week = 0;
	let used = 0;
	for (let own = 0; own < flagged.length; own++) {
		if (week < own) [week, used] = [own, 0];
		let left = flagged[own]!;
		total += left;
		while (left > 0) {
			if (used === perWeek) [week, used] = [week + 1, 0];
			const taken = Math.min(left, perWeek - used);
			waits[week - own] = (waits[week - own] ?? 0) + taken;
			worked[week] = (worked[week] ?? 0) + taken;
			used += taken;
			left -= taken;
		}
	}
	let backlog = 0;
	const weeks = Array.from(flagged, (flags, at): QueueWeek => {
		backlog += flags - (worked[at] ?? 0);
		return { flagged: flags, worked: worked[at] ?? 0, backlog };
	});
	const longest = waits.length - 1;
	const sameWeek = waits[0] ?? 0;
	const reason = "no lead is flagged";
	return {
		perWeek,
		weeks,
		largestBacklog: weeks.reduce((most, one) => Math.max(most, one.backlog), 0),
		backlogAtEnd: backlog,
		medianWaitDays: total === 0 ? undefined : 7 * weightedMedian(waits, total),
		longestWaitDays: total === 0 ? undefined : 7 * longest,
		carriedOver: estimateRate(total - sameWeek, total, { reason }),
		overAWeek: estimateRate(total - sameWeek - (waits[1] ?? 0), total, { reason }),
	};
}

/** Median of whole numbers 0, 1, ... of which there are `counts[i]`; halves when it lies between two. */
function weightedMedian(counts: readonly (number | undefined)[], total: number): number {
	const place = (wanted: number) => {
		let seen = 0;
		for (let i = 0; i < counts.length; i++) {
			seen += counts[i] ?? 0;
			if (seen > wanted) return i;
		}
		return counts.length - 1;
	};
	return (place(Math.floor((total - 1) / 2)) + place(Math.floor(total / 2))) / 2;
}
