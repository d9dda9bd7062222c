import type { Calendar } from "./calendar.ts";
import type { AttributeType, CodedColumn, HandoffSpec, Quality } from "./dataset.ts";

/**
 * The accepted rows of a dataset as columns, in file order and not yet grouped: what a reader hands over. Every row in
 * here is loaded; leads are numbered by their position.
 */
export interface RawColumns {
	readonly name: string;
	readonly asOf: number;
	readonly calendar: Calendar;
	readonly ladder: readonly string[];
	readonly exits: readonly string[];
	readonly handoffs?: readonly HandoffSpec[] | undefined;
	readonly leads: {
		readonly count: number;
		readonly idOf: (lead: number) => string;
		readonly createdAt: Float64Array;
		readonly account?: CodedColumn | undefined;
		/** Instant of first sales contact from a column of the leads table; `NEVER` where empty. */
		readonly workedAt?: Float64Array | undefined;
	};
	readonly attributes: readonly RawAttribute[];
	readonly history: {
		readonly count: number;
		readonly lead: Int32Array;
		readonly attribute: Uint16Array;
		readonly code: Int32Array;
		readonly knownAt: Float64Array;
	};
	readonly activities: RawActivities;
	readonly stages: {
		readonly count: number;
		readonly lead: Int32Array;
		/** Index into ladder followed by exits. */
		readonly stage: Uint8Array;
		readonly at: Float64Array;
		readonly reason?: CodedColumn | undefined;
		readonly amount?: Float64Array | undefined;
		/** Whether rungs that a lead skipped count as reached with the next one it has; left out: they do not. */
		readonly reachesSkipped?: boolean | undefined;
	};
	/** Activity types and stages that count as sales having acted. */
	readonly worked?: { readonly activities: readonly string[]; readonly stages: readonly string[] } | undefined;
	readonly quality: Quality;
	/** Fingerprint of the source, e.g. of the files' bytes; left out: of the columns. */
	readonly fingerprint?: string | undefined;
}

/** A wide attribute column. `values` also holds the values that only occur in the history. */
export interface RawAttribute extends CodedColumn {
	readonly name: string;
	readonly type: AttributeType;
	/** When each value became known: at creation (`undefined`), with a stage, or by a column of instants. */
	readonly known: undefined | { readonly stage: string } | { readonly at: Float64Array };
}

export interface RawActivities {
	readonly count: number;
	readonly lead: Int32Array;
	readonly at: Float64Array;
	/** As recorded; `undefined`: known when it occurs. */
	readonly knownAt: Float64Array | undefined;
	readonly types: readonly string[];
	readonly type: Uint16Array;
	readonly properties: readonly (CodedColumn & { readonly name: string })[];
}
