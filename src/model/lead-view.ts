import type { Value } from "../base/value.ts";

/** An occurrence as the scorer sees it: its type, the calendar day it happened on, and its properties. */
export interface ActivityView {
	readonly type: string;
	/** Calendar day of the occurrence, as a day number. */
	readonly day: number;
	readonly properties: Readonly<Record<string, Value | undefined>>;
}

/**
 * Everything known about one lead at one instant, and nothing more: the future is not in here, so no rule can use it.
 * Days are whole numbers that count calendar days in the zone of the dataset.
 */
export interface LeadView {
	/** Calendar day of the instant. */
	readonly today: number;
	/** Calendar day of the lead's creation. */
	readonly createdDay: number;
	/** Latest known value of each attribute; a missing key is an unknown value. */
	readonly attributes: Readonly<Record<string, Value | undefined>>;
	/** Activities known, in any order. */
	readonly activities: readonly ActivityView[];
}
