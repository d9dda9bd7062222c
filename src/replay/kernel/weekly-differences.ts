/** Most cells (weeks x thresholds) of a table of flags by week: 64 MB a thread. */
export const MOST_WEEKLY_CELLS = 16_777_216;

/**
 * Week of a calendar day, Monday to Sunday, counted from the week of 1970-01-01.
 *
 * @example weekOfDay(4) // 1: 1970-01-05, the first Monday
 */
export function weekOfDay(day: number): number {
	return Math.floor((day + 3) / 7);
}

/**
 * First day (a Monday) of a week of {@link weekOfDay}.
 *
 * @example mondayOfWeek(1) // 4
 */
export function mondayOfWeek(week: number): number {
	return week * 7 - 3;
}

/** The weeks that a table of flags by week has columns for. */
export interface WeekRange {
	readonly firstWeek: number;
	readonly weeks: number;
}

/**
 * Differences over integer thresholds of the flags in a week: the flags at threshold n are the sum of
 * `cells[(0..n) * weeks + week]`. `undefined` when scores are so large that the table would not fit.
 */
export type WeeklyDifferences = Int32Array | undefined;

/** Collects in which week each integer threshold is first reached. */
export class WeeklyCollector {
	private cells: Int32Array | undefined;
	private readonly weeks: number;

	constructor(weeks: number) {
		this.weeks = weeks;
		this.cells = new Int32Array(64 * weeks);
	}

	/** Counts one flag in a week (from 0) for every threshold from `low` to `high`. */
	add(low: number, high: number, week: number): void {
		if (this.cells === undefined) return;
		const end = (high + 1) * this.weeks + week;
		if (end >= this.cells.length) this.grow(end + 1);
		const { cells } = this;
		if (cells === undefined) return;
		cells[low * this.weeks + week]!++;
		cells[end]!--;
	}

	/** The collected differences. */
	get differences(): WeeklyDifferences {
		return this.cells;
	}

	private grow(length: number): void {
		const old = this.cells!;
		if (length > MOST_WEEKLY_CELLS) {
			this.cells = undefined;
			return;
		}
		this.cells = new Int32Array(Math.min(MOST_WEEKLY_CELLS, Math.max(length, old.length * 2)));
		this.cells.set(old);
	}
}

/** Sums of the differences of several runs over the same weeks; `undefined` when one of them did not fit. */
export function addWeekly(all: readonly WeeklyDifferences[]): WeeklyDifferences {
	const sum = new Int32Array(all.reduce((most, one) => Math.max(most, one?.length ?? 0), 0));
	for (const one of all) {
		if (one === undefined) return undefined;
		for (let i = 0; i < one.length; i++) sum[i]! += one[i]!;
	}
	return sum;
}
