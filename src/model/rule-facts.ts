import type { Predicate } from "./predicate.ts";
import { matchRule } from "./rule-kind.ts";
import type { Rule } from "./schema.ts";

/** What the rest of the program needs to know of a rule without knowing its kind. */
export interface RuleFacts {
	/** Attribute that it reads. */
	readonly attribute?: string;
	/** Type of the activities that it counts. */
	readonly activity?: string;
	/** Conditions on properties of those. */
	readonly where?: Readonly<Record<string, Predicate>> | undefined;
	/** The points it can give: of each case or tier, else its one number. */
	readonly points: readonly number[];
	/** How often it can give them: 1, the limit of occurrences, or `Infinity`. */
	readonly times: number;
	/** The conditions of its cases by value, in the order of `points`. */
	readonly cases?: readonly Predicate[];
	/** The counts of its tiers, in the order of `points`. */
	readonly tiers?: readonly number[];
	/** Days that must pass before it can give anything. */
	readonly daysNeeded: number;
}

/**
 * The facts of a rule: the one place that says for each kind what it reads and what it can give.
 *
 * @example ruleFacts({ id: "demo", activity: "demo", points: 20, at_most: { count: 2, per: "lead" } }).times // 2
 */
export function ruleFacts(rule: Rule): RuleFacts {
	return matchRule<RuleFacts>(rule, {
		attribute: ({ attribute, points }) =>
			typeof points === "number"
				? { attribute, points: [points], times: 1, daysNeeded: 0 }
				: { attribute, points: points.map((one) => one.points), cases: points, times: 1, daysNeeded: 0 },
		activity: ({ activity, where, points = 0, tiers, at_most: limit }) =>
			tiers === undefined
				? {
						activity,
						where,
						points: [points],
						times: limit?.per === "lead" ? limit.count : Number.POSITIVE_INFINITY,
						daysNeeded: 0,
					}
				: {
						activity,
						where,
						points: tiers.map((tier) => tier.points),
						tiers: tiers.map((tier) => tier.at_least),
						times: 1,
						daysNeeded: 0,
					},
		inactivity: ({ points, inactive_days: days }) => ({ points: [points], times: 1, daysNeeded: days }),
	});
}

/**
 * The least and the most that a rule can give before its own cap and floor; infinite where occurrences are not limited. No
 * lead can lie outside, though the ends need not be reached.
 *
 * @example ruleRange({ id: "demo", activity: "demo", points: 20, at_most: { count: 2, per: "lead" } }) // [0, 40]
 */
export function ruleRange(rule: Rule): readonly [least: number, most: number] {
	const { points, times } = ruleFacts(rule);
	const sums = points.map((one) => (one === 0 ? 0 : one * times));
	return [Math.min(0, ...sums), Math.max(0, ...sums)];
}
