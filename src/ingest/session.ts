import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance } from "@duckdb/node-api";

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
	/** A large result, a chunk of at most 2,048 rows at a time; the order of chunks is not that of the table. */
	stream(sql: string): AsyncIterable<DuckDBDataChunk>;
	/** A fresh name for a temporary table. */
	name(stem: string): string;
	/** A fresh path in the session's temporary folder. */
	temporaryPath(extension: string): Promise<string>;
	close(): Promise<void>;
}

/** Opens a session. DuckDB is loaded here, not when this module is imported. */
export async function openSession({
	threads = availableParallelism(),
}: {
	readonly threads?: number | undefined;
} = {}): Promise<Session> {
	const { DuckDBInstance } = await import("@duckdb/node-api");
	const count = Math.max(1, Math.min(64, Math.floor(threads)));
	const instance: DuckDBInstance = await DuckDBInstance.create(":memory:", {
		threads: String(count),
		autoinstall_known_extensions: "false",
		autoload_known_extensions: "false",
		temp_directory: join(tmpdir(), `leadlab-spill-${process.pid}`),
		// Results carry their row numbers, so that DuckDB need not keep them in order; tables are the exception.
		preserve_insertion_order: "false",
	});
	const connection: DuckDBConnection = await instance.connect();
	await connection.run("SET streaming_buffer_size = '16MB'");
	let folder: string | undefined;
	let names = 0;
	return {
		threads: count,
		run: async (sql) => {
			await connection.run(sql);
		},
		rows: async (sql) => (await connection.runAndReadAll(sql)).getRows() as Cell[][],
		columns: async (sql) => (await connection.runAndReadAll(sql)).getColumns() as Cell[][],
		stream: async function* (sql) {
			const result = await connection.stream(sql);
			for (;;) {
				const chunk = await result.fetchChunk();
				if (chunk === null || chunk.rowCount === 0) return;
				yield chunk;
			}
		},
		name: (stem) => `${stem}_${++names}`,
		temporaryPath: async (extension) => {
			folder ??= await mkdtemp(join(tmpdir(), "leadlab-"));
			return join(folder, `part-${++names}${extension}`);
		},
		close: async () => {
			connection.closeSync();
			instance.closeSync();
			if (folder !== undefined) await rm(folder, { recursive: true, force: true });
		},
	};
}
