import type { Estimate } from "../metrics/rates/estimate.ts";

/**
 * How sure a finding is. `certain`: the data contradict what the contract says of when the fact is known; nobody needs to
 * be asked. `suspect`: an honest attribute would hardly look like this; ask who writes it and when. `look at it`: worth
 * a minute; honest attributes look like this too.
 */
export type LeakLevel = "certain" | "suspect" | "look at it";

/** Levels from the gravest down. */
export const LEAK_LEVELS: readonly LeakLevel[] = ["certain", "suspect", "look at it"];

/** The checks, those that prove most first. */
export const LEAK_CHECKS = [
	"score moves",
	"late value",
	"date ahead",
	"holds the outcome",
	"counts the future",
	"filled for winners",
	"too good alone",
	"named as a state",
	"known too late",
	"only afterwards",
] as const;

/** Which check saw something. */
export type LeakCheck = (typeof LEAK_CHECKS)[number];

/** One observation with the counts it rests on. */
export interface LeakEvidence {
	readonly check: LeakCheck;
	readonly level: LeakLevel;
	/** Stage (or `worked`) it is about; left out when it is about none. */
	readonly stage?: string;
	/** The observation in words, with its counts and intervals. */
	readonly text: string;
	/** The rates it rests on, by what they are rates of. */
	readonly rates: readonly { readonly of: string; readonly rate: Estimate }[];
	/** How well the attribute alone orders the outcomes, for `too good alone` and `named as a state`. */
	readonly auc?: Estimate;
	/** Holm-adjusted over every attribute and stage, for tests. */
	readonly pValue?: number;
}

/** What the rules that use a suspect add to one hand-off: the same replay with and without them. */
export interface LeakFall {
	readonly from: string;
	readonly to: string;
	readonly precisionWith: Estimate;
	readonly precisionWithout: Estimate;
	/** AUC at the landmark; `undefined` where it has no value. */
	readonly aucWith: number | undefined;
	readonly aucWithout: number | undefined;
	/** AUC with minus AUC without, and its 95 % interval (DeLong, same leads); `undefined`, with `reason`, if not to be told. */
	readonly aucFall: { readonly value: number; readonly interval: readonly [number, number] } | undefined;
	readonly reason?: string;
}

/** The rules and gates of a model that use a suspect, and what becomes of the model without them. */
export interface LeakUse {
	/** Ids of the rules. */
	readonly rules: readonly string[];
	/** Stages with a gate that uses it. */
	readonly gates: readonly string[];
	readonly falls: readonly LeakFall[];
	/** Why there is no replay without them. */
	readonly reason?: string;
}

/** What to do about a finding. */
export interface LeakCure {
	readonly text: string;
	/** Line of `leads.attributes` of `dataset.yaml` that says when the fact is known. */
	readonly yaml?: string;
	/** Stage that the line names. */
	readonly stage?: string;
}

/** Something that knows the future, or looks as if it did. */
export interface LeakFinding {
	readonly kind: "attribute" | "activity" | "score";
	readonly name: string;
	readonly level: LeakLevel;
	/** One sentence: what it is and why it is thought so. */
	readonly message: string;
	/** Gravest first. */
	readonly evidence: readonly LeakEvidence[];
	readonly cure: LeakCure;
	/** Where the model uses it; `undefined` without a model, and when it does not. */
	readonly use: LeakUse | undefined;
}
