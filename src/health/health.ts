/** The only states of a check. */
export type HealthState = "passed" | "warning" | "failed" | "cannot tell yet" | "not tested";

/** One check that stands before a result. */
export interface HealthCheck {
	/** What is checked, e.g. `data`, `maturity`. */
	readonly check: string;
	readonly state: HealthState;
	/** What was found, with its numbers; a clause for a reader. */
	readonly message: string;
}

/** All checks that stand before a result. They report; they change no verdict. */
export type Health = readonly HealthCheck[];
