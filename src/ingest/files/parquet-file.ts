import { LabError } from "../../base/error.ts";
import type { Issue } from "../../base/issue.ts";
import { indexOfName, plainText } from "../../base/plain-text.ts";
import { columnIssues, type FilePlace, fileIssue, unreadableFile } from "./file-issue.ts";
import type { Session } from "./session.ts";
import type { ColumnKind, FoundFile, OriginalRow, Source, SourceColumn } from "./source.ts";
import { plainSql, sqlName, sqlText } from "./sql-text.ts";

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
		const own = await ownColumns(session, path);
		const columns = described.map(([sql, type], i): ParquetColumn => {
			const { name, precision } = own.length === described.length ? own[i]! : { name: String(sql), precision: 0 };
			return { name, sql: sqlName(String(sql)), type: String(type), precision };
		});
		return {
			...place,
			columns: columns.map(({ name }) => name),
			load: (wanted) => loadParquet(session, place, { path, columns, wanted, nullValues }),
		};
	} catch (cause) {
		throw unreadableFile(place, cause);
	}
}

/** A column of a Parquet file. */
interface ParquetColumn {
	/** As the file's own schema has it: DuckDB gives names of its own to those that differ in nothing, or in case only. */
	readonly name: string;
	readonly sql: string;
	readonly type: string;
	/** Digits of a decimal number; 0 of any other. */
	readonly precision: number;
}

/** Names of the columns in the file's own schema, which lists what they hold after each. */
async function ownColumns(session: Session, path: string): Promise<Pick<ParquetColumn, "name" | "precision">[]> {
	const nodes = await session.rows(
		`SELECT name, num_children, CASE WHEN scale IS NULL THEN 0 ELSE precision END FROM parquet_schema(${sqlText(path)})`,
	);
	const columns: Pick<ParquetColumn, "name" | "precision">[] = [];
	let at = 1;
	const skip = () => {
		for (let children = Number(nodes[at++]?.[1] ?? 0); children > 0; children--) skip();
	};
	while (at < nodes.length) {
		const [name, , precision] = nodes[at]!;
		columns.push({ name: String(name), precision: Number(precision ?? 0) });
		skip();
	}
	return columns;
}

/** Where a file lies never changes what is read from it: a folder named `key=value` is no column. */
function readSql(path: string, { rowNumbers = false }: { readonly rowNumbers?: boolean } = {}): string {
	return `read_parquet(${sqlText(path)}, hive_partitioning = false${rowNumbers ? ", file_row_number = true" : ""})`;
}

interface ParquetLoad {
	readonly path: string;
	readonly columns: readonly ParquetColumn[];
	readonly wanted: readonly string[];
	readonly nullValues: readonly string[];
}

async function loadParquet(
	session: Session,
	place: FilePlace,
	{ path, columns: all, wanted, nullValues }: ParquetLoad,
): Promise<Source> {
	const names = all.map(({ name }) => name);
	const wide = [...new Set(wanted)].filter((name) => (all[indexOfName(names, name)]?.precision ?? 0) > MOST_DIGITS);
	const issues = [...columnIssues(place, wanted, names), ...wide.map((name) => tooWide(place, name))];
	if (issues.length > 0) throw new LabError("data", issues);
	const columns = new Map<string, SourceColumn>();
	const selected = new Map<string, string>();
	for (const name of new Set(wanted)) {
		const column = all[indexOfName(names, name)]!;
		const kind = kindOf(column.type);
		const sql = `c${columns.size}`;
		const digits = digitsSql(column);
		const value = `${castSql(column, kind, nullValues)} AS ${sql}`;
		selected.set(sql, digits === undefined ? value : `${value}, ${digits} AS ${sql}d`);
		columns.set(name, {
			name,
			kind,
			sql,
			...(digits === undefined ? {} : { digits: `${sql}d`, exact: column.type !== "FLOAT" }),
		});
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
			originals: (rows) => originals(session, { from, columns: all, rows }),
		};
	} catch (cause) {
		throw unreadableFile(place, cause);
	}
}

