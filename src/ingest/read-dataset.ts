import { readFile, stat } from "node:fs/promises";
import { basename, resolve } from "node:path";
import { configurationError, LabError } from "../base/error.ts";
import type { Issue } from "../base/issue.ts";
import type { OnProgress } from "../base/progress.ts";
import { assembleDataset } from "../dataset/assemble.ts";
import { createCalendar } from "../dataset/calendar.ts";
import { type Dataset, NEVER, type TableCounts } from "../dataset/dataset.ts";
import type { RawColumns } from "../dataset/raw-columns.ts";
import type { DatasetSpec } from "./checks/dataset-spec.ts";
import { checkDatesAhead } from "./checks/date-ahead.ts";
import { gatherFindings } from "./checks/findings.ts";
import { attributeEntries, parseDatasetSpec } from "./checks/parse-dataset-spec.ts";
import { policyOf } from "./checks/policy.ts";
import { staleTables } from "./checks/stale-tables.ts";
import { workedTypes } from "./checks/worked-types.ts";
import { specPath } from "./files/find-file.ts";
import { parseInstant } from "./files/instant-text.ts";
import { openSession, type Session } from "./files/session.ts";
import { fingerprintColumns } from "./fingerprint-columns.ts";
import { loadTables } from "./tables/find-tables.ts";
import { createInstantDecoder, instantCode } from "./tables/instant-decoder.ts";
import { readActivities } from "./tables/read-activities.ts";
import type { ReadContext } from "./tables/read-context.ts";
import { readHistory } from "./tables/read-history.ts";
import { readLeads } from "./tables/read-leads.ts";
import { readStages } from "./tables/read-stages.ts";
import { gatherRejects, type RejectedTable } from "./tables/rejected-table.ts";

/** A dataset with what was found while reading it. */
export interface LoadedDataset {
	readonly dataset: Dataset;
	/** What to tell the user: one issue a file, check and column, with its first row and how many there are. */
	readonly warnings: readonly Issue[];
	readonly rejects: readonly RejectedTable[];
}

/** Options of {@link readDataset}. */
export interface ReadOptions {
	readonly onProgress?: OnProgress | undefined;
	/** Threads of DuckDB; left out: as many as the machine gives. */
	readonly threads?: number | undefined;
}

/**
 * Reads a folder with `dataset.yaml` and its tables.
 *
 * ```
 * dataset.yaml -> contract -> files found -> loaded (each record found, none lost)
 *   -> leads -> activities, stages, history (ids resolved, cells checked) -> columns -> dataset
 *                                                                        \-> findings, rejects
 * ```
 *
 * @throws LabError (configuration) when the folder or its `dataset.yaml` is missing or invalid; LabError (data) when a
 * file or column is missing, a file cannot be read, there is no lead at all, every row of a table is rejected, or a check fires more often than its
 * `error_if` allows. Rows that are wrong do not throw: they are in `rejects` or, if kept, counted in `warnings`.
 * @example (await readDataset("data/sample")).dataset.leadCount
 */
export async function readDataset(directory: string, options: ReadOptions = {}): Promise<LoadedDataset> {
	const { raw, warnings, rejects } = await readRawColumns(directory, options);
	const lost = Object.entries(raw.quality.tables).filter(([, table]) => isLost(table));
	if (lost.length > 0)
		throw allRejected(
			lost.map(([table]) => table),
			warnings,
		);
	options.onProgress?.({ step: "sorting", done: 0 });
	return { dataset: assembleDataset(raw), warnings, rejects };
}

/** The same up to the columns in file order, before they are grouped by lead. */
export async function readRawColumns(
	directory: string,
	{ onProgress, threads }: ReadOptions = {},
): Promise<{
	readonly raw: RawColumns;
	readonly warnings: readonly Issue[];
	readonly rejects: readonly RejectedTable[];
}> {
	const spec = parseDatasetSpec(await readSpec(directory), { file: "dataset.yaml" });
	const session = await openSession({ threads });
	try {
		return await readTables(session, { spec, directory, onProgress });
	} catch (error) {
		throw error instanceof LabError ? error : asDataError(error);
	} finally {
		await session.close();
	}
}

async function readSpec(directory: string): Promise<string> {
	const folder = await stat(directory).catch(() => undefined);
	if (folder?.isDirectory() !== true) {
		throw configurationError({
			code: "missing-folder",
			file: directory,
			message: `there is no folder ${JSON.stringify(directory)}.`,
			cure: "Give the folder that holds dataset.yaml.",
		});
	}
	try {
		return await readFile(specPath(directory), "utf8");
	} catch (cause) {
		const missing = (cause as NodeJS.ErrnoException).code === "ENOENT";
		throw configurationError({
			code: missing ? "missing-file" : "unreadable-file",
			file: "dataset.yaml",
			message: missing
				? `the folder ${JSON.stringify(directory)} has no dataset.yaml, the file that names its tables.`
				: `dataset.yaml cannot be read: ${(cause as Error).message}.`,
			cure: "A dataset is a folder with dataset.yaml beside its tables; `leadlab init` writes one to start from.",
		});
	}
}

