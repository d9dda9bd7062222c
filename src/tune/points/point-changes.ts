import { caseNames } from "../../model/case-name.ts";
import type { ScoringModel } from "../../model/schema.ts";
import { probeModel } from "../patterns/probe-model.ts";

/** Points that two models give for the same. */
export interface PointChange {
	readonly rule: string;
	/** Case or tier, as `caseNames` says; `undefined` for a rule of one number. */
	readonly case: string | undefined;
	/** 0 where the model has no such rule. */
	readonly from: number;
	readonly to: number;
}

/**
 * Where a candidate that was made from a baseline gives other points, in the order of the baseline's rules.
 *
 * @example pointChanges(baseline, tuned)[0] // { rule: "industry", case: "software, fintech", from: 10, to: 7 }
 */
export function pointChanges(baseline: ScoringModel, candidate: ScoringModel): readonly PointChange[] {
	const after = new Map(probeModel(candidate).parts.map(({ name, points }) => [name, points]));
	const rules = new Map(baseline.groups.flatMap((group) => group.rules.map((rule) => [rule.id, rule] as const)));
	return probeModel(baseline).parts.flatMap(({ name, rule, place, points }) => {
		const to = after.get(name) ?? 0;
		if (to === points) return [];
		return [{ rule, case: place === undefined ? undefined : caseNames(rules.get(rule)!)[place], from: points, to }];
	});
}
