import type { Cell, Session } from "../files/session.ts";
import type { Source, SourceColumn } from "../files/source.ts";

/** The distinct cells of a column (or pairs of two), numbered in order, as a table to join with. */
export interface Dictionary {
	/** Distinct cells without NULL, by code; with two columns, the second column's. */
	readonly cells: readonly Cell[];
	/** With two columns, the first column's. */
	readonly firsts: readonly Cell[];
	/** SQL that joins the dictionary to a relation called `s`. */
	readonly join: string;
	/** SQL of the code, -1 for NULL. */
	readonly code: string;
}

/**
 * Numbers the distinct cells of a column, so that rows carry small codes and each cell is parsed once.
 *
 * @param first with it, pairs of cells are numbered: NULL in the second is a cell of its own, so that no pair is lost
 */
export async function createDictionary(
	session: Session,
	source: Source,
	column: SourceColumn,
	first?: SourceColumn,
): Promise<Dictionary> {
	const table = session.name("dictionary");
	const value = codedSql(column);
	const key = first === undefined ? "0" : codedSql(first);
	const present = first === undefined ? `${value} IS NOT NULL` : `${key} IS NOT NULL`;
	const relation = source.narrow(first === undefined ? [column] : [column, first]);
	await session.run(
		`CREATE TEMP TABLE ${table} AS SELECT k, v, CAST(row_number() OVER (ORDER BY k, v) - 1 AS INTEGER) AS code
			FROM (SELECT DISTINCT ${key} AS k, ${value} AS v FROM ${relation} AS s WHERE ${present})`,
	);
	const [firsts = [], cells = []] = await session.columns(`SELECT k, v FROM ${table} ORDER BY code`);
	const match =
		first === undefined ? `${value} = ${table}.v` : `${key} = ${table}.k AND ${value} IS NOT DISTINCT FROM ${table}.v`;
	return { cells, firsts, join: `LEFT JOIN ${table} ON ${match}`, code: `coalesce(${table}.code, -1)` };
}

/** A column as it is numbered: numbers and text as they are, everything else as text; all with the digits of the file. */
export function codedSql({ kind, sql, digits }: SourceColumn): string {
	if (digits !== undefined) return `s.${digits}`;
	return kind === "text" || kind === "integer" || kind === "number" ? `s.${sql}` : `CAST(s.${sql} AS VARCHAR)`;
}
