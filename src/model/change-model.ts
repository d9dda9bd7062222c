import { configurationError } from "../base/error.ts";
import { unknownName } from "../base/unknown-name.ts";
import { formatPoints } from "../words/number-format.ts";
import { caseIndex, caseNames } from "./case-name.ts";
import type { Decay } from "./decay.ts";
import { modelFrom } from "./parse-model.ts";
import { isAttributeRule } from "./rule-kind.ts";
import type { ActivityRule, AttributeRule, Rule, ScoringModel } from "./schema.ts";
import { withoutRules } from "./without-rules.ts";

/**
 * New points of a rule: its one number; or new numbers of some of its cases or tiers, each named as a person would say it
 * (`"below 50"`, `"software"`, `"at least 3"`, `"else"`) or by its place from 0 on; or the whole list of cases or tiers.
 */
export type NewPoints =
	| number
	| Readonly<Record<string, number>>
	| Exclude<AttributeRule["points"], number>
	| NonNullable<ActivityRule["tiers"]>;

/** What to change of a model; everything else stays. */
export interface ModelChange {
	/** Points by rule. */
	readonly points?: Readonly<Record<string, NewPoints>>;
	/** Score by flagged stage at which it is flagged; gates stay. */
	readonly thresholds?: Readonly<Record<string, number>>;
	/** Upper limit by rule or group; `null`: none. */
	readonly caps?: Readonly<Record<string, number | null>>;
	/** Lower limit by rule or group; `null`: none. */
	readonly floors?: Readonly<Record<string, number | null>>;
	/** How points fade, by group. */
	readonly decay?: Readonly<Record<string, Decay>>;
	/** Rules to leave out; gates on them go too. */
	readonly without?: readonly string[];
	/** Name of the new model; default: the old name and the changes. */
	readonly name?: string;
}

/**
 * The same model with some numbers changed: the thing an analyst tries fifty times a day. The model given stays as it is; the
 * new one is checked like a file and is named after the changes, so that tables and charts tell them apart.
 *
 * @throws LabError (configuration): `unknown-rule`, `unknown-case`, `unknown-group`, `unknown-flag` (each names the nearest),
 * `points-list` when one number is given to a rule with cases or tiers, `no-rules` when none is left, and whatever a model
 * file is refused for
 * @example changeModel(model, { points: { demo: 30, size: { "below 50": 0 } }, thresholds: { mql: 45 } }).name
 * // "saas-baseline, demo 30, size (below 50) 0, mql at 45"
 */
export function changeModel(model: ScoringModel, change: ModelChange): ScoringModel {
	const { points = {}, thresholds = {}, caps = {}, floors = {}, decay = {}, without = [] } = change;
	checkNames(model, change);
	const limited = <T extends { readonly id: string }>(one: T) => ({
		...one,
		...limitOf("cap", caps, one.id),
		...limitOf("floor", floors, one.id),
	});
	const groups = model.groups.map((group) => ({
		...limited(group),
		...(Object.hasOwn(decay, group.id) ? { decay: decay[group.id] } : {}),
		rules: group.rules.map((rule) =>
			limited(Object.hasOwn(points, rule.id) ? withNewPoints(rule, points[rule.id]!, model.name) : rule),
		),
	}));
	const stages = Object.entries(model.stages).map(([stage, flag]) => [
		stage,
		Object.hasOwn(thresholds, stage) ? { ...flag, score: thresholds[stage]! } : flag,
	]);
	const name = change.name ?? [model.name, ...changeWords(change)].join(", ");
	const whole: ScoringModel = { ...model, name, groups, stages: Object.fromEntries(stages) };
	const data = without.length === 0 ? whole : withoutRules(whole, { rule: ({ id }) => without.includes(id) });
	if (data === undefined) {
		throw configurationError({
			code: "no-rules",
			file: model.name,
			column: "without",
			message: "every rule of the model is left out; a model needs at least one.",
			cure: "Leave fewer rules out.",
		});
	}
	return modelFrom(data, { file: name }).model;
}

