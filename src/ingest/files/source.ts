import type { CheckCode } from "../checks/check-codes.ts";

/** Tables of the contract, named as in `dataset.yaml`. */
export type TableName = "leads" | "activities" | "stages" | "attribute_history";

/** What a column holds, as far as reading it matters. */
export type ColumnKind = "text" | "integer" | "number" | "boolean" | "date" | "timestamp" | "timestamptz";

/** A column that a query can name. */
export interface SourceColumn {
	readonly name: string;
	readonly kind: ColumnKind;
	/** SQL of the column within {@link Source.relation}; text is VARCHAR, integer BIGINT, number DOUBLE. */
	readonly sql: string;
	/** SQL of the text that keeps the file's digits, where the numbers of `sql` cannot hold them. */
	readonly digits?: string;
	/** Whether `digits` holds all that there ever were; a FLOAT may have lost some before the file was written. */
	readonly exact?: boolean;
}

/** A record of a text file whose cells cannot be told. */
export interface UnreadRow {
	readonly code: CheckCode;
	readonly line: number;
	/** As it stands in the file; what is not UTF-8 a character a byte. */
	readonly text: string;
	/** Only the beginning is here. */
	readonly cut: boolean;
}

/** A row as the file has it. */
export interface OriginalRow {
	/** Position in {@link Source.relation}. */
	readonly row: number;
	/** 1-based line of a text file, row of a Parquet file. */
	readonly line: number;
	readonly cells: readonly string[];
}

/**
 * A file of a table, open for queries. Its rows are numbered 0 to `rows - 1` in file order, without the unread ones:
 * `rows + unread.length` is what was read.
 */
export interface Source {
	readonly table: TableName;
	/** As the user named it. */
	readonly file: string;
	/** Every column of the file. */
	readonly columns: readonly string[];
	/** Of a CSV file. */
	readonly delimiter: string;
	readonly rows: number;
	readonly unread: readonly UnreadRow[];
	/** SQL of a relation with `"row"` and the columns asked for. */
	readonly relation: string;
	/** The same with these columns alone: DuckDB plans a query slowly over a relation of hundreds. */
	narrow(columns: readonly SourceColumn[]): string;
	/** A column asked for when the source was loaded. */
	column(name: string): SourceColumn;
	/** The given rows (ascending) as the file has them. */
	originals(rows: Int32Array): AsyncIterable<readonly OriginalRow[]>;
	/** Line of each of the given rows (ascending). */
	linesOf(rows: Int32Array): Promise<readonly number[]>;
}

/** A file that was found and whose beginning makes sense; `load` reads it. */
export interface FoundFile {
	readonly table: TableName;
	readonly file: string;
	/** Columns of the file; `undefined`: known after loading only. */
	readonly columns: readonly string[] | undefined;
	/** Reads the columns named; the others stay where they are. */
	load(wanted: readonly string[]): Promise<Source>;
}
