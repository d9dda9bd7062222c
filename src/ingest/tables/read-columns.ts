import type { Source, SourceColumn } from "../files/source.ts";
import { float64Column, int32Column } from "./chunk-column.ts";
import type { ReadContext } from "./read-context.ts";

/** A column of numbers over the rows of a file, and what is done with them. */
export interface QueryColumn {
	/** Columns of the file that a query for it reads. */
	readonly columns: readonly SourceColumn[];
	/** SQL of the numbers over a relation called `s`, none of them NULL; left out when there are `codes`. */
	readonly sql?: string | undefined;
	/** SQL that `sql` takes: a join with the dictionary of the column. */
	readonly join?: string | undefined;
	/** The numbers by row, where they are known without a query. */
	readonly codes?: Int32Array | undefined;
	readonly handle: (rows: Int32Array, values: Int32Array | Float64Array) => void;
}

/**
 * Reads columns of a file by as many queries as it takes: DuckDB plans joins in a time that grows about with the cube
 * of their number, so that one query for hundreds of columns takes minutes. For each row the columns come in order.
 */
export async function readColumns(
	context: ReadContext,
	source: Source,
	columns: readonly QueryColumn[],
): Promise<void> {
	const known = columns.filter(({ codes }) => codes !== undefined);
	if (known.length === 0) return queryColumns(context, source, columns);
	const held = new Map<QueryColumn, { rows: Int32Array; values: Int32Array | Float64Array }[]>();
	const queried = columns.filter(({ codes }) => codes === undefined);
	const holding = queried.map((column) => {
		const parts: { rows: Int32Array; values: Int32Array | Float64Array }[] = [];
		held.set(column, parts);
		return {
			...column,
			// The memory of a chunk is DuckDB's.
			handle: (rows: Int32Array, values: Int32Array | Float64Array) =>
				parts.push({ rows: rows.slice(), values: values.slice() }),
		};
	});
	await queryColumns(context, source, holding);
	const all = Int32Array.from({ length: source.rows }, (_, row) => row);
	for (const column of columns) {
		if (column.codes !== undefined) column.handle(all, column.codes);
		else for (const { rows, values } of held.get(column) ?? []) column.handle(rows, values);
	}
}

async function queryColumns(context: ReadContext, source: Source, columns: readonly QueryColumn[]): Promise<void> {
	for (const [i, batch] of batches(columns).entries()) {
		const joins = new Set(batch.flatMap(({ join }) => (join === undefined ? [] : [join])));
		const relation = source.narrow([...new Set(batch.flatMap(({ columns }) => columns))]);
		const sql = `SELECT ${['CAST(s."row" AS INTEGER)', ...batch.map(({ sql }) => sql)].join(", ")} FROM ${relation} AS s ${[...joins].join(" ")}`;
		for await (const chunk of context.session.slices(sql, source.rows)) {
			const rows = int32Column(chunk, 0);
			batch.forEach(({ handle }, at) => {
				handle(rows, float64Column(chunk, at + 1));
			});
			if (i === 0) context.tick(rows.length);
		}
	}
}

/** Joins of one query. */
const JOINS = 8;
/** Columns of one query. */
const COLUMNS = 100;

/** Runs of columns with few joins each. */
export function batches<T extends Pick<QueryColumn, "join">>(columns: readonly T[]): T[][] {
	const made: T[][] = [];
	let joins = new Set<string>();
	for (const column of columns) {
		const { join } = column;
		const last = made.at(-1);
		const full = last === undefined || last.length >= COLUMNS;
		if (full || (join !== undefined && !joins.has(join) && joins.size >= JOINS)) {
			made.push([column]);
			joins = new Set();
		} else last.push(column);
		if (join !== undefined) joins.add(join);
	}
	return made;
}