/** Every name of a change must be one of the model's. */
function checkNames(model: ScoringModel, { points, thresholds, caps, floors, decay, without = [] }: ModelChange): void {
	const groups = model.groups.map(({ id }) => id);
	const rules = model.groups.flatMap((group) => group.rules.map(({ id }) => id));
	const check = (what: string, asked: readonly string[], names: readonly string[], code?: string) => {
		const missing = asked.find((name) => !names.includes(name));
		if (missing === undefined) return;
		throw unknownName(what, missing, {
			names,
			of: `model "${model.name}"`,
			file: model.name,
			...(code === undefined ? {} : { code }),
		});
	};
	check("rule", [...Object.keys(points ?? {}), ...without], rules);
	check("rule or group", [...Object.keys(caps ?? {}), ...Object.keys(floors ?? {})], [...rules, ...groups]);
	check("group", Object.keys(decay ?? {}), groups);
	check("flagged stage", Object.keys(thresholds ?? {}), Object.keys(model.stages), "unknown-flag");
}

function limitOf(key: "cap" | "floor", limits: Readonly<Record<string, number | null>>, id: string) {
	return Object.hasOwn(limits, id) ? { [key]: limits[id] ?? undefined } : {};
}

function withNewPoints(rule: Rule, points: NewPoints, file: string): Rule {
	const names = caseNames(rule);
	if (typeof points === "number") {
		if (names.length === 0) return { ...rule, points } as Rule;
		throw configurationError({
			code: "points-list",
			file,
			column: rule.id,
			message: `the rule "${rule.id}" has ${names.length} ${listName(rule)}, so one number (${formatPoints(points)}) does not say which of them changes.`,
			cure: `Name one, as in { "${names[0]}": ${formatPoints(points)} }; there are ${names.map((name) => `"${name}"`).join(", ")}.`,
		});
	}
	if (Array.isArray(points)) return withList(rule, points);
	const list = [...listOf(rule)];
	for (const [name, value] of Object.entries(points)) {
		const place = caseIndex(rule, name);
		if (place < 0) throw unknownName("case", name, { names, of: `rule "${rule.id}"`, file });
		list[place] = { ...list[place]!, points: value };
	}
	return withList(rule, list);
}

const listName = (rule: Rule) => (isAttributeRule(rule) ? "cases by value" : "tiers");

function listOf(rule: Rule): readonly { readonly points: number }[] {
	if ("tiers" in rule && rule.tiers !== undefined) return rule.tiers;
	return Array.isArray(rule.points) ? rule.points : [];
}

/** The rule with a whole list: cases of an attribute, else tiers in the place of the one number. */
function withList(rule: Rule, list: readonly unknown[]): Rule {
	if (isAttributeRule(rule)) return { ...rule, points: list } as Rule;
	const { points: _, ...rest } = rule;
	return { ...rest, tiers: list } as Rule;
}

/** A change in the words that a model is named by. */
function changeWords({ points, thresholds, caps, floors, decay, without = [] }: ModelChange): string[] {
	const limits = (word: string, of: Readonly<Record<string, number | null>> = {}) =>
		Object.entries(of).map(
			([id, limit]) => `${id} ${limit === null ? `no ${word}` : `${word} ${formatPoints(limit)}`}`,
		);
	return [
		...Object.entries(points ?? {}).flatMap(([id, value]) => pointsWords(id, value)),
		...limits("cap", caps),
		...limits("floor", floors),
		...Object.keys(decay ?? {}).map((id) => `${id} other decay`),
		...without.map((id) => `without ${id}`),
		...Object.entries(thresholds ?? {}).map(([stage, score]) => `${stage} at ${formatPoints(score)}`),
	];
}

function pointsWords(id: string, points: NewPoints): string[] {
	if (typeof points === "number") return [`${id} ${formatPoints(points)}`];
	if (Array.isArray(points)) return [`${id} changed`];
	return Object.entries(points).map(([name, value]) => `${id} (${name}) ${formatPoints(value)}`);
}
