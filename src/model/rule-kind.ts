import type { ActivityRule, AttributeRule, InactivityRule, Rule } from "./schema.ts";

/** Points by the value of an attribute? */
export const isAttributeRule = (rule: Rule): rule is AttributeRule => "attribute" in rule;
/** Points for occurrences of an activity? */
export const isActivityRule = (rule: Rule): rule is ActivityRule => "activity" in rule;
/** Points while the lead is quiet? */
export const isInactivityRule = (rule: Rule): rule is InactivityRule => "inactive_days" in rule;
