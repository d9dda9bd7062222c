import type { TableSpan } from "../checks/table-span.ts";
import type { Tally } from "../checks/tally.ts";
import type { Source, TableName } from "../files/source.ts";

/** A file that has been read, with what was found in it. */
export interface FileReport {
	readonly source: Source;
	readonly tally: Tally;
}

/** A table that has been read. */
export interface TableReport {
	readonly table: TableName;
	readonly files: readonly FileReport[];
	/** When its rows lie, one a description. */
	readonly spans: readonly TableSpan[];
}
