import type { Predicate } from "./predicate.ts";
import { ruleFacts } from "./rule-facts.ts";
import type { ScoringModel } from "./schema.ts";

/** One condition of a model on the value of an attribute or of a property of activities. */
export interface ModelCondition {
	readonly kind: "attribute" | "property";
	readonly name: string;
	readonly predicate: Predicate;
	readonly path: readonly (string | number)[];
	/** The rule or gate in words: `rule "industry"`, `the gate of sql`. */
	readonly rule: string;
}

/** Every condition of a model with its place, in the model's order. */
export function modelConditions(model: ScoringModel): ModelCondition[] {
	const conditions: ModelCondition[] = [];
	const properties = (
		where: Readonly<Record<string, Predicate>> | undefined,
		path: readonly (string | number)[],
		rule: string,
	) => {
		for (const [name, predicate] of Object.entries(where ?? {})) {
			conditions.push({ kind: "property", name, predicate, path: [...path, "where", name], rule });
		}
	};
	model.groups.forEach(({ rules }, g) => {
		rules.forEach((rule, r) => {
			const path = ["groups", g, "rules", r];
			const name = `rule "${rule.id}"`;
			const { attribute, cases, where } = ruleFacts(rule);
			if (attribute !== undefined) {
				cases?.forEach((predicate, i) => {
					conditions.push({
						kind: "attribute",
						name: attribute,
						predicate,
						path: [...path, "points", i],
						rule: name,
					});
				});
			}
			properties(where, path, name);
		});
	});
	for (const [stage, { require = [] }] of Object.entries(model.stages)) {
		require.forEach((gate, i) => {
			const path = ["stages", stage, "require", i];
			const rule = `the gate of ${stage}`;
			if ("attribute" in gate) {
				conditions.push({ kind: "attribute", name: gate.attribute, predicate: gate, path, rule });
			}
			if ("activity" in gate) properties(gate.where, path, rule);
		});
	}
	return conditions;
}
