import { compilePredicate } from "../../model/predicate.ts";
import { ruleFacts, ruleRange } from "../../model/rule-facts.ts";
import type { Rule, ScoringModel } from "../../model/schema.ts";
import { type Contribution, clamp, compileModel, type Explanation } from "../../model/score.ts";
import { valueAt } from "../../model/value-at.ts";
import type { ParityVector } from "./parity-vector.ts";
import { groupRange, type SumRange, scoreRange } from "./sum-range.ts";

/**
 * What vectors do not show of a model, in plain words: rules that never give or always give points, cases and tiers
 * that never decide, limits that never bite, gates never held or never missed, stages never flagged or always flagged.
 * It is worked out from the vectors alone, so it also judges vectors that were sampled or written by hand. Some things
 * no lead can do (a case behind one that takes all): they stay in the list.
 *
 * @returns nothing when every part of the model is shown
 * @example parityCoverage(model, []) // ["rule industry gives points", "rule industry gives nothing", ...]
 */
export function parityCoverage(model: ScoringModel, vectors: readonly ParityVector[]): string[] {
	const scorer = compileModel(model);
	const seen = new Set<string>();
	const see = (what: string, is = true) => is && seen.add(what);
	for (const { lead } of vectors) {
		const found = scorer.explain(lead);
		const byRule = new Map(found.contributions.map((contribution) => [contribution.rule, contribution]));
		for (const rule of model.groups.flatMap((group) => group.rules)) {
			const contribution = byRule.get(rule.id);
			if (contribution === undefined) continue;
			for (const name of shownByRule(rule, contribution, lead)) see(name);
		}
		for (const name of shownLimits(model, found)) see(name);
		for (const [stage, call] of Object.entries(model.stages)) {
			const gates = scorer.gates(lead, stage);
			gates.forEach(({ holds }, i) => {
				see(`gate ${i + 1} of ${stage} ${holds ? "held" : "missed"}`);
			});
			const flagged = found.score >= call.score && gates.every(({ holds }) => holds);
			see(`stage ${stage} ${flagged ? "flagged" : "not flagged"}`);
		}
	}
	return expectedOf(model).filter((name) => !seen.has(name));
}

interface Limits {
	readonly cap?: number | undefined;
	readonly floor?: number | undefined;
}

/** Everything there is to show, in the order of the model. */
function expectedOf(model: ScoringModel): string[] {
	// A cap that the points cannot exceed says nothing and needs no vector.
	const limits = (name: string, { cap, floor }: Limits, [least, most]: SumRange) => [
		...(cap === undefined || most <= cap ? [] : [`cap of ${name}`]),
		...(floor === undefined || least >= floor ? [] : [`floor of ${name}`]),
	];
	return [
		...model.groups.flatMap((group) => [
			...group.rules.flatMap((rule) => [
				`rule ${rule.id} gives points`,
				`rule ${rule.id} gives nothing`,
				...partsOf(rule).map((_, i) => partName(rule, i)),
				...limits(`rule ${rule.id}`, rule, ruleRange(rule)),
			]),
			...limits(`group ${group.id}`, group, groupRange(group)),
		]),
		...limits("the score", model, scoreRange(model)),
		...Object.entries(model.stages).flatMap(([stage, { require = [] }]) => [
			...require.flatMap((_, i) => [`gate ${i + 1} of ${stage} held`, `gate ${i + 1} of ${stage} missed`]),
			`stage ${stage} flagged`,
			`stage ${stage} not flagged`,
		]),
	];
}

/** The cases or tiers of a rule. */
function partsOf(rule: Rule): readonly unknown[] {
	const { cases, tiers } = ruleFacts(rule);
	return cases ?? tiers ?? [];
}

const partName = (rule: Rule, i: number) =>
	`rule ${rule.id}, ${ruleFacts(rule).cases === undefined ? "tier" : "case"} ${i + 1}`;

function shownByRule(rule: Rule, { terms, raw, points }: Contribution, lead: ParityVector["lead"]): string[] {
	const shown = [`rule ${rule.id} gives ${terms.length === 0 ? "nothing" : "points"}`];
	const { attribute, cases, tiers, points: given } = ruleFacts(rule);
	if (attribute !== undefined && cases !== undefined) {
		const value = valueAt(lead.attributes, attribute);
		const first = cases.findIndex((one) => compilePredicate(one)(value));
		if (first >= 0) shown.push(partName(rule, first));
	}
	if (tiers !== undefined && terms[0] !== undefined) {
		const reached = terms[0].points;
		// Tiers of equal points cannot be told apart, nor need they be.
		given.forEach((one, i) => {
			if (one === reached) shown.push(partName(rule, i));
		});
	}
	if (raw > points) shown.push(`cap of rule ${rule.id}`);
	if (raw < points) shown.push(`floor of rule ${rule.id}`);
	return shown;
}

function shownLimits(model: ScoringModel, { groups, clamped }: Explanation): string[] {
	const shown = groups.flatMap(({ group, raw, points }) => [
		...(raw > points ? [`cap of group ${group}`] : []),
		...(raw < points ? [`floor of group ${group}`] : []),
	]);
	const total = groups.reduce((sum, { points }) => sum + points, 0);
	if (clamp(total, model) < total) shown.push("cap of the score");
	if (clamped > total) shown.push("floor of the score");
	return shown;
}
