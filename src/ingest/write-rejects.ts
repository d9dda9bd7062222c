import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { csvRecord } from "./files/csv-cells.ts";
import { writeAtomic } from "./files/write-atomic.ts";
import type { RejectedTable } from "./tables/rejected-table.ts";

/** Names a run can write; only such files are ever removed. */
const OURS = /^(leads|activities|stages|attribute_history)(-\d+)?\.csv$/;

/**
 * Writes the rejected rows, one CSV file a table, and at last the manifest `issues.json`, which says what each file
 * holds. Files of an earlier run for tables that are clean now are removed. A run that is killed leaves each file old
 * or new, never half; the manifest is replaced last, so that it never names a file that is not there yet.
 *
 * With nothing rejected, and nothing there from an earlier run, nothing is written.
 *
 * @returns paths of the files written, the manifest last
 * @example await writeRejects(loaded.rejects, "data/rejects") // ["data/rejects/leads.csv", "data/rejects/issues.json"]
 */
export async function writeRejects(rejects: readonly RejectedTable[], directory: string): Promise<readonly string[]> {
	if (rejects.length === 0 && !existsSync(join(directory, "issues.json"))) return [];
	const written: string[] = [];
	for (const { name, columns, parts } of rejects) {
		const path = join(directory, name);
		await writeAtomic(path, [Buffer.from(csvRecord(columns), "utf8"), ...parts]);
		written.push(path);
	}
	const manifest = join(directory, "issues.json");
	const tables = rejects.map(({ table, file, name, count, columns }) => ({
		table,
		file,
		rejects: name,
		count,
		columns,
	}));
	await writeAtomic(manifest, `${JSON.stringify({ leadlab: "rejects/1", tables }, null, "\t")}\n`);
	// Only now, so that the old manifest never names a file that is gone.
	const names = new Set(rejects.map(({ name }) => name));
	for (const name of await readdir(directory)) {
		if (OURS.test(name) && !names.has(name)) await rm(join(directory, name), { force: true });
	}
	return [...written, manifest];
}
