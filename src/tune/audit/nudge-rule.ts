import { matchRule } from "../../model/rule-kind.ts";
import type { ActivityRule, AttributeRule, Rule } from "../../model/schema.ts";

/**
 * A rule with `by` more points wherever it gives points other than 0: of an activity, spread over its occurrences where
 * `at_most` limits them, so that a lead with all of them gets `by` more.
 *
 * @example nudgeRule({ id: "demo", activity: "demo_request", points: 20 }, 5).points // 25
 */
export function nudgeRule(rule: Rule, by: number): Rule {
	const moved = (points: number) => (points === 0 ? 0 : points + by);
	return matchRule<Rule>(rule, {
		attribute: (one): AttributeRule => ({
			...one,
			points:
				typeof one.points === "number"
					? moved(one.points)
					: one.points.map((each) => ({ ...each, points: moved(each.points) })),
		}),
		activity: (one): ActivityRule => {
			if (one.tiers !== undefined)
				return { ...one, tiers: one.tiers.map((tier) => ({ ...tier, points: moved(tier.points) })) };
			const { points = 0 } = one;
			const most = one.at_most?.per === "lead" ? one.at_most.count : 1;
			return { ...one, points: points === 0 ? 0 : points + by / most };
		},
		inactivity: (one) => ({ ...one, points: moved(one.points) }),
	});
}
