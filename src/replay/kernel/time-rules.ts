import type { RuleCases } from "../../model/rule-kind.ts";
import { clamp } from "../../model/score.ts";

/** A rule whose points depend on nothing but whole days since something: clamped points before and from a day on. */
export interface TimePlan {
	readonly group: number;
	readonly rule: number;
	/** Since the last activity known, else creation. */
	readonly since: "last activity";
	readonly days: number;
	readonly before: number;
	readonly reached: number;
}

/** The days that rules of time count from, of the lead at hand. */
export interface TimeOrigins {
	readonly createdDay: number;
	readonly lastDay: number;
	readonly hasActivity: boolean;
}

/** How each kind of rule that is neither of attributes nor of activities becomes a {@link TimePlan}. */
export function timeRuleCases(
	add: (plan: Omit<TimePlan, "group" | "rule">) => unknown,
): Omit<RuleCases<unknown>, "attribute" | "activity"> {
	return {
		inactivity: (rule) =>
			add({
				since: "last activity",
				days: rule.inactive_days,
				before: clamp(0, rule),
				reached: clamp(rule.points, rule),
			}),
	};
}

/** Whole days that a rule of time has counted. */
export function daysSince(_: TimePlan, { hasActivity, lastDay, createdDay }: TimeOrigins, today: number): number {
	return today - (hasActivity ? lastDay : createdDay);
}
