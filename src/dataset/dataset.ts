import type { Value } from "../base/value.ts";
import type { Calendar } from "./calendar.ts";

/** The instant of something that never happens, or is never known. */
export const NEVER = Number.POSITIVE_INFINITY;

/** Code of an unknown value in a dictionary-coded column. */
export const UNKNOWN = -1;

/** A dictionary-coded column: `codes[i]` indexes `values`, {@link UNKNOWN} is an unknown value. */
export interface CodedColumn {
	readonly values: readonly Value[];
	readonly codes: Int32Array;
}

/** Type of an attribute; text in a number column is a cell of the wrong type, and unknown. */
export type AttributeType = "text" | "number" | "boolean";

/** A fact about leads that is one column of the leads table. */
export interface Attribute extends CodedColumn {
	readonly name: string;
	readonly type: AttributeType;
	/** Instant at which each lead's value became known; `undefined`: at creation. {@link NEVER} is possible. */
	readonly knownAt: Float64Array | undefined;
	/** Stage from which the value is known, when the contract says `known: { stage }`. */
	readonly knownFromStage?: string | undefined;
}

/** Rows of a table grouped by lead: those of lead `i` are `offsets[i]` to `offsets[i + 1]` (not included). */
export interface ByLead {
	readonly count: number;
	readonly offsets: Int32Array;
}

/** Dated values of attributes, of each lead by `knownAt`, rows of equal `knownAt` in file order. */
export interface AttributeHistory extends ByLead {
	/** Index into `Dataset.attributes`. */
	readonly attribute: Uint16Array;
	/** Code in that attribute's `values`. */
	readonly code: Int32Array;
	readonly knownAt: Float64Array;
}

/** Engagements, of each lead by `knownAt`. */
export interface Activities extends ByLead {
	readonly types: readonly string[];
	/** Index into `types`. */
	readonly type: Uint16Array;
	readonly at: Float64Array;
	/** When the scorer may use it: never before `at` or the lead's creation. May be the same array as `at`. */
	readonly knownAt: Float64Array;
	/** Calendar day of `at`. */
	readonly day: Int32Array;
	readonly properties: readonly (CodedColumn & { readonly name: string })[];
}

/** Stage changes, of each lead by `at`. */
export interface StageChanges extends ByLead {
	/** Ladder, then exits. */
	readonly names: readonly string[];
	/** Index into `names`. */
	readonly stage: Uint8Array;
	readonly at: Float64Array;
	readonly reason: CodedColumn | undefined;
	/** Amount in the currency of the extract, NaN where unknown. */
	readonly amount: Float64Array | undefined;
	/** First time each lead reached each stage: `firstAt[stage][lead]`, {@link NEVER} if it did not. */
	readonly firstAt: readonly Float64Array[];
	/** Whether `firstAt` of a rung that a lead skipped is that of the next one it has; left out: it does not. */
	readonly reachesSkipped?: boolean | undefined;
}

/** How many rows a table had and what became of them: `loaded + rejected = read`. */
export interface TableCounts {
	readonly read: number;
	readonly loaded: number;
	readonly rejected: number;
}

/** How often a check fired in a table, with one example to look at. */
export interface IssueCount {
	readonly table: string;
	readonly code: string;
	readonly severity: "error" | "warning";
	/** Whether the rows were kept (a warning) or moved to the rejects. */
	readonly kept: boolean;
	readonly count: number;
	readonly example: string;
}

/** What loading found. */
export interface Quality {
	readonly tables: Readonly<Record<string, TableCounts>>;
	readonly issues: readonly IssueCount[];
}

/** A later stage expected after a flag: the pair a precision is measured for. */
export interface HandoffSpec {
	readonly from: string;
	readonly to: string;
}

/**
 * A company's lead history as immutable columns. Leads are numbered 0 to `leadCount - 1`; all columns are typed arrays
 * over shared memory, so that workers read them without a copy. Instants are ms since 1970-01-01T00:00Z.
 */
export interface Dataset {
	readonly name: string;
	readonly fingerprint: string;
	readonly asOf: number;
	readonly calendar: Calendar;
	readonly ladder: readonly string[];
	readonly exits: readonly string[];
	readonly leadCount: number;
	/** Id of a lead. */
	readonly idOf: (lead: number) => string;
	readonly createdAt: Float64Array;
	readonly attributes: readonly Attribute[];
	readonly history: AttributeHistory;
	readonly activities: Activities;
	readonly stages: StageChanges;
	/** When sales first acted on each lead, if the contract says what counts as that. */
	readonly workedAt: Float64Array | undefined;
	/** Account of each lead, if the contract names the column. */
	readonly account: CodedColumn | undefined;
	/** Hand-offs the contract asks for; `undefined`: the default ones. */
	readonly handoffs: readonly HandoffSpec[] | undefined;
	readonly quality: Quality;
}
