import { roundScore } from "../base/round.ts";
import { decayFactor } from "./decay.ts";
import type { ActivityView, LeadView } from "./lead-view.ts";
import { compilePredicate, type Test } from "./predicate.ts";
import { matchRule } from "./rule-kind.ts";
import type { ActivityRule, AttributeRule, Gate, Group, InactivityRule, Rule, ScoringModel } from "./schema.ts";
import { valueAt } from "./value-at.ts";

/** One product of the arithmetic of a rule: `count` occurrences (or 1) x `points` x `factor`. */
export interface Term {
	readonly count: number;
	readonly points: number;
	/** Share left after decay, 1 without decay. */
	readonly factor: number;
	/** Age in calendar days, for occurrences. */
	readonly age?: number;
}

/** What one rule gives: the sum of its terms, and that sum after the rule's own cap and floor. */
export interface Contribution {
	readonly rule: string;
	readonly group: string;
	readonly terms: readonly Term[];
	readonly raw: number;
	/** `raw` clamped by the rule's cap and floor: the rule's share of the score. */
	readonly points: number;
}

/** The sum of a group's contributions, before and after the group's cap and floor. */
export interface GroupScore {
	readonly group: string;
	readonly raw: number;
	readonly points: number;
}

/**
 * A score with its arithmetic. `raw` is the sum of the contributions; `clamped` is the sum of the group scores after
 * every cap and floor; `score` is `clamped` rounded half away from zero to 4 decimals.
 */
export interface Explanation {
	readonly contributions: readonly Contribution[];
	readonly groups: readonly GroupScore[];
	readonly raw: number;
	readonly clamped: number;
	readonly score: number;
}

/** A compiled model. It sees one lead at one instant; the view holds only what is known then. */
export interface Scorer {
	readonly model: ScoringModel;
	/** The score with its arithmetic. */
	explain(view: LeadView): Explanation;
	/** Whether the rounded score reaches the threshold of a stage and every gate of that stage holds. */
	flags(view: LeadView, stage: string): boolean;
	/** Each gate of a stage with whether it holds; an `explanation` of the same view saves scoring it again. */
	gates(
		view: LeadView,
		stage: string,
		explanation?: Explanation,
	): readonly { readonly gate: Gate; readonly holds: boolean }[];
}

/**
 * Compiles a checked model into the reference scorer. It is written from the definition of the model language, one
 * step after another; the replay kernel is fast and must agree with it.
 *
 * @example compileModel(model).explain(view).score
 */
export function compileModel(model: ScoringModel): Scorer {
	const groups = model.groups.map((group) => ({ group, rules: group.rules.map((rule) => compileRule(rule, group)) }));
	const gates = new Map(
		Object.entries(model.stages).map(([stage, flag]) => [
			stage,
			(flag.require ?? []).map((gate) => ({ gate, holds: compileGate(gate) })),
		]),
	);

	const explain = (view: LeadView): Explanation => {
		const contributions: Contribution[] = [];
		const scores: GroupScore[] = [];
		let raw = 0;
		let total = 0;
		for (const { group, rules } of groups) {
			let sum = 0;
			for (const { rule, terms: termsOf } of rules) {
				const terms = termsOf(view);
				const ruleRaw = terms.reduce((all, term) => all + term.count * (term.points * term.factor), 0);
				const points = clamp(ruleRaw, rule);
				contributions.push({ rule: rule.id, group: group.id, terms, raw: ruleRaw, points });
				raw += points;
				sum += points;
			}
			const points = clamp(sum, group);
			scores.push({ group: group.id, raw: sum, points });
			total += points;
		}
		const clamped = clamp(total, model);
		return { contributions, groups: scores, raw, clamped, score: roundScore(clamped) };
	};

	const gatesOf = (view: LeadView, stage: string, explanation = explain(view)) => {
		const sums = new Map(explanation.contributions.map(({ rule, points }) => [rule, points]));
		return (gates.get(stage) ?? []).map(({ gate, holds }) => ({ gate, holds: holds(view, sums) }));
	};

	return {
		model,
		explain,
		gates: gatesOf,
		flags: (view, stage) => {
			const flag = Object.hasOwn(model.stages, stage) ? model.stages[stage] : undefined;
			const explanation = explain(view);
			if (flag === undefined || explanation.score < flag.score) return false;
			return gatesOf(view, stage, explanation).every(({ holds }) => holds);
		},
	};
}

