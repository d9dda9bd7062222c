import { configurationError } from "../base/error.ts";
import { modelFrom } from "../model/parse-model.ts";
import { isActivityRule, isAttributeRule } from "../model/rule-kind.ts";
import type { ActivityRule, AttributeRule, Rule, ScoringModel } from "../model/schema.ts";
import { formatPoints } from "../words/number-format.ts";

/**
 * New points of a rule: a number for a rule with one, the whole list for a rule with cases by value or with tiers.
 */
export type NewPoints = number | Exclude<AttributeRule["points"], number> | NonNullable<ActivityRule["tiers"]>;

/**
 * The same model with other points for some rules: the thing an analyst tries fifty times a day. The model given stays
 * as it is; the new one is checked like a file and is named after the change, so that tables and charts tell them apart.
 *
 * @param points rule id to its new points
 * @param options.name name of the new model; default: the old name and the change
 * @throws LabError (configuration) when there is no such rule, or a list is needed and a number was given
 * @example withPoints(model, { "demo-request": 30 }).name // "saas-baseline, demo-request 30"
 */
export function withPoints(
	model: ScoringModel,
	points: Readonly<Record<string, NewPoints>>,
	{ name }: { readonly name?: string } = {},
): ScoringModel {
	const ids = model.groups.flatMap(({ rules }) => rules.map(({ id }) => id));
	for (const id of Object.keys(points)) {
		if (ids.includes(id)) continue;
		throw configurationError({
			code: "unknown-rule",
			file: model.name,
			column: id,
			message: `there is no rule "${id}"; the rules are ${ids.join(", ")}.`,
			cure: "Correct the id.",
		});
	}
	const change = Object.entries(points).map(
		([id, value]) => `${id} ${typeof value === "number" ? formatPoints(value) : "changed"}`,
	);
	const data = {
		...model,
		name: name ?? [model.name, ...change].join(", "),
		groups: model.groups.map((group) => ({
			...group,
			rules: group.rules.map((rule) =>
				Object.hasOwn(points, rule.id) ? changed(rule, points[rule.id]!, model.name) : rule,
			),
		})),
	};
	return modelFrom(data, { file: data.name }).model;
}

function changed(rule: Rule, points: NewPoints, file: string): unknown {
	const list = isAttributeRule(rule)
		? typeof rule.points !== "number"
		: isActivityRule(rule) && rule.tiers !== undefined;
	if (list && typeof points === "number") {
		const key = isAttributeRule(rule) ? "cases by value" : "tiers";
		throw configurationError({
			code: "points-list",
			file,
			column: rule.id,
			message: `the rule "${rule.id}" has ${key}, so one number (${formatPoints(points)}) does not say which of them changes.`,
			cure: `Give the whole list, starting from ${JSON.stringify(isAttributeRule(rule) ? rule.points : isActivityRule(rule) ? rule.tiers : [])}.`,
		});
	}
	if (typeof points === "number" || isAttributeRule(rule)) return { ...rule, points };
	const { points: _, ...rest } = rule as ActivityRule;
	return { ...rest, tiers: points };
}
