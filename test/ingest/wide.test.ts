import { describe, expect, test } from "vitest";
import { openSession } from "../../src/ingest/files/session.ts";
import type { Source, SourceColumn } from "../../src/ingest/files/source.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { codeColumns } from "../../src/ingest/tables/code-columns.ts";
import { batches } from "../../src/ingest/tables/read-columns.ts";
import { folderOf } from "./folder.ts";

const names = (count: number) => Array.from({ length: count }, (_, i) => `a${i}`);

function wideFolder(columns: number): string {
	const rows = Array.from({ length: 20 }, (_, r) => [
		`L${r}`,
		"2024-01-01",
		...names(columns).map((_, i) => `${(r * i) % 7}`),
	]);
	return folderOf({
		"dataset.yaml": `leadlab: dataset/1\nas_of: 2024-09-30\nladder: [lead, mql]\nleads: { file: leads.csv, id: id, created: created, attributes: [${names(columns).join(", ")}] }\nactivities: { file: activities.csv, lead: id, at: created, type: { is: visit }, properties: [${names(columns).join(", ")}] }\n`,
		"leads.csv": [["id", "created", ...names(columns)], ...rows].map((cells) => cells.join(",")).join("\n"),
		"activities.csv": [["id", "created", ...names(columns)], ...rows].map((cells) => cells.join(",")).join("\n"),
	});
}

describe("a table of hundreds of columns", () => {
	test("is read with all its columns, in little processor time", async () => {
		const folder = wideFolder(300);
		const before = process.cpuUsage();
		const { dataset } = await readDataset(folder, { threads: 1 });
		const { user, system } = process.cpuUsage(before);
		// One query for all took 27 s for the leads alone.
		expect((user + system) / 1e6).toBeLessThan(8);
		expect(dataset.attributes).toHaveLength(300);
		expect(dataset.activities.properties).toHaveLength(300);
		for (const [i, { values, codes }] of dataset.attributes.entries()) {
			expect(Array.from(codes, (code) => values[code])).toEqual(Array.from({ length: 20 }, (_, r) => `${(r * i) % 7}`));
		}
	});

	test("is asked for by queries of few joins, every column once and in order", () => {
		const columns = Array.from({ length: 400 }, (_, i) => ({ i, ...(i % 3 === 0 ? {} : { join: `d${i}` }) }));
		const made = batches(columns);
		expect(made.flat()).toEqual(columns);
		for (const batch of made) expect(batch.filter(({ join }) => join !== undefined).length).toBeLessThanOrEqual(8);
	});
});

describe("cells numbered here", () => {
	test.each([
		["VARCHAR", "CASE WHEN r % 5 = 0 THEN NULL ELSE ['b', 'a', 'ä', '🙂', 'ﬁ', ' a', '', '\uffee'][1 + r % 8] END"],
		["DOUBLE", "[1.5, -0.0, 0.0, 'NaN'::DOUBLE, 'Infinity'::DOUBLE, -3, NULL, 1e300][1 + r % 8]"],
		["BIGINT", "[5, -7, NULL, 9223372036854775807, 9223372036854775806, 0][1 + r % 6]"],
	])("have the codes that DuckDB gives them: %s", async (type, sql) => {
		const session = await openSession({ threads: 1 });
		try {
			await session.run(`CREATE TEMP TABLE t AS SELECT CAST(${sql} AS ${type}) AS w0 FROM range(100) x(r)`);
			const relation = '(SELECT rowid AS "row", w0 FROM t)';
			const kind = type === "VARCHAR" ? "text" : type === "DOUBLE" ? "number" : "integer";
			const column: SourceColumn = { name: "a", kind, sql: "w0" };
			const source = (rows: number) => ({ rows, relation, narrow: () => relation }) as unknown as Source;
			const [here] = await codeColumns(session, source(100), [column]);
			const [there] = await codeColumns(session, source(1e6), [column]);
			expect(here!.cells).toEqual(there!.cells);
			const codes = await session.rows(`SELECT ${there!.sql} FROM ${relation} AS s ${there!.join} ORDER BY s."row"`);
			expect(Array.from(here!.codes!)).toEqual(codes.flat());
		} finally {
			await session.close();
		}
	});
});