/** DuckDB met something in a file that only shows while a query runs, e.g. a damaged page of a Parquet file. */
function asDataError(cause: unknown): unknown {
	if (!(cause instanceof Error) || !/^[A-Z][A-Za-z ]*(Error|Exception): /.test(cause.message)) return cause;
	const issue: Issue = {
		code: "unreadable-file",
		severity: "error",
		message: `a file of the dataset cannot be read: ${(cause.message.split("\n")[0] ?? "").slice(0, 300)}.`,
		cure: "It is likely damaged; export it again.",
	};
	return new LabError("data", [issue], { cause });
}

async function readTables(
	session: Session,
	{
		spec,
		directory,
		onProgress,
	}: { readonly spec: DatasetSpec; readonly directory: string; readonly onProgress: OnProgress | undefined },
) {
	const calendar = createCalendar(spec.time_zone);
	const decoder = createInstantDecoder(calendar);
	const asOf = decoder.end(instantCode(parseInstant(spec.as_of)));
	const policy = policyOf(spec);
	const tables = await loadTables(session, {
		spec,
		directory,
		onFile: (_table, file) => onProgress?.({ step: `opening ${file}`, done: 0 }),
	});
	let step = "";
	let done = 0;
	const begin = (name: string) => {
		step = `reading ${name}`;
		done = 0;
	};
	const tick = (rows: number) => {
		const before = done;
		done += rows;
		if (Math.floor(before / 500_000) !== Math.floor(done / 500_000)) onProgress?.({ step, done });
	};
	const context: ReadContext = { session, calendar, decoder, asOf, asOfText: spec.as_of, policy, tick };
	begin("leads");
	const leads = await readLeads(context, spec, tables.leads);
	begin("activities");
	const activities = await readActivities(context, leads, tables.activities);
	begin("stages");
	const stages = await readStages(context, leads, { files: tables.stages, ladder: spec.ladder, exits: spec.exits });
	begin("attribute_history");
	const history = await readHistory(context, leads, tables.history);

	const entries = new Map(attributeEntries(spec));
	checkDatesAhead(leads, {
		calendar,
		asOf,
		reachedAt: (stage) =>
			firstReached(stages.columns, { stage: [...spec.ladder, ...spec.exits].indexOf(stage), leads: leads.count }),
		columnOf: (name) => {
			const column = entries.get(name)?.column;
			return column === false ? undefined : (column ?? name);
		},
	});
	const reports = [leads.report, activities.report, stages.report, history.report].filter(
		({ files }) => files.length > 0,
	);
	const stale = staleTables(
		reports.flatMap(({ spans }) => spans),
		{ asOf, asOfText: spec.as_of, calendar },
	);
	const { quality, warnings } = await gatherFindings(session, policy, reports, stale);
	if (leads.count === 0) throw noLeads(warnings);
	const rejects = await gatherRejects(reports);
	const columns: RawColumns = {
		name: spec.name ?? basename(resolve(directory)),
		asOf,
		calendar,
		ladder: spec.ladder,
		exits: spec.exits,
		handoffs: spec.handoffs,
		leads: {
			count: leads.count,
			idOf: leads.idStore.idOf,
			createdAt: leads.createdAt,
			account: leads.account,
			workedAt: leads.workedAt,
		},
		attributes: leads.attributes.map(({ name, type, coder, codes, known }) => ({
			name,
			type,
			values: coder.values,
			codes,
			known,
		})),
		history: history.columns,
		activities: activities.columns,
		stages: stages.columns,
		worked: spec.worked && { activities: spec.worked.activities ?? [], stages: spec.worked.stages ?? [] },
		quality,
	};
	const raw: RawColumns = { ...columns, fingerprint: fingerprintColumns(columns, { spec, ids: leads.idStore.parts }) };
	return { raw, warnings: [...tables.warnings, ...workedTypes(spec, activities.columns.types), ...warnings], rejects };
}

function firstReached(
	{ lead, stage: stages, at }: RawColumns["stages"],
	{ stage, leads }: { readonly stage: number; readonly leads: number },
): Float64Array {
	const first = new Float64Array(leads).fill(NEVER);
	for (let row = 0; row < lead.length; row++) {
		if (stages[row] === stage && at[row]! < first[lead[row]!]!) first[lead[row]!] = at[row]!;
	}
	return first;
}

function noLeads(warnings: readonly Issue[]): LabError {
	const first: Issue = {
		code: "no-leads",
		severity: "error",
		table: "leads",
		message: "every row of the leads table was rejected, so there is nothing to replay.",
		cure: "The issues below say why, each with its first row.",
	};
	return new LabError("data", [first, ...reasonsOf("leads", warnings)]);
}

const isLost = ({ read, loaded }: TableCounts) => read > 0 && loaded === 0;

/** A table of which nothing is left: what is counted without it would be wrong. */
function allRejected(tables: readonly string[], warnings: readonly Issue[]): LabError {
	const issues = tables.flatMap((table): Issue[] => [
		{
			code: "all-rejected",
			severity: "error",
			table,
			message: `every row of the table ${table} was rejected, so that the history would be replayed as if there were none.`,
			cure: "The issues below say why, each with its first row. A table that is not meant is left out of dataset.yaml.",
		},
		...reasonsOf(table, warnings),
	]);
	return new LabError("data", issues);
}

/** Why rows of a table were rejected, as reasons to stop. */
function reasonsOf(table: string, warnings: readonly Issue[]): Issue[] {
	return warnings.filter((issue) => issue.table === table).map((issue) => ({ ...issue, severity: "error" }));
}
