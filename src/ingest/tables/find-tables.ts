import { LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import { type DatasetSpec, type FileSpec, listOf } from "../checks/dataset-spec.ts";
import { attributeEntries } from "../checks/parse-dataset-spec.ts";
import { columnIssues, fileIssue } from "../files/file-issue.ts";
import { findFile } from "../files/find-file.ts";
import type { Session } from "../files/session.ts";
import type { FoundFile, Source, TableName } from "../files/source.ts";
import { type ActivityFile, activityColumns } from "./read-activities.ts";
import { type HistoryFile, historyColumns } from "./read-history.ts";
import { leadColumns } from "./read-leads.ts";
import { type StageFile, stageColumns } from "./read-stages.ts";

/** All files of a dataset, loaded. */
export interface Tables {
	readonly leads: readonly Source[];
	readonly activities: readonly ActivityFile[];
	readonly stages: readonly StageFile[];
	readonly history: readonly HistoryFile[];
	/** Tables that have a header and nothing else. */
	readonly warnings: readonly Issue[];
}

interface Wanted<T extends FileSpec> {
	readonly table: TableName;
	readonly spec: T;
	readonly file: string;
	readonly columns: readonly string[];
}

/**
 * Finds every file of a dataset, then loads them. All files that are missing and all columns that are missing are told
 * together.
 *
 * @throws LabError (data)
 */
export async function loadTables(
	session: Session,
	{
		spec,
		directory,
		onFile,
	}: {
		readonly spec: DatasetSpec;
		readonly directory: string;
		readonly onFile: (table: TableName, file: string) => void;
	},
): Promise<Tables> {
	const leads = wantedFiles("leads", [spec.leads], () => leadColumns(spec, attributeEntries(spec)));
	const activities = wantedFiles("activities", listOf(spec.activities), activityColumns);
	const stages = wantedFiles("stages", listOf(spec.stages), stageColumns);
	const history = wantedFiles("attribute_history", listOf(spec.attribute_history), historyColumns);

	const issues: Issue[] = [];
	const found = new Map<Wanted<FileSpec>, FoundFile>();
	for (const wanted of [...leads, ...activities, ...stages, ...history]) {
		const place = { table: wanted.table, file: wanted.file };
		try {
			const file = await findFile(session, { place, directory, spec: wanted.spec });
			found.set(wanted, file);
			if (file.columns !== undefined) issues.push(...columnIssues(place, wanted.columns, file.columns));
		} catch (error) {
			if (!(error instanceof LabError)) throw error;
			issues.push(...error.issues);
		}
	}
	if (issues.length > 0) throw new LabError("data", issues);

	const warnings: Issue[] = [];
	const load = async <T extends FileSpec>(wanted: Wanted<T>): Promise<{ spec: T; source: Source }> => {
		onFile(wanted.table, wanted.file);
		const source = await found.get(wanted)!.load(wanted.columns);
		if (source.rows + source.unread.length === 0) warnings.push(headerOnly(wanted));
		return { spec: wanted.spec, source };
	};
	const loadAll = async <T extends FileSpec>(all: readonly Wanted<T>[]) => {
		const loaded: { spec: T; source: Source }[] = [];
		for (const wanted of all) loaded.push(await load(wanted));
		const absent = absentKeys(
			all.filter((wanted) => found.get(wanted)!.columns === undefined),
			loaded,
		);
		if (absent.length > 0) throw new LabError("data", absent);
		return loaded;
	};
	const tables = {
		leads: (await loadAll(leads)).map(({ source }) => source),
		activities: await loadAll(activities),
		stages: await loadAll(stages),
		history: await loadAll(history),
	};
	if (tables.leads.every(({ rows, unread }) => rows + unread.length === 0)) {
		throw new LabError(
			"data",
			warnings.filter(({ table }) => table === "leads").map((issue) => ({ ...issue, severity: "error" })),
		);
	}
	return { ...tables, warnings };
}

function wantedFiles<T extends FileSpec>(
	table: TableName,
	specs: readonly T[],
	columnsOf: (spec: T) => string[],
): Wanted<T>[] {
	return specs.flatMap((spec) => listOf(spec.file).map((file) => ({ table, spec, file, columns: columnsOf(spec) })));
}

function headerOnly({ table, file }: { readonly table: TableName; readonly file: string }): Issue {
	const issue = fileIssue(
		{ table, file },
		{
			code: "header-only",
			message: "the file has no row besides its header.",
			cure:
				table === "leads"
					? "Export it again: without leads there is nothing to replay."
					: "Export it again, or leave the table out of dataset.yaml.",
		},
	);
	return { ...issue, severity: "warning" };
}

/** Keys that no file of JSON lines of a table has: a key that is absent in a line, or in a file, is unknown there. */
function absentKeys(
	wanted: readonly Wanted<FileSpec>[],
	loaded: readonly { readonly source: Source }[],
): readonly Issue[] {
	const names = new Set(wanted.map(({ file }) => file));
	const sources = loaded.map(({ source }) => source).filter(({ file, rows }) => names.has(file) && rows > 0);
	if (sources.length === 0) return [];
	const keys = [...new Set(sources.flatMap(({ columns }) => columns))];
	const issues = wanted.map(({ table, file, columns }) => columnIssues({ table, file }, columns, keys));
	return issues.find((found) => found.length > 0) ?? [];
}
