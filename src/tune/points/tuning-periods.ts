import { asKnownAt } from "../../dataset/as-known-at.ts";
import type { Dataset } from "../../dataset/dataset.ts";
import type { ReplayOptions } from "../../replay/replay.ts";
import { cutInstant, type NoSplit } from "../time-split.ts";

/** Leads created in a stretch of time, with what was known when the next stretch began. */
export interface TuningPeriod {
	readonly dataset: Dataset;
	readonly from: number | undefined;
	readonly to: number | undefined;
}

/** Three stretches of one history, the oldest first. */
export interface TuningPeriods {
	/** Points are sought here. */
	readonly tune: TuningPeriod;
	/** Which card to take is chosen here. */
	readonly choose: TuningPeriod;
	/** What to expect of it is measured here. */
	readonly certify: TuningPeriod;
	readonly cuts: readonly [number, number];
}

/**
 * Cuts a history in three by the creation of leads, about a half, a quarter and a quarter of what can be judged. Each stretch is judged by what was known when the next one began: leads
 * too young by then are left out, the maturity gap between two stretches.
 *
 * ```
 * created:  first ──────── cut 1 ──────── cut 2 ──────── extract
 * tune:     [judged][ gap ]|                                     asOf = cut 1
 * choose:                  |[judged][ gap ]|                     asOf = cut 2
 * certify:                                 |[judged][ gap ]      asOf = extract
 * ```
 */
export function tuningPeriods(
	dataset: Dataset,
	{ horizonDays = 90, from, to }: Pick<ReplayOptions, "horizonDays" | "from" | "to"> = {},
): TuningPeriods | NoSplit {
	const second = cutInstant(dataset, { horizonDays, from, to, olderShare: 0.75 });
	const known = second === undefined ? undefined : asKnownAt(dataset, second);
	const first = known && cutInstant(known, { horizonDays, from, to: second, olderShare: 2 / 3 });
	if (first === undefined || second === undefined || known === undefined) {
		const reason = `the history is too short to tune, choose and certify on leads of their own: each needs leads that have had their ${horizonDays} days`;
		return { state: "cannot tell yet", reason };
	}
	return {
		tune: { dataset: asKnownAt(dataset, first), from, to: first },
		choose: { dataset: known, from: first, to: second },
		certify: { dataset, from: second, to },
		cuts: [first, second],
	};
}
