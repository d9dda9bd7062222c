import { z } from "zod";

const id = z
	.string()
	.regex(
		/^(?!__proto__$)[\p{L}\p{N}_][\p{L}\p{N}_.:-]*$/u,
		"an id starts with a letter, digit or _ and holds letters, digits and _ . : -",
	)
	.max(100)
	.describe("Name used in explanations and gates; unique.");
const LARGEST = 1_000_000;
const points = z
	.number()
	.min(-LARGEST)
	.max(LARGEST)
	.describe("Points, positive or negative, at most one million either way.");
const days = z.number().int().min(1).max(36_500);

const predicateShape = {
	is: z
		.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)])
		.optional()
		.describe("A value or a list of values; text without case, a number as a number."),
	starts_with: z.string().min(1).optional(),
	contains: z.string().min(1).optional(),
	matches: z.string().min(1).max(1000).optional().describe("Regular expression (RE2), found anywhere, without case."),
	below: z.number().optional().describe("The value is a number smaller than this."),
	at_least: z.number().optional().describe("The value is a number of at least this."),
	known: z.boolean().optional().describe("true: the value is known; false: it is not."),
};

/** Conditions on one value. */
export const predicateSchema = z.strictObject(predicateShape);

const where = z.record(z.string().min(1), predicateSchema).describe("Property name to condition; every one must hold.");

const caseSchema = z.strictObject({ ...predicateShape, points });

const clamp = {
	cap: points.optional().describe("Upper limit of the sum."),
	floor: points.optional().describe("Lower limit of the sum."),
};
const common = { id, description: z.string().optional(), ...clamp };

/** Points by the value of an attribute; the first case that holds counts. */
export const attributeRuleSchema = z.strictObject({
	...common,
	attribute: z.string().min(1),
	points: z.union([points, z.array(caseSchema).min(1)]).describe("A number for any known value, or cases in order."),
});

/** Points for occurrences of an activity. */
export const activityRuleSchema = z.strictObject({
	...common,
	activity: z.string().min(1),
	where: where.optional(),
	points: points.optional(),
	tiers: z
		.array(z.strictObject({ at_least: z.number().int().min(1), points }))
		.min(1)
		.optional()
		.describe("Instead of points: the highest tier whose at_least the count reaches."),
	at_most: z
		.strictObject({ count: z.number().int().min(1), per: z.enum(["lead", "day"]).default("lead") })
		.optional()
		.describe("Only the most recent `count` occurrences, in all or per calendar day."),
	window_days: days.optional().describe("Only occurrences fewer than this many calendar days old."),
});

/** Points while the lead has been quiet. */
export const inactivityRuleSchema = z.strictObject({ ...common, inactive_days: days, points });

/**
 * The kinds of rules. A kind more is a line here, and what it means in `rule-facts.ts`, `score.ts`, the kernel, the exports
 * and the words: `matchRule` does not compile where it is forgotten.
 */
export const ruleSchemas = {
	attribute: attributeRuleSchema,
	activity: activityRuleSchema,
	inactivity: inactivityRuleSchema,
} as const;

/** The key that tells what kind a rule is of. */
export const RULE_KEYS = {
	attribute: "attribute",
	activity: "activity",
	inactivity: "inactive_days",
} as const satisfies Record<RuleKind, string>;

export const ruleSchema = z.union(Object.values(ruleSchemas));

export const decaySchema = z.union([
	z.literal("none"),
	z.strictObject({ half_life_days: z.number().positive().max(36_500) }),
	z.strictObject({
		percent: z.number().positive().max(100),
		every_days: days,
		after_days: z.number().int().min(0).max(36_500).optional(),
	}),
]);

export const groupSchema = z.strictObject({
	id,
	description: z.string().optional(),
	axis: z.enum(["fit", "engagement", "qualification"]).optional(),
	...clamp,
	decay: decaySchema.optional(),
	rules: z.array(ruleSchema).min(1),
});

export const gateSchema = z.union([
	z.strictObject({ rule: id }),
	z.strictObject({ activity: z.string().min(1), where: where.optional() }),
	z.strictObject({ attribute: z.string().min(1), ...predicateShape }),
]);

export const stageFlagSchema = z.strictObject({
	score: z.number().describe("The flag is made when the rounded score reaches this."),
	require: z.array(gateSchema).optional().describe("Gates; every one must hold."),
	description: z.string().optional(),
});

export const bandSchema = z.strictObject({
	name: z.string().min(1),
	from: z.number().describe("Lowest score of the band; bands are listed from the highest down."),
	action: z.string().optional(),
	stage: z.string().optional().describe("The stage this band is for, when stages have bands of their own."),
});

const gradesOf = z.array(z.strictObject({ grade: z.string().min(1), from: z.number() })).min(1);

/** The model file, `leadlab: model/1`. */
export const scoringModelSchema = z.strictObject({
	leadlab: z.literal("model/1"),
	name: z.string().min(1),
	version: z.string().optional(),
	description: z.string().optional(),
	source: z.string().optional().describe("Where the points come from."),
	adapt: z.string().optional().describe("How to fit this model to your own data."),
	...clamp,
	groups: z.array(groupSchema).min(1),
	stages: z.record(id, stageFlagSchema).describe("What the model flags: stage to threshold and gates."),
	bands: z.array(bandSchema).optional(),
	grades: z
		.strictObject({ fit: gradesOf, engagement: gradesOf })
		.optional()
		.describe("Grade matrix: letter by the sum of the fit groups, digit by the sum of the engagement groups."),
});

/** What may be written in a model file. */
export type ScoringModelInput = z.input<typeof scoringModelSchema>;
/** A checked model: plain frozen data. */
export type ScoringModel = z.output<typeof scoringModelSchema>;
export type Group = ScoringModel["groups"][number];
/** Name of a kind of rules. */
export type RuleKind = keyof typeof ruleSchemas;
/** A rule of one kind. */
export type RuleOf<K extends RuleKind> = z.output<(typeof ruleSchemas)[K]>;
export type Rule = RuleOf<RuleKind>;
export type AttributeRule = RuleOf<"attribute">;
export type ActivityRule = RuleOf<"activity">;
export type InactivityRule = RuleOf<"inactivity">;
export type Gate = z.output<typeof gateSchema>;
export type StageFlag = z.output<typeof stageFlagSchema>;
export type Band = z.output<typeof bandSchema>;
