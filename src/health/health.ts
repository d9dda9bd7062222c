import type { CheckState } from "../base/check-state.ts";

/** The only states of a check. */
export type HealthState = CheckState;

/** What a check found. */
export interface HealthFound {
	readonly state: HealthState;
	/** What was found, with its numbers and how much was looked at; a clause for a reader, no full stop. */
	readonly message: string;
	/** What it takes to test what was not, e.g. `leadlab drift`. */
	readonly takes?: string | undefined;
}

/** One check that stands before a result. */
export interface HealthCheck extends HealthFound {
	/** What is checked, e.g. `data`, `maturity`. */
	readonly check: string;
	readonly takes: string | undefined;
	/** Where its words are explained: a heading of `reports/README.md`. */
	readonly link: string;
	/** Section of the report that shows it, by its id; a report without it has no such section. */
	readonly section: string;
}

/** All checks that stand before a result. They report; what an alarm makes of a verdict says `judgeComparison`. */
export type Health = readonly HealthCheck[];
