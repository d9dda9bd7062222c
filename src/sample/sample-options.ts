import { configurationError } from "../base/error.ts";
import { DAY_SECONDS, dateText, dayOfDate, type WallSeconds } from "./wall-clock.ts";

/** What to make. */
export interface SampleOptions {
	/** Same seed and options, same bytes. */
	readonly seed: number | string;
	/** Number of leads, 100 to 1,000,000. */
	readonly leads: number;
	/** Share of bad rows among the rows of each table, 0 to 0.5; default 0. */
	readonly dirty?: number;
	/** Last day of the history, YYYY-MM-DD; default 2024-09-30. */
	readonly asOf?: string;
}

/** Options with every default filled in, and the days that follow from them. */
export interface SamplePlan {
	readonly seed: string;
	readonly leads: number;
	readonly dirty: number;
	/** Last day of the history. */
	readonly asOfDay: number;
	/** First instant that is not in the history any more. */
	readonly end: WallSeconds;
	/** First day on which a lead may be created: 730 days up to `asOfDay`. */
	readonly startDay: number;
	/** First day on which machines open mails and the mix of sources is another. */
	readonly driftDay: number;
	/** Account of many leads, and how many it has. */
	readonly bigAccount: string;
	readonly bigAccountLeads: number;
}

const DEFAULT_AS_OF = "2024-09-30";
const HISTORY_DAYS = 730;
const DRIFT_DAYS_BEFORE_END = 210;

/**
 * Checks options and fills in defaults.
 *
 * @example planSample({ seed: 1, leads: 5000 }).bigAccountLeads // 80
 * @throws LabError (configuration) `sample-option` with the option, its rule and what it got
 */
export function planSample({ seed, leads, dirty = 0, asOf = DEFAULT_AS_OF }: SampleOptions): SamplePlan {
	if (!Number.isInteger(leads) || leads < 100 || leads > 1_000_000) {
		throw optionError("leads", `must be a whole number from 100 to 1,000,000, got ${leads}.`, "Use for example 5000.");
	}
	if (!(dirty >= 0 && dirty <= 0.5)) {
		throw optionError("dirty", `must be a share from 0 to 0.5, got ${dirty}.`, "Use for example 0.02 for 2 %.");
	}
	const asOfDay = dayOfDate(asOf);
	if (asOfDay === undefined || asOf < "1980-01-01" || asOf > "2100-12-31") {
		throw optionError(
			"as-of",
			`must be a date from 1980 to 2100 as YYYY-MM-DD, got "${asOf}".`,
			"Use for example 2024-09-30.",
		);
	}
	return {
		seed: String(seed),
		leads,
		dirty,
		asOfDay,
		end: (asOfDay + 1) * DAY_SECONDS,
		startDay: asOfDay - HISTORY_DAYS + 1,
		driftDay: asOfDay - DRIFT_DAYS_BEFORE_END,
		bigAccount: "A-BIG-0001",
		bigAccountLeads: Math.max(Math.min(60, Math.floor(leads / 10)), Math.min(2000, Math.round(leads * 0.016))),
	};
}

function optionError(column: string, message: string, cure: string) {
	return configurationError({ code: "sample-option", column, message: `sample: ${column} ${message}`, cure });
}

/** The date of a plan's last day. */
export function asOfText(plan: SamplePlan): string {
	return dateText(plan.asOfDay);
}
