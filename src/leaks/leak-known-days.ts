import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, UNKNOWN } from "../dataset/dataset.ts";
import type { LeakCohort } from "./leak-cohort.ts";

/**
 * Age in whole days by which half of the cohort's leads that ever have a value of an attribute have it: the landmark at
 * which it can be looked at. `undefined` when no lead of the cohort ever has one.
 *
 * @example knownByDays(dataset, cohort, 4) // 30
 */
export function knownByDays(
	{ attributes, createdAt, history }: Dataset,
	{ leads }: LeakCohort,
	index: number,
): number | undefined {
	const { codes, knownAt } = attributes[index]!;
	const ages: number[] = [];
	for (const lead of leads) {
		let first = codes[lead] === UNKNOWN ? Number.POSITIVE_INFINITY : (knownAt ?? createdAt)[lead]!;
		for (let row = history.offsets[lead]!; row < history.offsets[lead + 1]!; row++) {
			if (history.attribute[row] === index && history.code[row] !== UNKNOWN) {
				first = Math.min(first, history.knownAt[row]!);
			}
		}
		if (Number.isFinite(first)) ages.push(Math.max(0, Math.ceil((first - createdAt[lead]!) / DAY_MS)));
	}
	return ages.sort((a, b) => a - b)[Math.ceil(ages.length / 2) - 1];
}
