import type { TimeCurve, TimeToOutcome } from "../evaluate/time-to-outcome.ts";

/** What is published of the time to an outcome. */
export function timePart({ stage, landmarkDays, horizonDays, by, reachedBefore, tooYoung, ...time }: TimeToOutcome) {
	const { statistic, degrees, pValue, reason } = time.logRank;
	return {
		...{ stage, landmarkDays, horizonDays, by, reachedBefore, tooYoung },
		/** Whether the groups reach it at the same pace. */
		logRank: { statistic, degrees, pValue, reason },
		/** From the highest scores down. */
		groups: time.curves.map(groupPart),
	};
}

function groupPart({ group, leads, reached, left, curve, shownDays, ...rest }: TimeCurve) {
	return {
		...{ group, leads, reached, left },
		/** Share that reached it within the horizon. */
		withinHorizon: rest.withinHorizon?.share,
		withinHorizonInterval: rest.withinHorizon?.interval,
		/** The same with leads taken out when they leave. */
		withinHorizonWithoutLeavers: rest.withinHorizonWithoutLeavers,
		medianDays: rest.medianDays,
		medianDaysInterval: rest.medianInterval,
		shownDays,
		steps: curve.steps.map(({ time, atRisk, events, survival, interval }) => ({
			day: time,
			atRisk,
			events,
			/** Share that has reached it by this day. */
			share: 1 - survival,
			interval: interval && ([1 - interval[1], 1 - interval[0]] as const),
		})),
	};
}
