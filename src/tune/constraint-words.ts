import { formatCount, formatPoints } from "../words/number-format.ts";
import type { CapacityLimit } from "./capacity.ts";
import type { FloorBy, ThresholdConstraint } from "./threshold-constraint.ts";

/**
 * A constraint as a person would say it.
 *
 * @example constraintWords({ capacity: { perWeek: 12 } }) // "at most 12 flags a week with no wait above 7 days"
 */
export function constraintWords(constraint: ThresholdConstraint): string {
	const { capacity, precision, recall, profit, fBeta } = constraint;
	return [
		...(capacity === undefined ? [] : [capacityWords(capacity)]),
		...(precision === undefined ? [] : [floorWords("precision", precision)]),
		...(recall === undefined ? [] : [floorWords("recall", recall)]),
		...(profit === undefined
			? []
			: [
					`the most profit at ${formatPoints(profit.costPerFlag)} a flag and ${profit.valuePerWin === "recorded" ? "the recorded amount" : formatPoints(profit.valuePerWin)} a win`,
				]),
		...(fBeta === undefined ? [] : [`the largest F-${formatPoints(fBeta.beta ?? 1)}`]),
	].join(", ");
}

/** A limit of flags a week in words. */
export function capacityWords({ perWeek, maxWaitDays = 7 }: CapacityLimit): string {
	const wait = maxWaitDays === Number.POSITIVE_INFINITY ? "" : ` with no wait above ${formatPoints(maxWaitDays)} days`;
	return `at most ${formatCount(perWeek)} ${perWeek === 1 ? "flag" : "flags"} a week${wait}`;
}

/** A floor of a rate in words. */
export function floorWords(
	name: string,
	{ atLeast, by = "low end" }: { readonly atLeast: number; readonly by?: FloorBy },
): string {
	return `a ${name} of at least ${formatPoints(atLeast * 100)} %${by === "low end" ? " at the low end of its interval" : ""}`;
}
