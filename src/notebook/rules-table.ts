import { isActivityRule, isAttributeRule } from "../model/rule-kind.ts";
import type { Rule, ScoringModel } from "../model/schema.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { formatPoints } from "../words/number-format.ts";
import { casesOf } from "./change-model.ts";

/**
 * The rules of a model, a row for each case: its points, and the names that a change of the model takes.
 *
 * @example rulesTable(model).rows[0] // ["fit", "industry", "industry", "software, fintech", 10]
 */
export function rulesTable(model: ScoringModel): Table {
	const flags = Object.entries(model.stages).map(([stage, { score }]) => `${stage} at ${formatPoints(score)}`);
	return {
		columns: columnsOf("group", "rule", "looks at", "case", "points"),
		rows: model.groups.flatMap(({ id: group, rules }) =>
			rules.flatMap((rule) => {
				const cases = casesOf(rule);
				if (cases.length === 0) return [[group, rule.id, subjectOf(rule), "", pointsOf(rule)]];
				return cases.map(({ name, points }) => [group, rule.id, subjectOf(rule), name, points]);
			}),
		),
		note: `${model.name} flags ${flags.join(", ") || "nothing"}.`,
	};
}

function subjectOf(rule: Rule): string {
	if (isAttributeRule(rule)) return rule.attribute;
	return isActivityRule(rule) ? rule.activity : `no activity for ${rule.inactive_days} days`;
}

function pointsOf(rule: Rule): number | undefined {
	return typeof rule.points === "number" ? rule.points : undefined;
}
