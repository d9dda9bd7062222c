import type { Gate, Rule, ScoringModel } from "./schema.ts";

/**
 * A model without some rules and gates; groups that become empty go, and so do gates on rules that went. `undefined` when no
 * rule is left.
 *
 * @param options.rule whether a rule goes
 * @param options.gate whether a gate goes; those on rules that went always do
 * @example withoutRules(model, { rule: ({ id }) => id === "demo" })
 */
export function withoutRules(
	model: ScoringModel,
	{
		rule: goes,
		gate: gateGoes = () => false,
	}: {
		readonly rule: (rule: Rule) => boolean;
		readonly gate?: (gate: Gate) => boolean;
	},
): ScoringModel | undefined {
	const gone = new Set(model.groups.flatMap(({ rules }) => rules.filter(goes).map(({ id }) => id)));
	const groups = model.groups
		.map((group) => ({ ...group, rules: group.rules.filter(({ id }) => !gone.has(id)) }))
		.filter(({ rules }) => rules.length > 0);
	if (groups.length === 0) return undefined;
	const stays = (gate: Gate) => !gateGoes(gate) && !("rule" in gate && gone.has(gate.rule));
	const stages = Object.fromEntries(
		Object.entries(model.stages).map(([stage, flag]) => [
			stage,
			flag.require === undefined ? flag : { ...flag, require: flag.require.filter(stays) },
		]),
	);
	return { ...model, groups, stages };
}
