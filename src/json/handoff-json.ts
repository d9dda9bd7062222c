import type { Handoff } from "../replay/replay-result.ts";

/**
 * What is published of a hand-off.
 *
 * @example resultJson(handoffPart(result.handoffs[0])).precision.value // 0.42
 */
export function handoffPart(handoff: Handoff) {
	const { from, to, threshold, leads, excluded, flagged, late, immature, hits, misses } = handoff;
	const { precision, reached, caught, recall, perWeek } = handoff;
	const { medianHeadStartDays, reachedAmount, caughtAmount } = handoff;
	return {
		...{ from, to, threshold, leads, excluded, flagged, late, immature, hits, misses },
		...{ precision, reached, caught, recall, perWeek },
		...{ medianHeadStartDays, reachedAmount, caughtAmount },
	};
}
