import type { Estimate } from "../rates/estimate.ts";

/** A larger share than this of a kind that nobody looked at, and nothing is said of all. */
export const MOST_BLIND = 0.05;

/**
 * A rate of the looked-at leads as one of all: its interval with the others all misses, and all hits. The value stays
 * that of the looked-at. So it holds whatever the others would have done, and is wider by their share.
 *
 * @param share of all leads that are of a kind nobody looked at
 * @example withBlindPart({ ...rate, interval: [0.2, 0.4] }, 0.5).interval // [0.1, 0.7]
 */
export function withBlindPart(rate: Estimate, share: number): Estimate {
	if (rate.state === "cannot tell yet" || share === 0) return rate;
	const [low, high] = rate.interval;
	const interval = [(1 - share) * low, (1 - share) * high + share] as const;
	return { ...rate, interval, method: `${rate.method}, the unseen in the worst case` };
}

/**
 * What may be said of all leads: the rate with a blind part in the worst case while that is at most 5 % of them, else
 * "cannot tell yet".
 *
 * @param options.moreNeeded leads to work at random so that it can be told
 * @example populationRate(rate, 0.3, { moreNeeded: 58 }).state // "cannot tell yet"
 */
export function populationRate(
	rate: Estimate,
	share: number,
	{ moreNeeded }: { readonly moreNeeded?: number | undefined } = {},
): Estimate {
	if (share <= MOST_BLIND) return withBlindPart(rate, share);
	const { hits, total } = rate;
	const reason = `${Math.round(100 * share)} % are of a kind that sales hardly ever worked`;
	return { state: "cannot tell yet", reason, moreNeeded, hits, total };
}
