import { LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import { nearest } from "../../base/nearest.ts";
import { isBackwards } from "../../dataset/backwards-handoff.ts";
import { createCalendar } from "../../dataset/calendar.ts";
import { deepFreeze, parseYaml } from "../../model/parse-model.ts";
import { pathText, schemaIssues } from "../../model/schema-issues.ts";
import { parseInstant } from "../files/instant-text.ts";
import { isPlaceholder } from "../files/placeholder-instant.ts";
import { CHECK_RULES, type CheckCode } from "./check-codes.ts";
import { type DatasetSpec, datasetSpecSchema, listOf } from "./dataset-spec.ts";
import { dateFormatFault } from "./date-format.ts";

/**
 * Parses the text of a `dataset.yaml` and checks it: first the schema, then what a schema cannot say (the zone exists,
 * `as_of` is an instant, stages that are named are on the ladder, actions of checks make sense).
 *
 * @returns the frozen contract
 * @throws LabError (configuration) with every issue found: file, line, key, rule and cure
 * @example parseDatasetSpec(text, { file: "dataset.yaml" }).ladder // ["lead", "mql", "sql", "customer"]
 */
export function parseDatasetSpec(
	text: string,
	{ file = "dataset.yaml" }: { readonly file?: string } = {},
): DatasetSpec {
	const { data, lineOf, issues } = parseYaml(text, file);
	if (issues.length > 0) throw new LabError("configuration", issues);
	const result = datasetSpecSchema.safeParse(data);
	if (!result.success) {
		throw new LabError(
			"configuration",
			schemaIssues(result.error.issues, { data, file, lineOf, code: "dataset-schema" }),
		);
	}
	const spec = deepFreeze(result.data);
	const found = checkSpec(spec);
	if (found.length > 0) {
		throw new LabError(
			"configuration",
			found.map(({ path, ...fault }): Issue => {
				const row = lineOf(path);
				return { ...fault, severity: "error", file, ...(row === undefined ? {} : { row }), column: pathText(path) };
			}),
		);
	}
	return spec;
}

interface Fault {
	readonly code: string;
	readonly path: readonly (string | number)[];
	readonly message: string;
	readonly cure: string;
}

function checkSpec(spec: DatasetSpec): Fault[] {
	return [
		...checkTime(spec),
		...checkDateFormats(spec, []),
		...checkStages(spec),
		...checkActions(spec),
		...checkAttributes(spec),
	];
}

function checkTime(spec: DatasetSpec): Fault[] {
	const faults: Fault[] = [];
	const asOf = parseInstant(spec.as_of);
	if (asOf === undefined) {
		faults.push({
			code: "type",
			path: ["as_of"],
			message: `as_of must be a date or a date-time in ISO 8601, got ${JSON.stringify(spec.as_of)}.`,
			cure: "Write it as 2024-09-30 or 2024-09-30T18:00:00+02:00.",
		});
	} else if (isPlaceholder(asOf.ms, asOf.kind === "date")) {
		faults.push({
			code: "placeholder-instant",
			path: ["as_of"],
			message: `as_of must be when the extract was taken; ${JSON.stringify(spec.as_of)} stands for no date.`,
			cure: "Write the day on which the tables were exported.",
		});
	}
	try {
		createCalendar(spec.time_zone).offsetAt(0);
	} catch {
		faults.push({
			code: "time-zone",
			path: ["time_zone"],
			message: `time_zone must be an IANA time zone, got ${JSON.stringify(spec.time_zone)}.`,
			cure: "Write a name such as Europe/Berlin, America/New_York or UTC.",
		});
	}
	return faults;
}

/** Every `date_format`, wherever it stands. */
function checkDateFormats(part: unknown, path: readonly (string | number)[]): Fault[] {
	if (part === null || typeof part !== "object") return [];
	return Object.entries(part).flatMap(([key, value]): Fault[] => {
		const at = [...path, Array.isArray(part) ? Number(key) : key];
		if (key !== "date_format") return checkDateFormats(value, at);
		return listOf(value as string | readonly string[]).flatMap((pattern, i): Fault[] => {
			const fault = dateFormatFault(pattern);
			if (fault === undefined) return [];
			return [
				{
					code: "date-format",
					path: Array.isArray(value) ? [...at, i] : at,
					message: `the pattern ${JSON.stringify(pattern)} ${fault}.`,
					cure: 'Write the whole date, e.g. "%d/%m/%Y" or "%Y-%m-%d %H:%M:%S"; or epoch_ms or epoch_s.',
				},
			];
		});
	});
}

function checkStages(spec: DatasetSpec): Fault[] {
	const names = [...spec.ladder, ...spec.exits];
	const faults: Fault[] = [];
	names.forEach((name, i) => {
		if (names.indexOf(name) === i) return;
		const path = i < spec.ladder.length ? ["ladder", i] : ["exits", i - spec.ladder.length];
		faults.push({ code: "duplicate-id", path, message: `the stage "${name}" is listed twice.`, cure: "Remove one." });
	});
	const need = (stage: string, path: readonly (string | number)[]) => {
		if (names.includes(stage)) return;
		const guess = nearest(stage, names);
		faults.push({
			code: "unknown-stage",
			path,
			message: `"${stage}" is neither on the ladder nor an exit (${names.join(", ")}).`,
			cure: guess === undefined ? "Name one of them, or add it to the ladder." : `Did you mean "${guess}"?`,
		});
	};
	const many = Array.isArray(spec.stages);
	listOf(spec.stages).forEach((table, i) => {
		const path = ["stages", ...(many ? [i] : [])];
		if (typeof table.stage === "object") need(table.stage.is, [...path, "stage", "is"]);
		const stageOf = new Map<string, string>();
		for (const [stage, labels] of Object.entries(table.labels ?? {})) {
			need(stage, [...path, "labels", stage]);
			for (const label of listOf(labels).map((one) => one.trim())) {
				const other = stageOf.get(label) ?? (label !== stage && names.includes(label) ? label : undefined);
				stageOf.set(label, stage);
				if (other === undefined || other === stage) continue;
				faults.push({
					code: "stage-label",
					path: [...path, "labels", stage],
					message: `${JSON.stringify(label)} cannot mean both ${JSON.stringify(other)} and ${JSON.stringify(stage)}.`,
					cure: "Name it under one stage.",
				});
			}
		}
	});
	for (const [name, attribute] of attributeEntries(spec)) {
		if (attribute.known !== undefined && "stage" in attribute.known) {
			need(attribute.known.stage, ["leads", "attributes", name, "known", "stage"]);
		}
	}
	spec.worked?.stages?.forEach((stage, i) => {
		need(stage, ["worked", "stages", i]);
	});
	// What a model calls need be no rung of the ladder; what is expected after it must be one.
	spec.handoffs?.forEach(({ from, to }, i) => {
		need(to, ["handoffs", i, "to"]);
		if (!isBackwards({ from, to }, spec.ladder)) return;
		faults.push({
			code: "handoff-order",
			path: ["handoffs", i],
			message: `the hand-off "${from}" to "${to}" does not lead up the ladder (${spec.ladder.join(", ")}).`,
			cure: "Name the earlier stage first, and a later one as what should follow.",
		});
	});
	return faults;
}

function checkActions(spec: DatasetSpec): Fault[] {
	return Object.entries(spec.checks ?? {}).flatMap(([name, check]): Fault[] => {
		const rule = CHECK_RULES[name as CheckCode];
		const action = check?.action;
		if (action === undefined || (rule.allowed as readonly string[]).includes(action)) return [];
		return [
			{
				code: "check-action",
				path: ["checks", name, "action"],
				message: `the action of ${name} cannot be ${action}: ${rule.why}.`,
				cure: `${rule.allowed.length > 1 ? `Write ${rule.allowed.join(" or ")}` : "Remove the action"}; use warn_if and error_if to set how many are too many.`,
			},
		];
	});
}

function checkAttributes(spec: DatasetSpec): Fault[] {
	const faults: Fault[] = [];
	const list = spec.leads.attributes;
	if (Array.isArray(list)) {
		list.forEach((name, i) => {
			if (list.indexOf(name) === i) return;
			const path = ["leads", "attributes", i];
			faults.push({
				code: "duplicate-id",
				path,
				message: `the attribute "${name}" is listed twice.`,
				cure: "Remove one.",
			});
		});
	}
	for (const [name, attribute] of attributeEntries(spec)) {
		const path = ["leads", "attributes", name];
		if (attribute.column === false && listOf(spec.attribute_history).length === 0) {
			faults.push({
				code: "missing-column",
				path,
				message: `attribute "${name}" has column: false, so its values come from attribute_history, which is not there.`,
				cure: "Add the table attribute_history or name the column of the leads table.",
			});
		}
	}
	return faults;
}

/**
 * The attributes of a contract by name, in order, whichever way they are written.
 *
 * @example attributeEntries(spec).map(([name]) => name) // ["industry", "employees"]
 */
export function attributeEntries(spec: DatasetSpec): [string, AttributeOf][] {
	const attributes = spec.leads.attributes ?? [];
	if (Array.isArray(attributes)) return attributes.map((name) => [name, {}]);
	return Object.entries(attributes);
}

type AttributeOf = Exclude<NonNullable<DatasetSpec["leads"]["attributes"]>, readonly string[]>[string];
