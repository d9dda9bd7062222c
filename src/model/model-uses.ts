import { ruleFacts } from "./rule-facts.ts";
import type { ScoringModel } from "./schema.ts";

/** One place where a model names an attribute, an activity type or a property of it. */
export interface ModelUse {
	readonly kind: "attribute" | "property" | "activity";
	readonly name: string;
	/** Activity type a property belongs to. */
	readonly activity?: string;
	readonly path: readonly (string | number)[];
	/** The rule or gate in words: `rule "industry"`, `the gate of sql`. */
	readonly rule: string;
	/** Stages that it helps to flag. */
	readonly flags: readonly string[];
}

/**
 * Everything a model names, in its order, with the place and the stages it helps to flag: a rule helps every flag, a gate
 * that of its stage.
 *
 * @example modelUses(model)[0] // { kind: "attribute", name: "industry", rule: 'rule "industry"', ... }
 */
export function modelUses(model: ScoringModel): ModelUse[] {
	const stages = Object.keys(model.stages);
	const uses: ModelUse[] = [];
	model.groups.forEach((group, g) => {
		group.rules.forEach((rule, r) => {
			const path = ["groups", g, "rules", r];
			const name = `rule "${rule.id}"`;
			const { attribute, activity, where } = ruleFacts(rule);
			const common = { rule: name, flags: stages };
			if (attribute !== undefined) uses.push({ kind: "attribute", name: attribute, path, ...common });
			if (activity === undefined) return;
			uses.push({ kind: "activity", name: activity, path, ...common });
			for (const property of Object.keys(where ?? {})) {
				uses.push({ kind: "property", name: property, activity, path: [...path, "where", property], ...common });
			}
		});
	});
	for (const [stage, flag] of Object.entries(model.stages)) {
		(flag.require ?? []).forEach((gate, i) => {
			const path = ["stages", stage, "require", i];
			const name = `the gate of ${stage}`;
			if ("attribute" in gate) uses.push({ kind: "attribute", name: gate.attribute, path, rule: name, flags: [stage] });
			if ("activity" in gate) {
				uses.push({ kind: "activity", name: gate.activity, path, rule: name, flags: [stage] });
				for (const property of Object.keys(gate.where ?? {})) {
					uses.push({
						kind: "property",
						name: property,
						activity: gate.activity,
						path: [...path, "where", property],
						rule: name,
						flags: [stage],
					});
				}
			}
		});
	}
	return uses;
}
