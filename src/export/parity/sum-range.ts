import { isActivityRule, isAttributeRule } from "../../model/rule-kind.ts";
import type { Group, Rule, ScoringModel } from "../../model/schema.ts";
import { clamp } from "../../model/score.ts";

/** Bounds of a sum before its own cap and floor; no lead can lie outside, though the ends need not be reached. */
export type SumRange = readonly [least: number, most: number];

/**
 * Bounds of what a rule can give; infinite where occurrences are not limited.
 *
 * @example ruleRange({ id: "demo", activity: "demo", points: 20, at_most: { count: 2, per: "lead" } }) // [0, 40]
 */
export function ruleRange(rule: Rule): SumRange {
	const around = (points: readonly number[]): SumRange => [Math.min(0, ...points), Math.max(0, ...points)];
	if (isAttributeRule(rule)) {
		return around(typeof rule.points === "number" ? [rule.points] : rule.points.map(({ points }) => points));
	}
	if (!isActivityRule(rule)) return around([rule.points]);
	if (rule.tiers !== undefined) return around(rule.tiers.map(({ points }) => points));
	const points = rule.points ?? 0;
	const count = rule.at_most?.per === "lead" ? rule.at_most.count : Number.POSITIVE_INFINITY;
	return around(points === 0 ? [] : [points * count]);
}

/**
 * Bounds of the sum of a group's rules, each after its own limits.
 *
 * @example groupRange({ id: "g", rules: [demo, quiet] }) // [-10, 40]
 */
export function groupRange({ rules }: Group): SumRange {
	return added(rules.map((rule) => limited(ruleRange(rule), rule)));
}

/**
 * Bounds of the sum of a model's groups, each after its own limits.
 *
 * @example scoreRange(model) // [-50, 120]
 */
export function scoreRange({ groups }: ScoringModel): SumRange {
	return added(groups.map((group) => limited(groupRange(group), group)));
}

function limited([least, most]: SumRange, limits: Parameters<typeof clamp>[1]): SumRange {
	return [clamp(least, limits), clamp(most, limits)];
}

function added(ranges: readonly SumRange[]): SumRange {
	return [ranges.reduce((sum, [least]) => sum + least, 0), ranges.reduce((sum, [, most]) => sum + most, 0)];
}
