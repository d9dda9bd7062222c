import { LabError } from "../base/error.ts";
import type { Issue } from "../base/issue.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type LineOf, pathText } from "../model/parse-model.ts";
import { isActivityRule, isAttributeRule } from "../model/rule-kind.ts";
import type { ScoringModel } from "../model/schema.ts";

interface Use {
	readonly kind: "attribute" | "property" | "activity";
	readonly name: string;
	/** Activity type a property belongs to. */
	readonly activity?: string;
	readonly path: readonly (string | number)[];
	readonly rule: string;
	readonly calls: readonly string[];
}

/**
 * Checks that a model can be replayed on a dataset: every attribute and property it names must be there. An activity
 * type that never occurs is a warning, since it may just not have happened yet.
 *
 * A warning `leak` is given for an attribute that is only known from a stage on (`known: { stage }`) and is used to
 * call that stage or an earlier one: it can never help there.
 *
 * @returns the warnings
 * @throws LabError (configuration) naming each missing attribute or property with its place in the model
 */
export function bindModel(
	model: ScoringModel,
	dataset: Dataset,
	{ file = model.name, lineOf = () => undefined }: { readonly file?: string; readonly lineOf?: LineOf } = {},
): readonly Issue[] {
	const issues: Issue[] = [];
	const attributes = new Map(dataset.attributes.map((attribute) => [attribute.name, attribute]));
	const properties = new Set(dataset.activities.properties.map(({ name }) => name));
	const types = new Set(dataset.activities.types);
	for (const use of usesOf(model)) {
		const row = lineOf(use.path);
		const place = { file, column: pathText(use.path), ...(row === undefined ? {} : { row }) };
		if (use.kind === "attribute") {
			const attribute = attributes.get(use.name);
			if (attribute === undefined) {
				issues.push({
					code: "missing-attribute",
					severity: "error",
					...place,
					message: `${use.rule} uses attribute "${use.name}", which the dataset does not have.`,
					cure: `Declare it under leads.attributes of dataset.yaml, or use one of: ${list([...attributes.keys()])}.`,
				});
				continue;
			}
			issues.push(...leakIssues(use, attribute.knownFromStage, dataset.ladder, place));
		} else if (use.kind === "property" && !properties.has(use.name)) {
			const occurs = use.activity === undefined || types.has(use.activity);
			issues.push({
				code: "missing-property",
				severity: occurs || dataset.activities.count > 0 ? "error" : "warning",
				...place,
				message: `${use.rule} uses activity property "${use.name}", which the dataset does not have.`,
				cure: `List it under activities.properties of dataset.yaml, or use one of: ${list([...properties])}.`,
			});
		} else if (use.kind === "activity" && !types.has(use.name)) {
			issues.push({
				code: "silent-activity",
				severity: "warning",
				...place,
				message: `${use.rule} counts activity "${use.name}", which never occurs in the dataset.`,
				cure: `Check the spelling; the types there are: ${list([...types])}.`,
			});
		}
	}
	const errors = issues.filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new LabError("configuration", errors);
	return issues;
}

function leakIssues(
	use: Use,
	knownFrom: string | undefined,
	ladder: readonly string[],
	place: { readonly file: string; readonly column: string },
): Issue[] {
	if (knownFrom === undefined) return [];
	const from = ladder.indexOf(knownFrom);
	return use.calls
		.filter((stage) => ladder.indexOf(stage) <= from && ladder.includes(stage))
		.map((stage) => ({
			code: "leak",
			severity: "warning" as const,
			...place,
			message: `${use.rule} uses attribute "${use.name}", which is only known from ${knownFrom} on, so it can never help to call ${stage}.`,
			cure: `Leave it out of what calls ${stage}, or correct leads.attributes.${use.name}.known if it is known earlier.`,
		}));
}

/** Everything a model names, with the place and the stages it helps to call. */
function usesOf(model: ScoringModel): Use[] {
	const stages = Object.keys(model.stages);
	const uses: Use[] = [];
	model.groups.forEach((group, g) => {
		group.rules.forEach((rule, r) => {
			const path = ["groups", g, "rules", r];
			const name = `rule "${rule.id}"`;
			if (isAttributeRule(rule)) {
				uses.push({ kind: "attribute", name: rule.attribute, path, rule: name, calls: stages });
			} else if (isActivityRule(rule)) {
				uses.push({ kind: "activity", name: rule.activity, path, rule: name, calls: stages });
				for (const property of Object.keys(rule.where ?? {})) {
					uses.push({
						kind: "property",
						name: property,
						activity: rule.activity,
						path: [...path, "where", property],
						rule: name,
						calls: stages,
					});
				}
			}
		});
	});
	for (const [stage, call] of Object.entries(model.stages)) {
		(call.require ?? []).forEach((gate, i) => {
			const path = ["stages", stage, "require", i];
			const name = `the gate of ${stage}`;
			if ("attribute" in gate) uses.push({ kind: "attribute", name: gate.attribute, path, rule: name, calls: [stage] });
			if ("activity" in gate) {
				uses.push({ kind: "activity", name: gate.activity, path, rule: name, calls: [stage] });
				for (const property of Object.keys(gate.where ?? {})) {
					uses.push({
						kind: "property",
						name: property,
						activity: gate.activity,
						path: [...path, "where", property],
						rule: name,
						calls: [stage],
					});
				}
			}
		});
	}
	return uses;
}

function list(names: readonly string[]): string {
	if (names.length === 0) return "(none)";
	return names.length > 20 ? `${names.slice(0, 20).join(", ")}, and ${names.length - 20} more` : names.join(", ");
}
