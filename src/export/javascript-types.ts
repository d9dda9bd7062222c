import type { ScoringModel } from "../model/schema.ts";
import { quoteJavaScript as quote } from "./quote-javascript.ts";

/**
 * TypeScript declarations of an exported scorer; stages, groups and rules are named.
 *
 * @example javaScriptTypes(model).includes("export function score(lead: Lead): Score;") // true
 */
export function javaScriptTypes(model: ScoringModel): string {
	const members = (names: readonly string[], type: string) =>
		names.map((name) => `\treadonly ${quote(name)}: ${type};`).join("\n");
	const groups = model.groups.map(({ id }) => id);
	const rules = model.groups.flatMap((group) => group.rules.map(({ id }) => id));
	const stages = Object.keys(model.stages);
	return `// Types of the lead scorer of the model ${quote(model.name)}.

/** A value of an attribute or property; missing, null, empty text and NaN are unknown. */
export type Cell = string | number | boolean | null | undefined;

/** An occurrence that is known at the instant of scoring. */
export interface Activity {
	readonly type: string;
	/** Calendar day it happened on, as a day number (days since 1970-01-01, see dayOf). */
	readonly day: number;
	readonly properties?: Readonly<Record<string, Cell>>;
}

/** What is known about a lead at one instant, and nothing later. Days are calendar days in one time zone. */
export interface Lead {
	/** Day of the instant. */
	readonly today: number;
	/** Day of the lead's creation. */
	readonly createdDay: number;
	readonly attributes?: Readonly<Record<string, Cell>>;
	readonly activities?: readonly Activity[];
}

/** Points of each group, after the group's cap and floor. */
export interface Groups {
${members(groups, "number")}
}

/** Points of each rule, after the rule's cap and floor. */
export interface Contributions {
${members(rules, "number")}
}

export interface Score {
	/** Rounded half away from zero to 4 decimals: the number to compare with thresholds. */
	readonly score: number;
	/** Sum of the contributions, before the limits of groups and score and before rounding. */
	readonly raw: number;
	readonly groups: Groups;
	readonly contributions: Contributions;
}

/** Whether the score reaches each stage's threshold and every gate of it holds. */
export interface Flags {
${members(stages, "boolean")}
}

/** Whether each gate of each stage holds, in the order of the model. */
export interface Gates {
${members(stages, "readonly boolean[]")}
}

export interface Band {
	readonly name: string;
	readonly from: number;
	readonly action?: string;
	readonly stage?: string;
}

export function score(lead: Lead): Score;
export function flags(lead: Lead): Flags;
export function gates(lead: Lead): Gates;
/** The band of a score among those of a stage (without stage: those for no stage), or undefined below all. */
export function band(score: number, stage?: string): Band | undefined;
/** Day number of a calendar day written YYYY-MM-DD; a RangeError for anything else. */
export function dayOf(date: string): number;

export const meta: {
	readonly format: "leadlab: scorer/1";
	readonly name: string;
	readonly version?: string;
	readonly fingerprint: string;
	readonly stages: readonly { readonly id: string; readonly score: number }[];
	readonly bands: readonly Band[];
};
`;
}
