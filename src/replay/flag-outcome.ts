import { NEVER } from "../dataset/dataset.ts";

/**
 * What became of a lead at a hand-off, as a code. A flag at t, the later stage first reached at s, an outcome window H:
 *
 * ```
 * excluded          s <= creation: the lead had the outcome before any model could flag it
 * not flagged       no t
 * late              s <= t
 * immature          t + H > asOf: too recent to judge; "immature, caught" when s <= t + H already
 * hit               s <= t + H
 * miss              else
 * ```
 *
 * The one definition for everything that looks at leads one by one. Two others stand apart on purpose, so that tests can
 * hold them against each other: the reference (`reference.ts`, from the definition, word by word) and the kernel
 * (`kernel/verdict-collector.ts`, every threshold at once).
 */
export const FLAG_OUTCOME = {
	notFlagged: 0,
	late: 1,
	immature: 2,
	immatureCaught: 3,
	hit: 4,
	miss: 5,
	excluded: 6,
} as const;

/** Code of a {@link FLAG_OUTCOME}. */
export type FlagOutcome = (typeof FLAG_OUTCOME)[keyof typeof FLAG_OUTCOME];

/** A flag outcome in words; the two kinds of immature are one. */
export type FlagOutcomeName = "not flagged" | "late" | "immature" | "hit" | "miss" | "excluded";

/** Names in the order of the codes. */
export const FLAG_OUTCOME_NAMES: readonly FlagOutcomeName[] = [
	"not flagged",
	"late",
	"immature",
	"immature",
	"hit",
	"miss",
	"excluded",
];

/** The outcome window and the extract, ms: one object for all leads. */
export interface OutcomeWindow {
	readonly horizonMs: number;
	readonly asOf: number;
}

/** Whether a lead is excluded: the outcome was there at or before its creation. */
export function isExcluded(createdAt: number, reachedAt: number): boolean {
	return reachedAt <= createdAt;
}

/**
 * Outcome of a flag of a lead that is not excluded. Also of a moment that is no flag but is judged like one: creation (flag
 * everyone) or the landmark.
 *
 * Numbers in, a code out, and nothing is allocated: it is called for each lead of every hand-off.
 *
 * @param flaggedAt `NEVER` when the lead was not flagged
 * @param reachedAt `NEVER` when it did not reach the later stage
 * @example flagOutcome(t, s, { horizonMs: 90 * DAY_MS, asOf }) === FLAG_OUTCOME.hit
 */
export function flagOutcome(flaggedAt: number, reachedAt: number, { horizonMs, asOf }: OutcomeWindow): FlagOutcome {
	if (flaggedAt === NEVER) return FLAG_OUTCOME.notFlagged;
	if (reachedAt <= flaggedAt) return FLAG_OUTCOME.late;
	const end = flaggedAt + horizonMs;
	const inTime = reachedAt <= end;
	if (end > asOf) return inTime ? FLAG_OUTCOME.immatureCaught : FLAG_OUTCOME.immature;
	return inTime ? FLAG_OUTCOME.hit : FLAG_OUTCOME.miss;
}

/** Whether a flag counts in a precision: a hit or a miss. */
export function isJudged(outcome: number): boolean {
	return outcome === FLAG_OUTCOME.hit || outcome === FLAG_OUTCOME.miss;
}

/** Whether a flag is too recent to judge. */
export function isImmature(outcome: number): boolean {
	return outcome === FLAG_OUTCOME.immature || outcome === FLAG_OUTCOME.immatureCaught;
}

/** Whether the outcome came after the flag and within the window, mature or not: what recall counts. */
export function isCaught(outcome: number): boolean {
	return outcome === FLAG_OUTCOME.hit || outcome === FLAG_OUTCOME.immatureCaught;
}
