import type { Value } from "../../base/value.ts";
import type { LeadView } from "../../model/lead-view.ts";

/** Day of scoring of every generated vector: 2024-10-04. */
export const PROBE_DAY = 20_000;

/** Occurrences of one kind in a probe. */
export interface ProbeActivity {
	readonly type: string;
	/** Calendar days before the day of scoring. */
	readonly age: number;
	readonly properties: Readonly<Record<string, Value>>;
	readonly count: number;
}

/** A small lead that is there to tell one thing. */
export interface Probe {
	readonly name: string;
	/** 0 tells whether a part of the model is there at all, higher ranks tell details; ranks go in order when cut. */
	readonly rank: 0 | 1 | 2;
	readonly attributes: Readonly<Record<string, Value>>;
	readonly activities: readonly ProbeActivity[];
	/** Days since creation; left out: created on the day of scoring. */
	readonly createdAge?: number;
	/** What it tells hangs on there being no other activity. */
	readonly quiet?: boolean;
}

/**
 * The lead of a probe.
 *
 * @example probeView({ name: "", rank: 0, attributes: {}, activities: [] }).today // 20000
 */
export function probeView({ attributes, activities, createdAge = 0 }: Omit<Probe, "name" | "rank">): LeadView {
	return {
		today: PROBE_DAY,
		createdDay: PROBE_DAY - createdAge,
		attributes,
		activities: activities.flatMap(({ type, age, properties, count }) =>
			Array.from({ length: count }, () => ({ type, day: PROBE_DAY - age, properties })),
		),
	};
}