/** DuckDB reads decimal numbers of more digits as something else, without a word. */
const MOST_DIGITS = 38;

function tooWide(place: FilePlace, column: string): Issue {
	return fileIssue(place, {
		code: "wide-decimal",
		column,
		message: `the column holds decimal numbers of more than ${MOST_DIGITS} digits, which cannot be read rightly.`,
		cure: `Export it as DECIMAL(${MOST_DIGITS}, ...), as a floating-point number or as text; or leave it out of dataset.yaml.`,
	});
}

function kindOf(type: string): ColumnKind {
	if (/^(U?TINYINT|U?SMALLINT|U?INTEGER|BIGINT)$/.test(type)) return "integer";
	if (/^(FLOAT|DOUBLE|DECIMAL.*|UBIGINT|U?HUGEINT)$/.test(type)) return "number";
	if (type === "BOOLEAN") return "boolean";
	if (type === "DATE") return "date";
	if (type === "TIMESTAMP WITH TIME ZONE") return "timestamptz";
	if (/^TIMESTAMP(_S|_MS|_NS)?$/.test(type)) return "timestamp";
	return "text";
}

function castSql({ sql, type }: ParquetColumn, kind: ColumnKind, nullValues: readonly string[]): string {
	if (kind === "integer") return type === "BIGINT" ? sql : `CAST(${sql} AS BIGINT)`;
	if (kind === "number") return type === "DOUBLE" ? sql : `CAST(${sql} AS DOUBLE)`;
	if (kind === "timestamp") return type === "TIMESTAMP" ? sql : `CAST(${sql} AS TIMESTAMP)`;
	if (kind !== "text") return sql;
	return nullSql(textSql({ sql, type }), nullValues);
}

/** Bytes that are UTF-8 are the text that they are; Spark and Impala write text without saying so. */
function textSql({ sql, type }: Pick<ParquetColumn, "sql" | "type">): string {
	if (type === "VARCHAR") return sql;
	const text = `CAST(${sql} AS VARCHAR)`;
	return type === "BLOB" ? `coalesce(TRY(decode(${sql})), ${text})` : text;
}

/** The digits of a number that a DOUBLE may not hold: as they stand, whole numbers without a fraction. */
function digitsSql({ sql, type }: ParquetColumn): string | undefined {
	if (/^(UBIGINT|U?HUGEINT|DECIMAL\(\d+,0\))$/.test(type)) return `CAST(${sql} AS VARCHAR)`;
	if (/^DECIMAL/.test(type)) return `regexp_replace(CAST(${sql} AS VARCHAR), '\\.0+$', '')`;
	if (type === "FLOAT") {
		const short = `regexp_replace(CAST(${sql} AS VARCHAR), '\\.0$', '')`;
		return `CASE WHEN isnan(${sql}) THEN NULL WHEN abs(${sql}) BETWEEN 1e7 AND 1e37 THEN CAST(CAST(${sql} AS DECIMAL(38, 0)) AS VARCHAR) ELSE ${short} END`;
	}
	return undefined;
}

/** A text column in which the given texts are unknown. */
export function nullSql(column: string, nullValues: readonly string[]): string {
	if (nullValues.length === 0) return column;
	return `CASE WHEN ${plainSql(column)} IN (${nullValues.map((text) => sqlText(plainText(text))).join(", ")}) THEN NULL ELSE ${column} END`;
}

const BATCH = 50_000;

async function* originals(
	session: Session,
	{
		from,
		columns,
		rows,
	}: { readonly from: string; readonly columns: readonly ParquetColumn[]; readonly rows: Int32Array },
): AsyncIterable<readonly OriginalRow[]> {
	const cells = columns.map((column) =>
		column.precision > MOST_DIGITS ? "'(cannot be read)'" : `coalesce(${digitsSql(column) ?? textSql(column)}, '')`,
	);
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
