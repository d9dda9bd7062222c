/** What may be done with a row that a check finds fault with. */
export type CheckAction = "keep" | "reject";

/** A check of the data contract: what it looks for, and what may be configured about it. */
export interface CheckRule {
	/** What happens when `checks` in `dataset.yaml` does not say. */
	readonly action: CheckAction;
	/** Actions that make sense; a row without a lead cannot be kept, whatever the configuration says. */
	readonly allowed: readonly CheckAction[];
	/** Why it is so, for the message that refuses an action. */
	readonly why: string;
}

const REJECT: readonly CheckAction[] = ["reject"];
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
	"before-creation": { action: "keep", allowed: EITHER, why: "visits before the form was filled are normal" },
	"after-as-of": { action: "reject", allowed: REJECT, why: "an extract cannot hold what happened after it was taken" },
	"unknown-stage": { action: "reject", allowed: REJECT, why: "a stage outside the ladder and exits has no meaning" },
	"unknown-attribute": { action: "reject", allowed: REJECT, why: "a value of an undeclared attribute has no type" },
	"stage-order": { action: "keep", allowed: EITHER, why: "stages are often recorded late" },
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
