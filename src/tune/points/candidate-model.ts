import { matchRule } from "../../model/rule-kind.ts";
import type { ActivityRule, AttributeRule, Rule, ScoringModel } from "../../model/schema.ts";

/**
 * A model with other points: `points` by name of the part (see `probeModel`), 0 where it is not named. A rule whose parts
 * all have 0 is left out, unless a gate asks for it; a group without rules too. A cap of a rule of one number moves with
 * its points, so that it stands for the same count.
 *
 * @example withPoints(model, { "industry:0": 5, demo: 20 }).groups.flatMap(({ rules }) => rules.length)
 */
export function withPoints(model: ScoringModel, points: Readonly<Record<string, number>>): ScoringModel {
	const gated = gatedRules(model);
	const groups = model.groups.flatMap((group) => {
		const rules = group.rules
			.map((rule) => ruleWithPoints(rule, points))
			.filter((rule) => gated.has(rule.id) || hasPoints(rule));
		return rules.length === 0 ? [] : [{ ...group, rules }];
	});
	return { ...model, groups };
}

/** Ids of the rules that a gate of the model asks for. */
export function gatedRules(model: ScoringModel): ReadonlySet<string> {
	const gates = Object.values(model.stages).flatMap(({ require = [] }) => require);
	return new Set(gates.flatMap((gate) => ("rule" in gate ? [gate.rule] : [])));
}

function ruleWithPoints(rule: Rule, points: Readonly<Record<string, number>>): Rule {
	const own = (place?: number) => points[place === undefined ? rule.id : `${rule.id}:${place}`] ?? 0;
	return matchRule<Rule>(rule, {
		attribute: (one): AttributeRule => ({
			...one,
			points: typeof one.points === "number" ? own() : one.points.map((each, i) => ({ ...each, points: own(i) })),
		}),
		activity: (one): ActivityRule => activityWithPoints(one, own),
		inactivity: (one) => ({ ...one, points: own() }),
	});
}

function activityWithPoints(rule: ActivityRule, own: (place?: number) => number): ActivityRule {
	if (rule.tiers !== undefined) return { ...rule, tiers: rule.tiers.map((tier, i) => ({ ...tier, points: own(i) })) };
	const { cap, ...rest } = rule;
	const count = cap === undefined || cap <= 0 || (rule.points ?? 0) <= 0 ? undefined : cap / rule.points!;
	const limit = count === undefined || own() <= 0 ? {} : { cap: count * own() };
	return { ...rest, points: own(), ...limit };
}

function hasPoints(rule: Rule): boolean {
	return matchRule(rule, {
		attribute: ({ points }) => (typeof points === "number" ? points !== 0 : points.some((one) => one.points !== 0)),
		activity: ({ points, tiers }) => (tiers === undefined ? points !== 0 : tiers.some((tier) => tier.points !== 0)),
		inactivity: ({ points }) => points !== 0,
	});
}
