import { open } from "node:fs/promises";
import { indexOfName } from "../../base/plain-text.ts";
import { quoted, splitCells } from "./csv-cells.ts";
import { plainJson } from "./json-line.ts";
import { nullSql } from "./parquet-file.ts";
import type { RecordScanSummary } from "./record-scan.ts";
import type { Session } from "./session.ts";
import type { SourceColumn } from "./source.ts";
import { sqlText } from "./sql-text.ts";
import { scanRecords, type TextFile } from "./text-records.ts";

/** A table in DuckDB with the columns asked for. */
export interface LoadedRecords {
	readonly relation: string;
	readonly narrow: (columns: readonly SourceColumn[]) => string;
	readonly columns: ReadonlyMap<string, SourceColumn>;
}

/** A table that is being loaded while its file is still looked at, in the hope that nothing is wrong with it. */
export interface EarlyTable {
	readonly table: string;
	/** Rows loaded; `undefined` when it did not go well. Never rejects. */
	readonly count: Promise<number | undefined>;
}

/** Begins to load a large plain file: DuckDB has threads of its own, which would wait for the scan otherwise. */
export function loadEarly(session: Session, file: TextFile, wanted: readonly string[]): EarlyTable | undefined {
	if (file.options.shape !== "csv" || file.encoding !== "utf-8" || file.size < EARLY_BYTES) return undefined;
	const table = session.name(file.table);
	const read = readSql(file, 0, { path: file.path, header: true, parallel: true });
	return { table, count: createTable(session, table, file, read, wanted).catch(() => undefined) };
}

const EARLY_BYTES = 32 << 20;

/**
 * Loads the rows of a scanned text file into a table, row i of the scan as row i of the table. A file that every
 * reader would read alike goes in as it is; any other is first copied to a temporary file without the records that
 * cannot be read, with LF breaks and with the doubtful cells quoted. Either way the number of rows must come out as
 * the scan counted it; if it does not, the next, slower way is taken.
 */
export async function loadRecords(
	session: Session,
	file: TextFile,
	summary: RecordScanSummary,
	{
		wanted,
		early,
		keys,
	}: {
		readonly wanted: readonly string[];
		readonly early: EarlyTable | undefined;
		/** Of the objects of JSON lines. */
		readonly keys: readonly string[];
	},
): Promise<LoadedRecords> {
	const plain =
		summary.unread === 0 &&
		summary.uniformBreaks &&
		!summary.anyOdd &&
		!summary.anyBlank &&
		file.encoding === "utf-8" &&
		!hasBreak(file.header);
	const table = session.name(file.table);
	const ways: (() => Promise<string>)[] = [
		async () =>
			readSql(file, summary.longestRow, { path: file.path, header: file.options.shape === "csv", parallel: true }),
		async () =>
			readSql(file, summary.longestRow, {
				path: await copyRecords(session, file, false),
				header: false,
				parallel: true,
			}),
		async () =>
			readSql(file, summary.longestRow, {
				path: await copyRecords(session, file, true),
				header: false,
				parallel: false,
			}),
	];
	if (early !== undefined) {
		if ((await early.count) === summary.rows && plain) return relationOf(session, early.table, file, { wanted, keys });
		await session.run(`DROP TABLE IF EXISTS ${early.table}`);
	}
	let failure: unknown;
	for (const way of plain ? ways : ways.slice(1)) {
		if (summary.rows === 0) break;
		try {
			const count = await createTable(session, table, file, await way(), wanted);
			if (count === summary.rows) return relationOf(session, table, file, { wanted, keys });
			failure = new Error(`${summary.rows} rows were found, ${count} could be read`);
		} catch (cause) {
			failure = cause;
		}
		await session.run(`DROP TABLE IF EXISTS ${table}`);
	}
	if (failure !== undefined) throw failure;
	await session.run(
		`CREATE TEMP TABLE ${table} (${
			distinct(file, wanted)
				.map(({ sql }) => `${sql} VARCHAR`)
				.join(", ") || "none BOOLEAN"
		})`,
	);
	return relationOf(session, table, file, { wanted, keys });
}

const hasBreak = (header: readonly string[]) => header.some((name) => /[\r\n]/.test(name));

