import type { KaplanMeier } from "./kaplan-meier.ts";

/** What a survival curve says at one time. */
export interface SurvivalReading {
	readonly survival: number;
	/** `undefined` before the first event and once nobody is left. */
	readonly interval: readonly [number, number] | undefined;
}

/**
 * A Kaplan-Meier curve at a time: the share still without the event just after it, with its interval. The curve says
 * nothing after the last time at which somebody was watched: that is the caller's to know.
 *
 * @example survivalAt(kaplanMeier([1, 2, 3], [1, 0, 1]), 2).survival // 0.6667
 */
export function survivalAt({ steps }: KaplanMeier, time: number): SurvivalReading {
	const step = steps.findLast((one) => one.time <= time);
	if (step === undefined) return { survival: 1, interval: undefined };
	return { survival: step.survival, interval: step.interval };
}

/**
 * Interval of the median time: from the first time at which the lower end of the curve's interval is at most one half, to
 * the first at which the upper end is. `undefined` at an end that is not reached.
 *
 * Source: Brookmeyer and Crowley 1982, on the log-log scale; as lifelines `median_survival_times` of the interval.
 *
 * @example medianInterval(kaplanMeier([1, 2, 3], [1, 1, 1])) // [1, undefined]
 */
export function medianInterval({
	steps,
	medianTime,
}: KaplanMeier): readonly [low: number | undefined, high: number | undefined] {
	const low = steps.find(({ interval }) => interval !== undefined && interval[0] <= 0.5 + 1e-12)?.time;
	const high = steps.find(({ interval }) => interval !== undefined && interval[1] <= 0.5 + 1e-12)?.time;
	// The last step may have no interval: nobody is left.
	return [low ?? medianTime, high];
}
