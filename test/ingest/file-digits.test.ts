import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plainJson } from "../../src/ingest/files/json-line.ts";
import { readRawColumns } from "../../src/ingest/read-dataset.ts";
import { folderOf } from "./folder.ts";

const yaml = (leads: string, activities: string) => `leadlab: dataset/1
as_of: 2024-09-30
ladder: [lead, sql]
leads: { file: ${leads}, id: id, created: created, attributes: { code: { type: text } } }
activities: { file: ${activities}, lead: lead, at: at, type: type, properties: [url] }
`;

async function read(files: Readonly<Record<string, string>>) {
	const { raw } = await readRawColumns(folderOf(files), { threads: 2 });
	const [code] = raw.attributes;
	const [url] = raw.activities.properties;
	return {
		ids: Array.from(raw.leads.createdAt, (_, lead) => raw.leads.idOf(lead)),
		codes: Array.from(code!.codes, (one) => code!.values[one]),
		activities: Array.from(raw.activities.lead, (lead, i) => [raw.leads.idOf(lead), url?.values[url.codes[i]!]]),
		rejected: Object.values(raw.quality?.tables ?? {}).reduce((sum, table) => sum + table.rejected, 0),
	};
}

const lead = (id: string, code: string) => `{"id": ${id}, "created": "2024-01-01", "code": ${code}}`;
const activity = (of: string, rest = "") => `{"lead": ${of}, "at": "2024-02-01", "type": "x"${rest}}`;

describe("JSON lines", () => {
	test("keep the digits of ids and text, whatever other rows hold", async () => {
		const ids = ["90071992547409921", "90071992547409922", "7.50", "1e3", "123456789012345678901234567890", '"007"'];
		const found = await read({
			"dataset.yaml": yaml("leads.jsonl", "a.jsonl"),
			"leads.jsonl": ids.map((id) => lead(id, id)).join("\n"),
			"a.jsonl": ids.map((id) => activity(id, ', "url": 1.10')).join("\n"),
		});
		const texts = ids.map((id) => id.replaceAll('"', ""));
		expect(found.ids).toEqual(texts);
		expect(found.codes).toEqual(texts);
		expect(found.activities.map(([id]) => id)).toEqual(texts);
	});

	test("lose no row to half a character, also in a key that nobody named", async () => {
		const found = await read({
			"dataset.yaml": yaml("leads.jsonl", "a.jsonl"),
			"leads.jsonl": lead('"a"', '"x"'),
			"a.jsonl": [activity('"a"', ', "subject": "cut \\ud83d"'), activity('"a"', ', "url": "\\udc00/p"')].join("\n"),
		});
		expect(found.activities).toEqual([
			["a", undefined],
			["a", "\uFFFD/p"],
		]);
	});

	test("may lack a key in a whole file, not in all", async () => {
		const files = {
			"dataset.yaml": yaml("leads.jsonl", "[a.jsonl, b.jsonl]"),
			"leads.jsonl": lead('"a"', '"x"'),
			"a.jsonl": activity('"a"', ', "url": "/p"'),
			"b.jsonl": activity('"a"'),
		};
		expect((await read(files)).activities).toEqual([
			["a", "/p"],
			["a", undefined],
		]);
		await expect(read({ ...files, "a.jsonl": activity('"a"') })).rejects.toMatchObject({
			issues: [{ code: "missing-column", column: "url" }],
		});
	});

	test("are the same objects when they are made plain, but for the form of their own numbers", () => {
		fc.assert(
			fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
				const own = Object.fromEntries(
					Object.entries(value).map(([key, one]) => [key, typeof one === "number" ? JSON.stringify(one) : one]),
				);
				expect(JSON.parse(plainJson(JSON.stringify(value)))).toEqual(JSON.parse(JSON.stringify(own)));
			}),
			{ seed: 11, numRuns: 500 },
		);
	});
});

test("where a Parquet file lies changes nothing of what is read from it", async () => {
	const folder = folderOf({ "dataset.yaml": yaml("code=DE/leads.parquet", "code=DE/a.parquet") });
	mkdirSync(join(folder, "code=DE"));
	const connection = await (await DuckDBInstance.create()).connect();
	const write = (name: string, sql: string) =>
		connection.run(`COPY (${sql}) TO '${join(folder, "code=DE", name)}.parquet'`);
	await write("leads", "SELECT 'a' AS id, DATE '2024-01-01' AS created, 'FR' AS code");
	await write("a", "SELECT 'a' AS lead, DATE '2024-02-01' AS \"at\", 'x' AS type, '/p' AS url");
	connection.closeSync();
	const { raw } = await readRawColumns(folder, { threads: 1 });
	expect(raw.attributes[0]!.values).toEqual(["FR"]);
});