function readSql(
	file: TextFile,
	longestRow: number,
	{ path, header, parallel }: { readonly path: string; readonly header: boolean; readonly parallel: boolean },
): string {
	const csv = file.options.shape === "csv";
	const columns = csv ? file.header.map((_, i) => `'c${i}': 'VARCHAR'`) : ["'c0': 'VARCHAR'"];
	// JSON lines hold no control character, so that a line is one cell of a file that is divided by one.
	const dialect = csv
		? `delim = ${sqlText(file.options.delimiter)}, quote = '"', escape = '"'`
		: "delim = '\x01', quote = '', escape = ''";
	return `read_csv(${sqlText(path)}, auto_detect = false, header = ${header}, ${dialect}, columns = {${columns.join(", ")}},
		max_line_size = ${Math.max(2 << 20, 2 * longestRow + 4 * file.header.length + 1024)}, parallel = ${parallel}, hive_partitioning = false)`;
}

interface Wanted {
	readonly name: string;
	readonly sql: string;
	/** Position in the file. */
	readonly index: number;
}

function distinct(file: TextFile, wanted: readonly string[]): Wanted[] {
	return [...new Set(wanted)].map((name, i) => ({ name, sql: `w${i}`, index: indexOfName(file.header, name) }));
}

async function createTable(
	session: Session,
	table: string,
	file: TextFile,
	read: string,
	wanted: readonly string[],
): Promise<number> {
	const columns =
		file.options.shape === "csv"
			? distinct(file, wanted).map(({ sql, index }) => `${nullSql(`c${index}`, file.options.nullValues)} AS ${sql}`)
			: ["c0 AS line", "json_valid(c0) AS valid"];
	await session.run("SET preserve_insertion_order = true");
	try {
		await session.run(`CREATE TEMP TABLE ${table} AS SELECT ${columns.join(", ") || "true AS none"} FROM ${read}`);
	} finally {
		await session.run("SET preserve_insertion_order = false");
	}
	const [[count] = []] = await session.rows(`SELECT count(*) FROM ${table}`);
	return Number(count);
}

async function relationOf(
	session: Session,
	table: string,
	file: TextFile,
	{ wanted, keys }: { readonly wanted: readonly string[]; readonly keys: readonly string[] },
): Promise<LoadedRecords> {
	const columns = new Map<string, SourceColumn>();
	const selected = new Map<string, string>();
	const isEmpty = (await session.rows(`SELECT 1 FROM ${table} LIMIT 1`)).length === 0;
	for (const { name, sql } of distinct(file, wanted)) {
		columns.set(name, { name, kind: "text", sql });
		const isLine = file.options.shape !== "csv" && !isEmpty;
		const key = keys[indexOfName(keys, name)] ?? name;
		selected.set(sql, isLine ? `${jsonColumn(key, file.options.nullValues)} AS ${sql}` : sql);
	}
	const relation = (selects: Iterable<string>) => `(SELECT ${['rowid AS "row"', ...selects].join(", ")} FROM ${table})`;
	return {
		relation: relation(selected.values()),
		narrow: (some) => relation(new Set(some.map(({ sql }) => selected.get(sql)!))),
		columns,
	};
}

/** A member of the objects as the text that stands in the file: no other row changes how a value is read. */
function jsonColumn(name: string, nullValues: readonly string[]): string {
	const pointer = sqlText(`/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`);
	return nullSql(`CASE WHEN valid THEN json_extract_string(line, ${pointer}) END`, nullValues);
}

const FLUSH = 4 << 20;
const LINE_END = Buffer.from("\n");

/** Writes the rows alone to a temporary file, one record after the other, with LF breaks. */
async function copyRecords(session: Session, file: TextFile, quoteAll: boolean): Promise<string> {
	const path = session.temporaryPath(".csv");
	const out = await open(path, "w");
	const csv = file.options.shape === "csv";
	const delimiter = file.options.delimiter;
	let parts: Buffer[] = [];
	let size = 0;
	try {
		await scanRecords(
			file,
			{
				row: (buffer, start, end, _line, odd) => {
					// A slice is only valid during the call, so it is copied.
					if (csv && !odd && !quoteAll) parts.push(Buffer.from(buffer.subarray(start, end)), LINE_END);
					else {
						const text = buffer.toString("utf8", start, end);
						parts.push(
							Buffer.from(csv ? splitCells(text, delimiter).map(quoted).join(delimiter) : plainJson(text)),
							LINE_END,
						);
					}
					size += end - start;
				},
			},
			{
				afterChunk: async () => {
					if (size < FLUSH) return;
					await out.writeFile(Buffer.concat(parts));
					parts = [];
					size = 0;
				},
			},
		);
		await out.writeFile(Buffer.concat(parts));
	} finally {
		await out.close();
	}
	return path;
}
