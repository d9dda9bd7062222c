import { createCalendar, DAY_MS } from "../dataset/calendar.ts";
import { NEVER } from "../dataset/dataset.ts";
import { flaggedAtOf } from "../replay/flagged-at.ts";
import { weekOfDay } from "../replay/kernel/weekly-differences.ts";
import type { Replay } from "../replay/replay-result.ts";
import { flagsInWeeks } from "../replay/weekly-flags.ts";
import { type WorkQueue, workQueue } from "./work-queue.ts";

/**
 * What sales can work: the one definition of capacity, for every command. Kept when the average week has no more flags than
 * `perWeek` and, worked first in first out by calendar week, no flag waits longer than `maxWaitDays`.
 */
export interface CapacityLimit {
	/** A whole number from 1. */
	readonly perWeek: number;
	/** Longest wait, in whole weeks; default 7; Infinity asks for the average alone. */
	readonly maxWaitDays?: number | undefined;
}

/** What a threshold brings sales. */
export interface WeeklyLoad {
	/** Every flag of the cohort, also of leads excluded, over {@link cohortWeeks}. */
	readonly perWeek: number;
	readonly queue: WorkQueue;
}

/**
 * Weeks in which the leads of a cohort came in: from the first creation to the end of the cohort's range or of the
 * extract, whichever is sooner; at least 1. Flags over these weeks are the volume a week once things have settled.
 */
export function cohortWeeks({ createdRange, asOf, cohort }: Pick<Replay, "createdRange" | "asOf" | "cohort">): number {
	if (createdRange === undefined) return 1;
	return Math.max(1, (Math.min(asOf, cohort.to ?? asOf) - createdRange[0]) / (7 * DAY_MS));
}

/**
 * The flags of a stage in each calendar week at one threshold: a whole number, or the model's own. `undefined` for any other,
 * when scores are too large for a table by week, and for a stage the model does not flag.
 *
 * @example flagsByWeek(replay, { flag: "mql", threshold: 42 }) // [3, 5, ...]
 */
export function flagsByWeek(
	replay: Replay,
	{ flag, threshold }: { readonly flag: string; readonly threshold: number },
): Int32Array | undefined {
	const weekly = replay.weekly.find(({ stage }) => stage === flag);
	if (weekly === undefined) return undefined;
	const found = flagsInWeeks(weekly, threshold);
	if (found !== undefined || replay.model.stages[flag]?.score !== threshold) return found;
	const calendar = createCalendar(replay.timeZone);
	const first = weekOfDay(weekly.firstMonday);
	const weeks = new Int32Array(weekly.weeks);
	for (const at of flaggedAtOf(replay.columns, flag)) {
		if (at !== NEVER) weeks[weekOfDay(calendar.dayOf(at)) - first]!++;
	}
	return weeks;
}

/**
 * What a threshold brings a week, and how long it waits. `undefined` where {@link flagsByWeek} is.
 *
 * @throws RangeError when `perWeek` is not a whole number of 1 or more
 * @example weeklyLoad(replay, { flag: "mql", threshold: 39, capacity: { perWeek: 12 } })?.queue.longestWaitDays // 7
 */
export function weeklyLoad(
	replay: Replay,
	{ capacity, ...at }: { readonly flag: string; readonly threshold: number; readonly capacity: CapacityLimit },
): WeeklyLoad | undefined {
	const flags = flagsByWeek(replay, at);
	if (flags === undefined) return undefined;
	const total = flags.reduce((sum, count) => sum + count, 0);
	return { perWeek: total / cohortWeeks(replay), queue: workQueue(flags, { perWeek: capacity.perWeek }) };
}

/**
 * Whether sales can work a load; see {@link CapacityLimit}.
 *
 * @param weeks from {@link cohortWeeks}
 * @example keepsCapacity(load, { perWeek: 12 }, cohortWeeks(replay)) // true
 */
export function keepsCapacity(
	{ perWeek, queue }: { readonly perWeek: number; readonly queue?: Pick<WorkQueue, "longestWaitDays"> | undefined },
	capacity: CapacityLimit,
	weeks: number,
): boolean {
	// Times the weeks: 12 flags a week over 3.3 weeks must not fail by a rounding error.
	return (
		Math.round(perWeek * weeks) <= capacity.perWeek * weeks &&
		(queue?.longestWaitDays ?? 0) <= (capacity.maxWaitDays ?? 7)
	);
}

/** Whether a load is no larger than another: as few flags a week, and none waits longer. */
export function isNoLarger(load: WeeklyLoad, other: WeeklyLoad): boolean {
	return load.perWeek <= other.perWeek && (load.queue.longestWaitDays ?? 0) <= (other.queue.longestWaitDays ?? 0);
}
