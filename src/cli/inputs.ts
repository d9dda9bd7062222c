import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { nearest } from "../base/nearest.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { parseInstant } from "../ingest/files/instant-text.ts";
import { type LoadedDataset, readDataset } from "../ingest/read-dataset.ts";
import { readModel } from "../ingest/read-model.ts";
import type { ScoringModel } from "../model/schema.ts";
import { bindModel } from "../replay/bind-model.ts";
import type { ReplayOptions } from "../replay/replay.ts";
import { formatCount } from "../words/number-format.ts";
import { usageError } from "./cli-error.ts";
import type { CommandContext } from "./command.ts";
import { PACKAGE_ROOT } from "./package-root.ts";

/** Options of commands that read a dataset. */
export function datasetOption(command: Command): Command {
	return command.requiredOption("-d, --dataset <folder>", "folder with dataset.yaml");
}

/** Options of commands that use a model. */
export function modelOption(command: Command): Command {
	return command.requiredOption("-m, --model <file>", "model file, or the name of a template (leadlab init --list)");
}

/** Options of commands that replay. */
export interface ReplayOptionTexts {
	readonly horizonDays: string;
	readonly landmarkDays: string;
	readonly from?: string;
	readonly to?: string;
	readonly handoff?: readonly string[];
	readonly by?: readonly string[];
}

export function replayOptions(command: Command): Command {
	return command
		.option("--horizon-days <days>", "outcome window: days within which the outcome must follow a flag", "90")
		.option("--landmark-days <days>", "age in days at which scores rank the leads", "14")
		.option("--from <date>", "only leads created from this day on")
		.option("--to <date>", "only leads created before this day")
		.option("--handoff <from:to...>", "hand-offs to measure, e.g. mql:sql mql:customer")
		.option("--by <attribute...>", "split by these attributes");
}

/** Replay options from the command line. */
export function toReplayOptions(
	options: ReplayOptionTexts,
	dataset: Dataset,
	{ terminal }: CommandContext,
): ReplayOptions {
	const { calendar } = dataset;
	const from = options.from === undefined ? undefined : instantOption("--from", options.from, calendar, "start");
	const to = options.to === undefined ? undefined : instantOption("--to", options.to, calendar, "start");
	if (from !== undefined && to !== undefined && from >= to) {
		throw usageError(`--from must be before --to, got ${options.from} and ${options.to}: no lead is created then.`);
	}
	return {
		horizonDays: wholeNumber("--horizon-days", options.horizonDays, { least: 1 }),
		landmarkDays: wholeNumber("--landmark-days", options.landmarkDays, { least: 0 }),
		from,
		to,
		handoffs: options.handoff?.map((text) => handoffOption(text, dataset)),
		segmentBy: (options.by ?? []).map((name) => attributeOption(name, dataset)),
		onProgress: terminal.onProgress,
	};
}

/** A stage may hold a colon itself: then the hand-off is divided where it leaves an outcome that the dataset has. */
function handoffOption(text: string, { ladder, exits }: Dataset): HandoffSpec {
	const ways = [...text.matchAll(/:/g)]
		.map(({ index }) => ({ from: text.slice(0, index), to: text.slice(index + 1) }))
		.filter(({ from, to }) => from !== "" && to !== "");
	const known = ways.filter(({ to }) => [...ladder, ...exits].includes(to));
	const best = known.filter(({ from }) => ladder.includes(from));
	const [way, other] = best.length > 0 ? best : known.length > 0 || ways.length > 1 ? known : ways;
	if (way === undefined || other !== undefined) {
		throw usageError(
			`--handoff must be from:to, such as mql:sql, got "${text}"; the stages are ${[...ladder, ...exits].join(", ")}.`,
		);
	}
	return way;
}

function attributeOption(name: string, dataset: Dataset): string {
	const attribute = dataset.attributes.find((one) => one.name === name);
	if (attribute === undefined) {
		throw usageError(
			`--by: the dataset has no attribute "${name}"; it has ${dataset.attributes.map((a) => a.name).join(", ")}.`,
		);
	}
	if (attribute.knownAt !== undefined) {
		throw usageError(`--by: "${name}" is not known at creation, so it cannot split the cohort without looking ahead.`);
	}
	return name;
}

/** A whole number from an option. */
export function wholeNumber(option: string, text: string, { least = 0, most = 36_500 } = {}): number {
	const number = Number(text);
	if (/^\d+$/.test(text) && number >= least && number <= most) return number;
	throw usageError(
		`${option} must be a whole number from ${formatCount(least)} to ${formatCount(most)}, got "${text}".`,
	);
}

/**
 * An instant from an option, in the zone of the dataset; a date alone is the start or the end of that day.
 */
export function instantOption(
	option: string,
	text: string,
	calendar: Dataset["calendar"],
	dateMeans: "start" | "end",
): number {
	const parsed = parseInstant(text);
	if (parsed === undefined)
		throw usageError(`${option} must be an ISO date or date-time such as 2024-09-30, got "${text}".`);
	if (parsed.kind === "instant") return parsed.ms;
	if (parsed.kind === "naive") return calendar.instantOf(parsed.ms);
	const day = Math.round(parsed.ms / DAY_MS);
	return dateMeans === "start" ? calendar.startOf(day) : calendar.startOf(day + 1) - 1;
}

/** Reads a dataset and says what was wrong with it. */
export async function loadDataset(folder: string, { terminal }: CommandContext): Promise<LoadedDataset> {
	const loaded = await readDataset(folder, { onProgress: terminal.onProgress });
	terminal.endProgress();
	for (const warning of loaded.warnings) terminal.warning(warning);
	const { tables } = loaded.dataset.quality;
	const rejected = Object.entries(tables).filter(([, counts]) => counts.rejected > 0);
	for (const [table, counts] of rejected) {
		terminal.warning({
			code: "rejected",
			severity: "warning",
			file: table,
			table,
			message: `${formatCount(counts.rejected)} of ${formatCount(counts.read)} rows are rejected.`,
			cure: `leadlab ingest --dataset ${folder} writes them with their reasons.`,
		});
	}
	return loaded;
}

/**
 * Path of a model: a file, or the name of a template that comes with leadlab.
 *
 * @throws CliError (usage) for a name that is neither
 */
export function modelPath(name: string): string {
	if (existsSync(name) || /[\\/.]/.test(name)) return name;
	const folder = join(PACKAGE_ROOT, "data", "models");
	const templates = readdirSync(folder)
		.filter((file) => file.endsWith(".yaml"))
		.map((file) => basename(file, ".yaml"));
	if (templates.includes(name)) return join(folder, `${name}.yaml`);
	const meant = nearest(name, templates);
	const hint = meant === undefined ? "" : ` Did you mean ${meant}?`;
	throw usageError(
		`there is no model file "${name}" and no template of that name.${hint} The templates are ${templates.join(", ")}.`,
	);
}

/** Reads a model and says what is odd about it; with a dataset, also whether it fits. */
export async function loadModel(name: string, { terminal }: CommandContext, dataset?: Dataset): Promise<ScoringModel> {
	const file = modelPath(name);
	const { model, warnings, lineOf } = await readModel(file);
	const unfit = dataset === undefined ? [] : bindModel(model, dataset, { file, lineOf });
	for (const warning of [...warnings, ...unfit]) terminal.warning(warning);
	return model;
}
