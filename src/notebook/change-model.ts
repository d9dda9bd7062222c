import { configurationError } from "../base/error.ts";
import { modelFrom } from "../model/parse-model.ts";
import { isActivityRule, isAttributeRule } from "../model/rule-kind.ts";
import type { Rule, ScoringModel } from "../model/schema.ts";
import { formatPoints } from "../words/number-format.ts";

/** What changes of a model: points by rule, of a rule with cases or tiers by case; thresholds by stage. */
export interface ModelChange {
	readonly points?: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
	readonly thresholds?: Readonly<Record<string, number>>;
	/** Left out: the old name and the change. */
	readonly name?: string;
}

/** A case of a rule by the name that a change takes. */
export interface RuleCase {
	readonly name: string;
	readonly points: number;
}

/** The cases or tiers of a rule in order; none of a rule with one number. */
export function casesOf(rule: Rule): readonly RuleCase[] {
	if (isAttributeRule(rule)) {
		if (typeof rule.points === "number") return [];
		return rule.points.map(({ points, ...predicate }) => ({ name: caseName(predicate), points }));
	}
	if (!isActivityRule(rule)) return [];
	return (rule.tiers ?? []).map(({ at_least: least, points }) => ({ name: `from ${least}`, points }));
}

function caseName({ is, below, at_least: least, known, ...rest }: Readonly<Record<string, unknown>>): string {
	const parts = [
		is === undefined ? "" : [is].flat().map(String).join(", "),
		...Object.entries(rest).map(([key, value]) => `${key.replaceAll("_", " ")} ${String(value)}`),
		least === undefined ? "" : `at least ${String(least)}`,
		below === undefined ? "" : `below ${String(below)}`,
		known === false ? "unknown" : "",
	].filter((part) => part !== "");
	return parts.join(" and ") || "any other";
}

/** The same model with other points or thresholds. */
export function changeModel(model: ScoringModel, { points = {}, thresholds = {}, name }: ModelChange): ScoringModel {
	const ids = model.groups.flatMap(({ rules }) => rules.map(({ id }) => id));
	for (const id of Object.keys(points)) if (!ids.includes(id)) throw unknown(model, "rule", id, ids);
	for (const stage of Object.keys(thresholds))
		if (!(stage in model.stages)) throw unknown(model, "stage", stage, Object.keys(model.stages));
	const words = [
		...Object.entries(points).flatMap(([id, to]) =>
			typeof to === "number"
				? [`${id} ${formatPoints(to)}`]
				: Object.entries(to).map(([one, value]) => `${id} ${one} ${formatPoints(value)}`),
		),
		...Object.entries(thresholds).map(([stage, score]) => `${stage} at ${formatPoints(score)}`),
	];
	const data = {
		...model,
		name: name ?? [model.name, ...words].join(", "),
		groups: model.groups.map((group) => ({
			...group,
			rules: group.rules.map((rule) => (rule.id in points ? changed(model, rule, points[rule.id]!) : rule)),
		})),
		stages: Object.fromEntries(
			Object.entries(model.stages).map(([stage, flag]) => [stage, { ...flag, score: thresholds[stage] ?? flag.score }]),
		),
	};
	return modelFrom(data, { file: data.name }).model;
}

function changed(model: ScoringModel, rule: Rule, to: number | Readonly<Record<string, number>>): unknown {
	const cases = casesOf(rule);
	if (typeof to === "number") {
		if (cases.length === 0) return { ...rule, points: to };
		throw unknown(
			model,
			`case of ${rule.id}`,
			formatPoints(to),
			cases.map((one) => one.name),
		);
	}
	const names = cases.map((one) => one.name);
	for (const one of Object.keys(to)) if (!names.includes(one)) throw unknown(model, `case of ${rule.id}`, one, names);
	const list = (isAttributeRule(rule) ? rule.points : isActivityRule(rule) ? rule.tiers : []) as readonly object[];
	const next = list.map((one, i) => ({ ...one, points: to[names[i]!] ?? cases[i]!.points }));
	return isAttributeRule(rule) ? { ...rule, points: next } : { ...rule, tiers: next };
}

function unknown(model: ScoringModel, what: string, name: string, names: readonly string[]): Error {
	return configurationError({
		code: `unknown-${what.split(" ")[0]}`,
		file: model.name,
		column: name,
		message: `there is no ${what} "${name}"; there are ${names.join(", ")}.`,
		cure: "Correct the name.",
	});
}
