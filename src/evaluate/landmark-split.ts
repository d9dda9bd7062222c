import { DAY_MS } from "../dataset/calendar.ts";

/** Leads of a ranking on two sides of a moment. */
export interface LandmarkSplit {
	/** The moment: what was fitted then knew nothing later. */
	readonly cutAt: number;
	/** Rows whose horizon had passed at the cut: their outcomes were known then. */
	readonly older: Int32Array;
	/** Rows whose landmark comes at the cut or later: their scores did not exist yet. */
	readonly younger: Int32Array;
	/** Rows between: scored before the cut, outcome not known at it. In neither part. */
	readonly between: number;
}

/**
 * Splits ranked leads in time: the cut is the earliest landmark at which at least as many leads have a known outcome as are
 * still to come. Outcomes play no part in where it lies. `undefined` when the ranked leads span no more than a horizon, so
 * that no lead's outcome was known before another's score.
 *
 * @param rows rows of the cohort that are ranked
 * @param landmarkOf landmark of a row, ms
 * @example landmarkSplit(rows, (row) => createdAt[row] + 14 * DAY_MS, { horizonDays: 90 })?.younger.length // 1640
 */
export function landmarkSplit(
	rows: Int32Array,
	landmarkOf: (row: number) => number,
	{ horizonDays }: { readonly horizonDays: number },
): LandmarkSplit | undefined {
	const landmarks = Float64Array.from(rows, landmarkOf).sort();
	const horizon = horizonDays * DAY_MS;
	let known = 0;
	for (let i = 0; i < landmarks.length; i++) {
		const cutAt = landmarks[i]!;
		while (landmarks[known]! + horizon <= cutAt) known++;
		// Of equal landmarks the first counts: from it on are all that come at the cut or later.
		if (known === 0 || known < landmarks.length - i || landmarks[i - 1] === cutAt) continue;
		const older = rows.filter((row) => landmarkOf(row) + horizon <= cutAt);
		const younger = rows.filter((row) => landmarkOf(row) >= cutAt);
		return { cutAt, older, younger, between: rows.length - older.length - younger.length };
	}
	return undefined;
}
