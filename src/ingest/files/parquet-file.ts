import { LabError } from "../../base/error.ts";
import { columnIssues, type FilePlace, unreadableFile } from "./file-issue.ts";
import type { Session } from "./session.ts";
import type { ColumnKind, FoundFile, OriginalRow, Source, SourceColumn } from "./source.ts";
import { sqlName, sqlText } from "./sql-text.ts";

/** Opens a Parquet file. It is not copied: every query reads the columns it needs from the file itself. */
export async function findParquet(
	session: Session,
	place: FilePlace,
	path: string,
	{ nullValues = [] }: { readonly nullValues?: readonly string[] | undefined } = {},
): Promise<FoundFile> {
	const read = readSql(path);
	try {
		const described = await session.rows(`DESCRIBE SELECT * FROM ${read}`);
		const types = new Map(described.map(([name, type]) => [String(name), String(type)]));
		return {
			...place,
			columns: [...types.keys()],
			load: (wanted) => loadParquet(session, place, { path, types, wanted, nullValues }),
		};
	} catch (cause) {
		throw unreadableFile(place, cause);
	}
}

/** Where a file lies never changes what is read from it: a folder named `key=value` is no column. */
function readSql(path: string, { rowNumbers = false }: { readonly rowNumbers?: boolean } = {}): string {
	return `read_parquet(${sqlText(path)}, hive_partitioning = false${rowNumbers ? ", file_row_number = true" : ""})`;
}

interface ParquetLoad {
	readonly path: string;
	readonly types: ReadonlyMap<string, string>;
	readonly wanted: readonly string[];
	readonly nullValues: readonly string[];
}

async function loadParquet(
	session: Session,
	place: FilePlace,
	{ path, types, wanted, nullValues }: ParquetLoad,
): Promise<Source> {
	const names = [...types.keys()];
	const issues = columnIssues(place, wanted, names);
	if (issues.length > 0) throw new LabError("data", issues);
	const columns = new Map<string, SourceColumn>();
	const selected = new Map<string, string>();
	for (const name of new Set(wanted)) {
		const kind = kindOf(types.get(name) ?? "");
		const sql = `c${columns.size}`;
		selected.set(sql, `${castSql(name, kind, types.get(name) ?? "", nullValues)} AS ${sql}`);
		columns.set(name, { name, kind, sql });
	}
	const from = readSql(path, { rowNumbers: true });
	const relation = (selects: Iterable<string>) =>
		`(SELECT ${['file_row_number AS "row"', ...selects].join(", ")} FROM ${from})`;
	try {
		const [[count] = []] = await session.rows(`SELECT count(*) FROM ${readSql(path)}`);
		return {
			...place,
			columns: names,
			delimiter: ",",
			rows: Number(count ?? 0),
			unread: [],
			relation: relation(selected.values()),
			narrow: (some) => relation(new Set(some.map(({ sql }) => selected.get(sql)!))),
			column: (name) => columns.get(name)!,
			linesOf: async (rows) => Array.from(rows, (row) => row + 1),
			originals: (rows) => originals(session, { from, names, rows }),
		};
	} catch (cause) {
		throw unreadableFile(place, cause);
	}
}

function kindOf(type: string): ColumnKind {
	if (/^(U?TINYINT|U?SMALLINT|U?INTEGER|BIGINT)$/.test(type)) return "integer";
	if (/^(FLOAT|DOUBLE|DECIMAL.*)$/.test(type)) return "number";
	if (type === "BOOLEAN") return "boolean";
	if (type === "DATE") return "date";
	if (type === "TIMESTAMP WITH TIME ZONE") return "timestamptz";
	if (/^TIMESTAMP(_S|_MS|_NS)?$/.test(type)) return "timestamp";
	return "text";
}

function castSql(name: string, kind: ColumnKind, type: string, nullValues: readonly string[]): string {
	const column = sqlName(name);
	if (kind === "integer") return type === "BIGINT" ? column : `CAST(${column} AS BIGINT)`;
	if (kind === "number") return type === "DOUBLE" ? column : `CAST(${column} AS DOUBLE)`;
	if (kind === "timestamp") return type === "TIMESTAMP" ? column : `CAST(${column} AS TIMESTAMP)`;
	if (kind !== "text") return column;
	const text = type === "VARCHAR" ? column : `CAST(${column} AS VARCHAR)`;
	return nullSql(text, nullValues);
}

/** A text column in which the given texts are unknown. */
export function nullSql(column: string, nullValues: readonly string[]): string {
	if (nullValues.length === 0) return column;
	return `CASE WHEN trim(${column}) IN (${nullValues.map((text) => sqlText(text.trim())).join(", ")}) THEN NULL ELSE ${column} END`;
}

const BATCH = 50_000;

async function* originals(
	session: Session,
	{ from, names, rows }: { readonly from: string; readonly names: readonly string[]; readonly rows: Int32Array },
): AsyncIterable<readonly OriginalRow[]> {
	const cells = names.map((name) => `coalesce(CAST(${sqlName(name)} AS VARCHAR), '')`);
	for (let at = 0; at < rows.length; at += BATCH) {
		const batch = rows.subarray(at, at + BATCH);
		const first = batch[0]!;
		const last = batch.at(-1)!;
		const within = last - first + 1 === batch.length ? "" : ` AND file_row_number IN (${batch.join(", ")})`;
		const found = await session.rows(
			`SELECT file_row_number, ${cells.join(", ")} FROM ${from} WHERE file_row_number BETWEEN ${first} AND ${last}${within} ORDER BY 1`,
		);
		yield found.map(([row, ...texts]) => ({ row: Number(row), line: Number(row) + 1, cells: texts.map(String) }));
	}
}