/** Limits a sum to `[floor, cap]`. */
export function clamp(
	sum: number,
	{ cap, floor }: { readonly cap?: number | undefined; readonly floor?: number | undefined },
): number {
	const capped = cap !== undefined && sum > cap ? cap : sum;
	return floor !== undefined && capped < floor ? floor : capped;
}

interface CompiledRule {
	readonly rule: Rule;
	readonly terms: (view: LeadView) => Term[];
}

function compileRule(rule: Rule, group: Group): CompiledRule {
	const terms = matchRule<CompiledRule["terms"]>(rule, {
		attribute: compileAttributeRule,
		activity: (one) => compileActivityRule(one, group),
		inactivity: compileInactivityRule,
	});
	return { rule, terms };
}

function compileAttributeRule(rule: AttributeRule): CompiledRule["terms"] {
	const cases = (typeof rule.points === "number" ? [{ points: rule.points }] : rule.points).map((one) => ({
		points: one.points,
		holds: compilePredicate(one),
	}));
	return (view) => {
		const found = cases.find(({ holds }) => holds(valueAt(view.attributes, rule.attribute)));
		return found === undefined ? [] : [{ count: 1, points: found.points, factor: 1 }];
	};
}

function compileActivityRule(rule: ActivityRule, group: Group): CompiledRule["terms"] {
	const matches = compileOccurrence(rule.activity, rule.where);
	const decay = group.decay ?? "none";
	return (view) => {
		const ages = view.activities
			.filter(matches)
			.map(({ day }) => view.today - day)
			.filter((age) => rule.window_days === undefined || age < rule.window_days)
			.sort((a, b) => a - b);
		const kept = keepMostRecent(ages, rule.at_most);
		if (rule.tiers !== undefined) {
			const reached = rule.tiers.filter((tier) => kept.length >= tier.at_least).at(-1);
			return reached === undefined ? [] : [{ count: 1, points: reached.points, factor: 1 }];
		}
		const terms: Term[] = [];
		for (const age of new Set(kept)) {
			const count = kept.filter((other) => other === age).length;
			terms.push({ count, points: rule.points ?? 0, factor: decayFactor(decay, age), age });
		}
		return terms;
	};
}

/** The most recent `count` ages, in all or of each day; `ages` in ascending order. */
function keepMostRecent(ages: readonly number[], limit: ActivityRule["at_most"]): readonly number[] {
	if (limit === undefined) return ages;
	if (limit.per === "lead") return ages.slice(0, limit.count);
	// Ages rise, so one that many places before is the same exactly when the day already has its share.
	return ages.filter((age, index) => index < limit.count || ages[index - limit.count] !== age);
}

function compileInactivityRule(rule: InactivityRule): CompiledRule["terms"] {
	return (view) => {
		const days = view.activities.map(({ day }) => day);
		const last = days.length > 0 ? days.reduce((latest, day) => Math.max(latest, day)) : view.createdDay;
		return view.today - last >= rule.inactive_days ? [{ count: 1, points: rule.points, factor: 1 }] : [];
	};
}

function compileOccurrence(type: string, where: ActivityRule["where"]): (activity: ActivityView) => boolean {
	const tests: [string, Test][] = Object.entries(where ?? {}).map(([name, predicate]) => [
		name,
		compilePredicate(predicate),
	]);
	return (activity) =>
		activity.type === type && tests.every(([name, holds]) => holds(valueAt(activity.properties, name)));
}

function compileGate(gate: Gate): (view: LeadView, sums: ReadonlyMap<string, number>) => boolean {
	if ("rule" in gate) return (_, sums) => (sums.get(gate.rule) ?? 0) > 0;
	if ("activity" in gate) {
		const matches = compileOccurrence(gate.activity, gate.where);
		return (view) => view.activities.some(matches);
	}
	const holds = compilePredicate(gate);
	return (view) => holds(valueAt(view.attributes, gate.attribute));
}
