import { LabError } from "../../base/error.ts";
import { fileIssue } from "../files/file-issue.ts";
import type { Session } from "../files/session.ts";
import type { Source, SourceColumn } from "../files/source.ts";
import { plainSql } from "../files/sql-text.ts";
import { bigInt64Column, int32Column } from "./chunk-column.ts";

/** The ids of all leads as a table in DuckDB, rows numbered over all files of the leads table. */
export interface LeadIds {
	/** Whether every id is an integer of the file, so that integers can be joined as such. */
	readonly integer: boolean;
	/** Rows with an id that another row has too, in file order. */
	repeated(): Promise<{ readonly row: number; readonly id: string }[]>;
	/** Takes rows out: leads that were rejected cannot be found any more. */
	remove(rows: Int32Array): Promise<void>;
	/** SQL that joins `leads` to a relation called `s`. */
	join(column: SourceColumn, options: { readonly trim: boolean }): Promise<string>;
	/** A table in DuckDB with the ids as text in its column `id`. */
	table(): Promise<string>;
	/** Ids by number of lead; `leadOf` maps rows to leads. */
	store(count: number, leadOf: (row: number) => number): Promise<IdStore>;
}

/** Ids of leads, off the JavaScript heap. */
export interface IdStore {
	readonly idOf: (lead: number) => string;
	/** Everything the ids are made of, for the fingerprint. */
	readonly parts: readonly Uint8Array[];
}

/** SQL of an id as text: the digits of the file, whole numbers without a fraction, text as `plainText` has it. */
export function idText({ kind, sql, digits }: SourceColumn): string {
	if (digits !== undefined) return `s.${digits}`;
	if (kind === "text") return plainSql(`s.${sql}`);
	if (kind !== "number") return `CAST(s.${sql} AS VARCHAR)`;
	return `CASE WHEN isnan(s.${sql}) THEN NULL WHEN s.${sql} = trunc(s.${sql}) AND abs(s.${sql}) < ${LARGEST_EXACT} THEN CAST(CAST(s.${sql} AS BIGINT) AS VARCHAR) ELSE CAST(s.${sql} AS VARCHAR) END`;
}

/** From here on a DOUBLE skips whole numbers. */
const LARGEST_EXACT = 2 ** 53;
/** The same of a FLOAT, the only number with digits of its own that may have lost some. */
const LARGEST_FLOAT = 2 ** 24;

/**
 * Ids in a column of floating-point numbers that are too large for it: two leads may have become one before the file was
 * written, so that nothing can be told.
 *
 * @throws LabError (data, `rounded-ids`)
 */
export async function checkExactIds(session: Session, source: Source, column: SourceColumn): Promise<void> {
	if (column.kind !== "number" || column.exact === true) return;
	const limit = column.digits === undefined ? LARGEST_EXACT : LARGEST_FLOAT;
	const [[count, example] = []] = await session.rows(
		`SELECT count(*), max(CAST(s.${column.sql} AS VARCHAR)) FROM ${source.relation} AS s WHERE isfinite(s.${column.sql}) AND abs(s.${column.sql}) >= ${limit}`,
	);
	if (Number(count ?? 0) === 0) return;
	throw new LabError("data", [
		fileIssue(source, {
			code: "rounded-ids",
			column: column.name,
			message: `the ids are floating-point numbers that are too large to be exact (e.g. ${String(example)}; ${count} rows): the last digits are lost in the file already.`,
			cure: "Export the column as text or as whole numbers (BIGINT, DECIMAL).",
		}),
	]);
}

