import { NEVER } from "./dataset.ts";

/**
 * Lets every rung that a lead skipped be reached when the next rung it has was: a customer without an SQL row was SQL at
 * the latest when it bought. In place; rungs that the lead has keep their time, and so does the first, where all begin.
 *
 * @param firstAt first time of each stage by lead, rungs of the ladder first
 * @example reachSkipped([Float64Array.of(NEVER), Float64Array.of(NEVER), Float64Array.of(7)], 3) // the second becomes 7
 */
export function reachSkipped(firstAt: readonly Float64Array[], rungs: number): void {
	for (let rung = rungs - 2; rung > 0; rung--) {
		const own = firstAt[rung]!;
		const next = firstAt[rung + 1]!;
		for (let lead = 0; lead < own.length; lead++) if (own[lead] === NEVER) own[lead] = next[lead]!;
	}
}
