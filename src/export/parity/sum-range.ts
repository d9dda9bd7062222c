import { ruleRange } from "../../model/rule-facts.ts";
import type { Group, ScoringModel } from "../../model/schema.ts";
import { clamp } from "../../model/score.ts";

/** Bounds of a sum before its own cap and floor; no lead can lie outside, though the ends need not be reached. */
export type SumRange = readonly [least: number, most: number];

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
