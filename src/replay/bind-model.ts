import { LabError } from "../base/error.ts";
import type { Issue } from "../base/issue.ts";
import { nearest } from "../base/nearest.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type ModelUse, modelUses } from "../model/model-uses.ts";
import { type LineOf, pathText } from "../model/parse-model.ts";
import type { ScoringModel } from "../model/schema.ts";
import { handoffsFor } from "./default-handoffs.ts";
import { type KnownLate, knownLate } from "./leads/known-late.ts";
import { unmetConditions } from "./unmet-conditions.ts";

/**
 * Checks that a model can be replayed on a dataset: every attribute and property it names must be there. An activity
 * type that never occurs is a warning, since it may just not have happened yet.
 *
 * A warning `leak` is given for an attribute that is only known from a stage on (`known: { stage }`) and is used to
 * flag that stage or an earlier one: it can never help there. The same for one whose instants (`known: { column }`) lie at
 * or after a stage for nine in ten of the leads that reached it: see {@link knownLate}.
 *
 * A warning `unmet-condition` is given for what can never hold here: see {@link unmetConditions}.
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
	const names = [...attributes.keys()];
	const properties = new Set(dataset.activities.properties.map(({ name }) => name));
	const types = new Set(dataset.activities.types);
	const late = new Map<string, readonly KnownLate[]>();
	const lateRungs = (name: string) => {
		const found = late.get(name) ?? knownLate(dataset, { attribute: names.indexOf(name), share: TOO_LATE });
		late.set(name, found);
		return found;
	};
	for (const use of modelUses(model)) {
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
			issues.push(...lateIssues(use, lateRungs(use.name), dataset.ladder, place));
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
	issues.push(...offLadder(model, dataset, { file, lineOf }));
	const errors = issues.filter(({ severity }) => severity === "error");
	if (errors.length > 0) throw new LabError("configuration", errors);
	return [...issues, ...unmetConditions(model, dataset, { file, lineOf })];
}

/** From this share of late instants on an attribute is warned of. */
const TOO_LATE = 0.9;

/** Flags that nothing is held against, since they are no stage and no hand-off of the contract begins with them. */
function offLadder(
	model: ScoringModel,
	dataset: Dataset,
	{ file, lineOf }: { readonly file: string; readonly lineOf: LineOf },
): Issue[] {
	const stages = [...dataset.ladder, ...dataset.exits];
	const off = Object.keys(model.stages).filter((stage) => !stages.includes(stage));
	// Without any other flag they are held against the rungs; a replay that has no hand-off at all says so itself.
	if (off.length === 0 || off.length === Object.keys(model.stages).length) return [];
	const measured = handoffsFor(model, dataset, undefined);
	return off
		.filter((stage) => !measured.some(({ from }) => from === stage))
		.map((stage) => {
			const row = lineOf(["stages", stage]);
			const near = nearest(stage, stages);
			return {
				code: "stage-off-ladder",
				severity: "warning" as const,
				file,
				column: pathText(["stages", stage]),
				...(row === undefined ? {} : { row }),
				message: `the model flags "${stage}", which is no stage of the dataset (${list(stages)}), so it is measured only by a hand-off that names it.`,
				cure: `${near === undefined ? "" : `Did you mean "${near}"? `}Correct the name, add it to the ladder, or name a hand-off from it under handoffs of dataset.yaml.`,
			};
		});
}

function lateIssues(
	use: ModelUse,
	late: readonly KnownLate[],
	ladder: readonly string[],
	place: { readonly file: string; readonly column: string },
): Issue[] {
	return use.flags.flatMap((stage) => {
		const rung = ladder.indexOf(stage);
		const first = rung < 0 ? undefined : late.find((one) => ladder.indexOf(one.stage) >= rung);
		if (first === undefined) return [];
		const { hits, total } = first.rate;
		return [
			{
				code: "leak",
				severity: "warning" as const,
				...place,
				message: `${use.rule} uses attribute "${use.name}", which became known only when ${first.stage} was reached or later for ${hits} of the ${total} leads that reached it and have it, so it can hardly help to flag ${stage}.`,
				cure: `Leave it out of what flags ${stage}, or correct the column of leads.attributes.${use.name}.known if it is known earlier.`,
			},
		];
	});
}

function leakIssues(
	use: ModelUse,
	knownFrom: string | undefined,
	ladder: readonly string[],
	place: { readonly file: string; readonly column: string },
): Issue[] {
	if (knownFrom === undefined) return [];
	const from = ladder.indexOf(knownFrom);
	return use.flags
		.filter((stage) => ladder.indexOf(stage) <= from && ladder.includes(stage))
		.map((stage) => ({
			code: "leak",
			severity: "warning" as const,
			...place,
			message: `${use.rule} uses attribute "${use.name}", which is only known from ${knownFrom} on, so it can never help to flag ${stage}.`,
			cure: `Leave it out of what flags ${stage}, or correct leads.attributes.${use.name}.known if it is known earlier.`,
		}));
}

function list(names: readonly string[]): string {
	if (names.length === 0) return "(none)";
	return names.length > 20 ? `${names.slice(0, 20).join(", ")}, and ${names.length - 20} more` : names.join(", ");
}
