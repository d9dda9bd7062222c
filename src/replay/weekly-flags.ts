import { mondayOfWeek, type WeeklyDifferences, type WeekRange, weekOfDay } from "./kernel/weekly-differences.ts";
import type { WeeklyFlags } from "./replay-result.ts";

/**
 * The flags of a stage in each week at every integer threshold from 0 to the largest score reached, summed up from the
 * differences. Weeks run from that of `fromDay` (the first creation of the cohort) to the extract. Without differences
 * (scores too large for a table) there are no counts.
 */
export function weeklyFrom(
	flag: string,
	differences: WeeklyDifferences,
	{
		firstWeek,
		weeks: columns,
		fromDay,
		largestScore,
	}: WeekRange & { readonly fromDay: number; readonly largestScore: number },
): WeeklyFlags {
	const skipped = weekOfDay(fromDay) - firstWeek;
	const weeks = columns - skipped;
	const firstMonday = mondayOfWeek(firstWeek + skipped);
	if (differences === undefined) return { stage: flag, firstMonday, weeks, thresholds: 0, counts: undefined };
	// Above the largest score at which gates held there are no flags, and no rows are needed.
	const thresholds = Math.max(0, Math.min(Math.floor(largestScore) + 1, Math.ceil(differences.length / columns)));
	const counts = new Int32Array(thresholds * weeks);
	for (let threshold = 0; threshold < thresholds; threshold++) {
		for (let week = 0; week < weeks; week++) {
			const before = threshold === 0 ? 0 : counts[(threshold - 1) * weeks + week]!;
			counts[threshold * weeks + week] = before + (differences[threshold * columns + skipped + week] ?? 0);
		}
	}
	return { stage: flag, firstMonday, weeks, thresholds, counts };
}

/**
 * The flags of each week at one integer threshold, in order. `undefined` for one that is not whole or below 0, and when
 * scores are too large for a table.
 *
 * @example flagsInWeeks({ flag: "mql", firstMonday: 4, weeks: 2, thresholds: 1, counts: Int32Array.of(3, 5) }, 0) // [3, 5]
 */
export function flagsInWeeks({ weeks, thresholds, counts }: WeeklyFlags, threshold: number): Int32Array | undefined {
	if (counts === undefined || !Number.isInteger(threshold) || threshold < 0) return undefined;
	if (threshold >= thresholds) return new Int32Array(weeks);
	return counts.subarray(threshold * weeks, (threshold + 1) * weeks);
}
