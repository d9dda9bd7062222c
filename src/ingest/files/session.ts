import { rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";
import { temporaryFolder } from "./temporary-folder.ts";

/** A cell as DuckDB hands it over, of the types that queries here ask for. */
export type Cell = string | number | bigint | boolean | null;

/**
 * One DuckDB in memory with a folder of its own for temporary files, both gone after `close`. It reads local files
 * only: extensions are neither installed nor loaded from anywhere.
 */
export interface Session {
	readonly threads: number;
	/** Runs a statement for its effect. */
	run(sql: string): Promise<void>;
	/** All rows of a small result. */
	rows(sql: string): Promise<Cell[][]>;
	/** The columns of a result. */
	columns(sql: string): Promise<Cell[][]>;
	/**
	 * The result of a query over a relation called `s` that is too large to hold at once, in slices of some million rows
	 * and in chunks of at most 2,048. The next slice is worked on while the chunks of this one are looked at. Within a
	 * slice the order of rows is not that of the relation.
	 *
	 * @param rows of the relation, numbered in its column `"row"`
	 */
	slices(sql: string, rows: number): AsyncIterable<DuckDBDataChunk>;
	/** A fresh name for a temporary table. */
	name(stem: string): string;
	/** A fresh path in the session's temporary folder. */
	temporaryPath(extension: string): string;
	close(): Promise<void>;
}

/** Rows of a slice: whole row groups of Parquet files as DuckDB writes them. */
const SLICE = 122_880 * 20;

/** Opens a session. DuckDB is loaded here, not when this module is imported. */
export async function openSession({
	threads = availableParallelism(),
}: {
	readonly threads?: number | undefined;
} = {}): Promise<Session> {
	const { DuckDBInstance } = await import("@duckdb/node-api");
	const count = Math.max(1, Math.min(64, Math.floor(threads)));
	const folder = await temporaryFolder();
	const instance: DuckDBInstance = await DuckDBInstance.create(":memory:", {
		threads: String(count),
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		temp_directory: join(folder, "spill"),
		// Results carry their row numbers, so that DuckDB need not keep them in order; tables are the exception.
		preserve_insertion_order: "false",
	});
	const connection: DuckDBConnection = await instance.connect();
	let names = 0;
	return {
		threads: count,
		run: async (sql) => {
			await connection.run(sql);
		},
		rows: async (sql) => (await connection.runAndReadAll(sql)).getRows() as Cell[][],
		columns: async (sql) => (await connection.runAndReadAll(sql)).getColumns() as Cell[][],
		slices: async function* (sql, rows) {
			const count = Math.max(1, Math.ceil(rows / SLICE));
			const start = async (slice: number) => {
				// The last slice is open, so that a relation with more rows than it said loses none.
				const until = slice + 1 < count ? ` AND s."row" < ${(slice + 1) * SLICE}` : "";
				return connection.run(count === 1 ? sql : `${sql} WHERE s."row" >= ${slice * SLICE}${until}`);
			};
			let next = start(0);
			try {
				for (let slice = 0; slice < count; slice++) {
					const result = await next;
					if (slice + 1 < count) next = start(slice + 1);
					// By number and at once: fetching each with a promise takes longer than what is done with it.
					for (let i = 0; i < result.chunkCount; i++) yield result.getChunk(i);
				}
			} finally {
				// A reader that stops early must not leave a query behind, nor its failure unheard.
				await next.catch(() => {});
			}
		},
		name: (stem) => `${stem}_${++names}`,
		temporaryPath: (extension) => join(folder, `part-${++names}${extension}`),
		close: async () => {
			connection.closeSync();
			instance.closeSync();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
