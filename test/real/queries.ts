import { DuckDBInstance } from "@duckdb/node-api";
import { onTestFinished } from "vitest";

/** A row of a result; whole numbers as numbers. */
export type Row = Readonly<Record<string, string | number | boolean | null>>;

/** An independent look at the raw files: nothing of the product's reading is used. */
export interface Queries {
	/** Makes `name` a view of a CSV file, every column as text and empty cells as NULL. */
	csv(name: string, file: string, options?: { readonly delimiter?: string }): Promise<void>;
	run(sql: string): Promise<void>;
	rows(sql: string): Promise<readonly Row[]>;
	/** The only row. */
	row(sql: string): Promise<Row>;
}

/** A DuckDB of its own, closed when the test has finished. */
export async function openQueries(): Promise<Queries> {
	const instance = await DuckDBInstance.create(":memory:", { threads: "2", autoinstall_known_extensions: "false" });
	const connection = await instance.connect();
	await connection.run("SET TimeZone = 'UTC'");
	onTestFinished(() => {
		connection.closeSync();
		instance.closeSync();
	});
	const run = async (sql: string) => void (await connection.run(sql));
	const rows = async (sql: string) =>
		(await connection.runAndReadAll(sql))
			.getRowObjectsJS()
			.map((row): Row => Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, plain(cell)])));
	return {
		csv: (name, file, { delimiter = "," } = {}) =>
			run(
				`CREATE VIEW ${name} AS FROM read_csv('${file.replaceAll("'", "''")}', all_varchar = true, header = true, delim = '${delimiter}', quote = '"', escape = '"')`,
			),
		run,
		rows,
		row: async (sql) => (await rows(sql))[0]!,
	};
}

function plain(cell: unknown): string | number | boolean | null {
	if (typeof cell === "bigint") return Number(cell);
	if (cell === null || typeof cell === "string" || typeof cell === "number" || typeof cell === "boolean") return cell;
	throw new Error(`a query gave ${String(cell)}: cast it to text or a number`);
}
