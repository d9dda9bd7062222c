import { type ActivityRule, type AttributeRule, RULE_KEYS, type Rule, type RuleKind, type RuleOf } from "./schema.ts";

const KINDS = Object.keys(RULE_KEYS) as RuleKind[];

/** What to do with a rule of each kind. */
export type RuleCases<Result> = { readonly [K in RuleKind]: (rule: RuleOf<K>) => Result };

/**
 * The kind of a rule.
 *
 * @example ruleKind({ id: "quiet", inactive_days: 30, points: -10 }) // "inactivity"
 */
export function ruleKind(rule: Rule): RuleKind {
	// The schema lets no rule in that has none of the keys.
	return KINDS.find((kind) => RULE_KEYS[kind] in rule)!;
}

/**
 * Does what is to be done with a rule of its kind. Every kind must be there: one more kind of rules does not compile until
 * each place says what it makes of it.
 *
 * @example matchRule(rule, { attribute: () => "who", activity: () => "what", inactivity: () => "nothing" })
 */
export function matchRule<Result>(rule: Rule, cases: RuleCases<Result>): Result {
	return (cases[ruleKind(rule)] as (rule: Rule) => Result)(rule);
}

/** Points by the value of an attribute? */
export const isAttributeRule = (rule: Rule): rule is AttributeRule => ruleKind(rule) === "attribute";
/** Points for occurrences of an activity? */
export const isActivityRule = (rule: Rule): rule is ActivityRule => ruleKind(rule) === "activity";
