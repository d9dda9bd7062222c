/** What may be done with a row that a check finds fault with; `reach`: the rungs it skips count as reached with it. */
export type CheckAction = "keep" | "reject" | "reach";

/** A check of the data contract: what it looks for, and what may be configured about it. */
export interface CheckRule {
	/** What happens when `checks` in `dataset.yaml` does not say. */
	readonly action: CheckAction;
	/** Actions that make sense; a row without a lead cannot be kept, whatever the configuration says. */
	readonly allowed: readonly CheckAction[];
	/** A warning is told when more rows than this are concerned, unless `warn_if` says otherwise; left out: 0. */
	readonly warnIf?: string;
	/** Why it is so, for the message that refuses an action. */
	readonly why: string;
}

const REJECT: readonly CheckAction[] = ["reject"];
const KEEP: readonly CheckAction[] = ["keep"];
const EITHER: readonly CheckAction[] = ["keep", "reject"];
const TEXT = "what the row says cannot be told";

/**
 * Every check that can be named under `checks`. Faults that concern a whole file (`missing-file`, `missing-column`,
 * `empty-file`, `wrong-delimiter`, ...) always stop the reading and are not listed here.
 *
 * @example CHECK_RULES["before-creation"].action // "keep"
 */
export const CHECK_RULES = {
	type: {
		action: "keep",
		allowed: EITHER,
		why: "a cell of a type it should not have; as an attribute or amount it is unknown, as an instant it always rejects its row",
	},
	"missing-id": { action: "reject", allowed: REJECT, why: "a row that names no lead has no meaning" },
	"duplicate-id": { action: "reject", allowed: REJECT, why: "two leads cannot share an id" },
	"orphan-activity": { action: "reject", allowed: REJECT, why: "an activity of a lead that is not there has no place" },
	"orphan-stage": { action: "reject", allowed: REJECT, why: "a stage of a lead that is not there has no place" },
	"orphan-history": { action: "reject", allowed: REJECT, why: "a value of a lead that is not there has no place" },
	"placeholder-instant": {
		action: "keep",
		allowed: EITHER,
		why: "a date such as 1970-01-01, 1900-01-01 or 9999-12-31 stands for no date; where a cell may be empty it is unknown, elsewhere it always rejects its row",
	},
	"before-creation": {
		action: "keep",
		allowed: EITHER,
		why: "visits before the form was filled are normal; a stage or value from before is rarely meant",
	},
	"far-instant": {
		action: "keep",
		allowed: EITHER,
		why: "an instant years away from all others of its column is rarely meant; no period and no figure a week hangs on it",
	},
	"stale-table": { action: "keep", allowed: KEEP, why: "a table as a whole ends too early; that is no fault of a row" },
	"repeated-row": {
		action: "keep",
		allowed: EITHER,
		warnIf: "0.1 %",
		why: "a row that repeats another in every column is mostly one that was exported twice",
	},
	"after-as-of": { action: "reject", allowed: REJECT, why: "an extract cannot hold what happened after it was taken" },
	"unknown-stage": { action: "reject", allowed: REJECT, why: "a stage outside the ladder and exits has no meaning" },
	"unknown-attribute": { action: "reject", allowed: REJECT, why: "a value of an undeclared attribute has no type" },
	"skipped-rung": {
		action: "keep",
		allowed: ["keep", "reject", "reach"],
		warnIf: "1 %",
		why: "a rung without the rung before it; reach: the rungs before count as reached at the same time",
	},
	"stage-order": { action: "keep", allowed: EITHER, why: "stages are often recorded late" },
	"date-ahead": {
		action: "keep",
		allowed: ["keep"],
		why: "a value that is a day after the moment from which it is declared known tells the future; the declaration is wrong, not the row",
	},
	"number-notation": {
		action: "keep",
		allowed: EITHER,
		why: "a number that is another one in the notation of other cells of its column, such as 1.200 beside 12,5",
	},
	"number-range": { action: "keep", allowed: EITHER, why: "a number beyond 1e15 or not finite is unknown" },
	"large-cell": { action: "keep", allowed: EITHER, why: "a cell above 1 MiB is rarely meant" },
	"bad-encoding": { action: "reject", allowed: REJECT, why: TEXT },
	"bad-quote": { action: "reject", allowed: REJECT, why: TEXT },
	"bad-json": { action: "reject", allowed: REJECT, why: TEXT },
	"short-row": { action: "reject", allowed: REJECT, why: TEXT },
	"long-row": { action: "reject", allowed: REJECT, why: TEXT },
} as const satisfies Record<string, CheckRule>;

/** Name of a check, as used in issues, rejects and configuration. */
export type CheckCode = keyof typeof CHECK_RULES;

/** All names, for schemas and messages. */
export const CHECK_CODES = Object.keys(CHECK_RULES) as [CheckCode, ...CheckCode[]];