/** Gathers the ids of the leads table's files. */
export async function gatherLeadIds(
	session: Session,
	files: readonly { readonly source: Source; readonly id: SourceColumn }[],
): Promise<LeadIds> {
	for (const { source, id } of files) await checkExactIds(session, source, id);
	const integer = files.every(({ id }) => id.kind === "integer");
	const table = session.name("lead_ids");
	let base = 0;
	const selects = files.map(({ source, id }) => {
		const expression = integer ? `s.${id.sql}` : idText(id);
		const select = `SELECT ${expression} AS id, CAST(s."row" + ${base} AS INTEGER) AS "row" FROM ${source.narrow([id])} AS s WHERE ${integer ? `s.${id.sql}` : expression} IS NOT NULL`;
		base += source.rows;
		return select;
	});
	await session.run(`CREATE TEMP TABLE ${table} AS ${selects.join(" UNION ALL ")}`);
	let text: string | undefined = integer ? undefined : table;
	const asText = async () => {
		if (text === undefined) {
			text = session.name("lead_ids");
			await session.run(`CREATE TEMP TABLE ${text} AS SELECT CAST(id AS VARCHAR) AS id, "row" FROM ${table}`);
		}
		return text;
	};
	return {
		integer,
		repeated: async () => {
			const [[all, distinct] = []] = await session.rows(`SELECT count(id), count(DISTINCT id) FROM ${table}`);
			if (all === distinct) return [];
			const rows = await session.rows(
				`SELECT "row", CAST(id AS VARCHAR) FROM ${table} WHERE id IN (SELECT id FROM ${table} GROUP BY id HAVING count(*) > 1) ORDER BY "row"`,
			);
			return rows.map(([row, id]) => ({ row: Number(row), id: String(id) }));
		},
		remove: async (rows) => {
			const gone = session.name("gone");
			await session.run(`CREATE TEMP TABLE ${gone} ("row" INTEGER)`);
			for (let at = 0; at < rows.length; at += 100_000) {
				await session.run(`INSERT INTO ${gone} SELECT unnest([${rows.subarray(at, at + 100_000).join(",")}])`);
			}
			await session.run(`DELETE FROM ${table} WHERE "row" IN (SELECT "row" FROM ${gone})`);
			await session.run(`DROP TABLE ${gone}`);
		},
		join: async (column, { trim }) => {
			if (integer && column.kind === "integer") return `LEFT JOIN ${table} AS leads ON s.${column.sql} = leads.id`;
			const key = column.kind === "text" && !trim ? `s.${column.sql}` : idText(column);
			return `LEFT JOIN ${await asText()} AS leads ON ${key} = leads.id`;
		},
		table: asText,
		store: (count, leadOf) =>
			integer
				? integerStore(session, { table, rows: base, count, leadOf })
				: textStore(session, { table, rows: base, count, leadOf }),
	};
}

interface Stored {
	readonly table: string;
	/** Rows of the leads table, with or without an id. */
	readonly rows: number;
	readonly count: number;
	readonly leadOf: (row: number) => number;
}

async function integerStore(session: Session, { table, rows, count, leadOf }: Stored): Promise<IdStore> {
	const ids = new BigInt64Array(new SharedArrayBuffer(count * 8));
	for await (const chunk of session.slices(`SELECT s."row", s.id FROM ${table} AS s`, rows)) {
		const places = int32Column(chunk, 0);
		const values = bigInt64Column(chunk, 1);
		for (let i = 0; i < places.length; i++) ids[leadOf(places[i]!)] = values[i]!;
	}
	return { idOf: (lead) => String(ids[lead]), parts: [new Uint8Array(ids.buffer)] };
}

/** Rows whose ids are handed over as one text: one by one they take longer than everything else about them. */
const TOGETHER = 4096;

async function textStore(session: Session, { table, rows, count, leadOf }: Stored): Promise<IdStore> {
	const starts = new Float64Array(new SharedArrayBuffer((count + 1) * 8));
	for await (const chunk of session.slices(`SELECT s."row", CAST(strlen(s.id) AS INTEGER) FROM ${table} AS s`, rows)) {
		const places = int32Column(chunk, 0);
		const lengths = int32Column(chunk, 1);
		for (let i = 0; i < places.length; i++) starts[leadOf(places[i]!) + 1] = lengths[i]!;
	}
	for (let lead = 0; lead < count; lead++) starts[lead + 1]! += starts[lead]!;
	const bytes = Buffer.from(new SharedArrayBuffer(starts[count]!));
	// Leads are numbered in the order of their rows, so that the groups in order are the ids in order.
	const [, texts = []] = await session.columns(
		`SELECT "row" // ${TOGETHER} AS part, string_agg(id, '' ORDER BY "row") FROM ${table} GROUP BY part ORDER BY part`,
	);
	let at = 0;
	for (const text of texts) at += bytes.write(String(text), at);
	return {
		idOf: (lead) => bytes.toString("utf8", starts[lead], starts[lead + 1]),
		parts: [new Uint8Array(starts.buffer), bytes],
	};
}
