import { caseNames } from "../model/case-name.ts";
import { ruleFacts } from "../model/rule-facts.ts";
import type { Rule, ScoringModel } from "../model/schema.ts";
import { columnsOf, type Table } from "../tables/table.ts";
import { formatPoints } from "../words/number-format.ts";

/**
 * The rules of a model, a row for each case: its points, and the names that a change of the model takes.
 *
 * @example rulesTable(model).rows[0] // ["fit", "industry", "industry", "software or fintech", 10]
 */
export function rulesTable(model: ScoringModel): Table {
	const flags = Object.entries(model.stages).map(([stage, { score }]) => `${stage} at ${formatPoints(score)}`);
	return {
		columns: columnsOf("group", "rule", "looks at", "case", "points"),
		rows: model.groups.flatMap(({ id: group, rules }) =>
			rules.flatMap((rule) => {
				const names = caseNames(rule);
				const { points } = ruleFacts(rule);
				return points.map((one, i) => [group, rule.id, subjectOf(rule), names[i], one]);
			}),
		),
		note: `${model.name} flags ${flags.join(", ") || "nothing"}.`,
	};
}

function subjectOf(rule: Rule): string {
	const { attribute, activity, daysNeeded } = ruleFacts(rule);
	return attribute ?? activity ?? `no activity for ${daysNeeded} days`;
}
