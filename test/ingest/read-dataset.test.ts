import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { describe, expect, test } from "vitest";
import { NEVER } from "../../src/dataset/dataset.ts";
import type { RawColumns } from "../../src/dataset/raw-columns.ts";
import { readDataset, readRawColumns } from "../../src/ingest/read-dataset.ts";
import { FULL_SIZE } from "../full-size.ts";
import { ACTIVITIES, datasetWith, folderOf, HISTORY, LEADS, SPEC, STAGES } from "./folder.ts";

const iso = (ms: number) => (Number.isFinite(ms) ? new Date(ms).toISOString() : String(ms));
const valuesOf = ({ values, codes }: { readonly values: readonly unknown[]; readonly codes: Int32Array }) =>
	Array.from(codes, (code) => values[code]);

/** Everything in the columns that has a meaning, as plain data. */
function plain(raw: RawColumns) {
	const { leads, activities, stages, history, attributes } = raw;
	const id = (lead: number) => leads.idOf(lead);
	return {
		leads: Array.from(leads.createdAt, (at, lead) => [
			id(lead),
			iso(at),
			...attributes.map((attribute) => valuesOf(attribute)[lead]),
		]),
		activities: Array.from(activities.at, (at, i) => [
			id(activities.lead[i]!),
			iso(at),
			activities.types[activities.type[i]!],
			...activities.properties.map((property) => valuesOf(property)[i]),
		]),
		stages: Array.from(stages.at, (at, i) => [
			id(stages.lead[i]!),
			[...raw.ladder, ...raw.exits][stages.stage[i]!],
			iso(at),
		]),
		history: Array.from(history.knownAt, (at, i) => {
			const attribute = attributes[history.attribute[i]!]!;
			return [id(history.lead[i]!), attribute.name, attribute.values[history.code[i]!], iso(at)];
		}),
	};
}

const read = async (files: Readonly<Record<string, string | Uint8Array>>) =>
	plain((await readRawColumns(datasetWith(files), { threads: 2 })).raw);

const CLEAN = {
	leads: [
		["a", "2023-12-31T23:00:00.000Z", "software", 10],
		["b", "2024-01-01T23:00:00.000Z", "retail", 20],
	],
	activities: [
		["a", "2024-02-01T09:00:00.000Z", "page_view", "/pricing"],
		["b", "2024-02-02T09:00:00.000Z", "demo", undefined],
	],
	stages: [
		["a", "mql", "2024-03-01T22:59:59.999Z"],
		["a", "sql", "2024-04-01T21:59:59.999Z"],
	],
	history: [["a", "employees", 12, "2024-05-01T21:59:59.999Z"]],
};

const jsonOf = (csv: string, types: Readonly<Record<string, (cell: string) => unknown>> = {}) => {
	const [header = "", ...lines] = csv.trimEnd().split("\n");
	const names = header.split(",");
	return lines.map((line) =>
		Object.fromEntries(
			line.split(",").map((cell, i) => [names[i]!, cell === "" ? null : (types[names[i]!] ?? String)(cell)]),
		),
	);
};
const jsonl = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join("");
const renamed = (name: string) => SPEC.replaceAll(".csv", name);

describe("readDataset", () => {
	test("reads CSV in the dataset's zone: creation is a day's start, everything else its end", async () => {
		expect(await read({})).toEqual(CLEAN);
	});

	test("reads the same from gzip, tabs, JSON lines and a JSON array", async () => {
		const tables = { leads: LEADS, activities: ACTIVITIES, stages: STAGES, history: HISTORY };
		const as = (suffix: string, write: (csv: string) => string | Uint8Array) =>
			read({
				"dataset.yaml": renamed(suffix),
				...Object.fromEntries(Object.entries(tables).map(([name, csv]) => [`${name}${suffix}`, write(csv)])),
			});
		expect(await as(".csv.gz", (csv) => gzipSync(csv))).toEqual(CLEAN);
		expect(await as(".tsv", (csv) => csv.replaceAll(",", "\t"))).toEqual(CLEAN);
		expect(await as(".jsonl", (csv) => jsonl(jsonOf(csv, { employees: Number })))).toEqual(CLEAN);
		expect(await as(".ndjson.gz", (csv) => gzipSync(jsonl(jsonOf(csv))))).toEqual(CLEAN);
		expect(await as(".json", (csv) => JSON.stringify(jsonOf(csv), null, 2))).toEqual(CLEAN);
	});

	test("reads the same from Parquet, whatever the types of its columns", async () => {
		const folder = datasetWith({ "dataset.yaml": renamed(".parquet") });
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		const copy = (name: string, select: string) =>
			connection.run(
				`COPY (SELECT ${select} FROM read_csv('${join(folder, name)}.csv', all_varchar = true)) TO '${join(folder, name)}.parquet'`,
			);
		await copy(
			"leads",
			"id, created::DATE AS created, industry::VARCHAR AS industry, employees::SMALLINT AS employees",
		);
		await copy("activities", `lead, ("at" || '+01')::TIMESTAMPTZ AS "at", type, path`);
		await copy("stages", `lead, stage, "at"::DATE AS "at"`);
		await copy("history", "lead, attribute, value, known::DATE AS known");
		expect(plain((await readRawColumns(folder)).raw)).toEqual(CLEAN);
		for (const type of ["TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S", "VARCHAR"]) {
			await copy("activities", `lead, "at"::${type} AS "at", type, path`);
			expect(plain((await readRawColumns(folder)).raw).activities).toEqual(CLEAN.activities);
		}
		instance.closeSync();
	});

	test("joins ids as whole numbers and as text, with blanks around them or not", async () => {
		const leads = "id,created\n7,2024-01-01\n 08 ,2024-01-01\n";
		const yaml = SPEC.replace(/, attributes: .*/, " }")
			.replace(", properties: [path]", "")
			.replace(/attribute_history.*\n/, "");
		const files = {
			"dataset.yaml": yaml,
			"leads.csv": leads,
			"stages.csv": "lead,stage,at\n08,mql,2024-02-01\n",
			"activities.csv": "lead,at,type\n 7,2024-02-01,x\n08,2024-02-01,y\n8,2024-02-01,z\n",
		};
		const { raw, rejects } = await readRawColumns(datasetWith(files));
		expect(plain(raw).activities.map(([id, , type]) => [id, type])).toEqual([
			["7", "x"],
			["08", "y"],
		]);
		expect(rejects.map(({ name, count }) => [name, count])).toEqual([["activities.csv", 1]]);
		const typed = folderOf({ "dataset.yaml": yaml.replaceAll(".csv", ".parquet") });
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		const write = (name: string, sql: string) => connection.run(`COPY (${sql}) TO '${join(typed, name)}.parquet'`);
		const big = "9007199254740993";
		await write("leads", `SELECT unnest([7, ${big}])::BIGINT AS id, DATE '2024-01-01' AS created`);
		await write("stages", `SELECT 7::DOUBLE AS lead, 'mql' AS stage, DATE '2024-02-01' AS "at"`);
		await write("activities", `SELECT unnest(['7', '${big}', '007']) AS lead, DATE '2024-02-01' AS "at", 'x' AS type`);
		const integers = plain((await readRawColumns(typed)).raw);
		expect(integers.leads.map(([id]) => id)).toEqual(["7", big]);
		expect(integers.stages).toHaveLength(1);
		expect(integers.activities.map(([id]) => id)).toEqual(["7", big]);
		instance.closeSync();
	});

	test("stages may stand in columns of dates; an empty one is not reached, and no row is lost", async () => {
		const yaml = SPEC.replace(
			/stages: .*/,
			`stages:
  - { file: leads.csv, lead: id, stage: { is: mql }, at: mql_at }
  - { file: leads.csv, lead: id, stage: { is: sql }, at: sql_at }`,
		);
		const leads = "id,created,industry,employees,mql_at,sql_at\na,2024-01-01,x,1,2024-02-01,\nb,2024-01-01,x,1,,soon\n";
		const { raw, rejects } = await readRawColumns(datasetWith({ "dataset.yaml": yaml, "leads.csv": leads }));
		expect(plain(raw).stages).toEqual([["a", "mql", "2024-02-01T22:59:59.999Z"]]);
		expect(raw.quality.tables.stages).toEqual({ read: 4, loaded: 3, rejected: 1 });
		expect(rejects.map(({ name, file, count }) => [name, file, count])).toEqual([["stages-2.csv", "leads.csv", 1]]);
	});

	test("activities may stand in several tables and files, each of its own type", async () => {
		const yaml = SPEC.replace(
			/activities: .*/,
			`activities:
  - { file: [one.csv, two.csv], lead: lead, at: at, type: { is: webinar }, properties: [title] }
  - { file: activities.csv, lead: lead, at: at, type: type, properties: [path] }`,
		);
		const files = {
			"dataset.yaml": yaml,
			"one.csv": "lead,at,title\na,2024-02-01,Intro\n",
			"two.csv": "title,lead,at\n,b,2024-02-01\n",
		};
		expect((await read(files)).activities).toEqual([
			["a", "2024-02-01T22:59:59.999Z", "webinar", "Intro", undefined],
			["b", "2024-02-01T22:59:59.999Z", "webinar", undefined, undefined],
			["a", "2024-02-01T09:00:00.000Z", "page_view", undefined, "/pricing"],
			["b", "2024-02-02T09:00:00.000Z", "demo", undefined, undefined],
		]);
	});

	test("numbers of JSON lines keep the digits of the file, also as properties", async () => {
		const activities = jsonl([
			{ lead: "a", at: 1706778000000, type: "x", path: 12 },
			{ lead: "a", at: 1706778000001, type: "x", path: 1.5 },
		]);
		const yaml = SPEC.replace(
			"activities.csv, lead: lead, at: at",
			"activities.jsonl, lead: lead, at: { column: at, date_format: epoch_ms }",
		);
		expect((await read({ "dataset.yaml": yaml, "activities.jsonl": activities })).activities).toEqual([
			["a", "2024-02-01T09:00:00.000Z", "x", "12"],
			["a", "2024-02-01T09:00:00.001Z", "x", "1.5"],
		]);
	});

	test("null values, formats of dates and types of attributes are heeded", async () => {
		const yaml = SPEC.replace(
			/leads: .*/,
			`leads:
  file: leads.csv
  id: id
  created: created
  date_format: "%d/%m/%Y"
  null_values: [Select]
  attributes: { industry: { type: text, null_values: [none] }, employees: { type: number }, optin: { type: boolean, column: mail } }`,
		);
		const leads =
			"id,created,industry,employees,mail\na,05/06/2024,Select,07,YES\nb,06/06/2024,none,7.0,0\nc,07/06/2024, ,+3,Select\n";
		const { raw } = await readRawColumns(datasetWith({ "dataset.yaml": yaml, "leads.csv": leads }));
		expect(plain(raw).leads).toEqual([
			["a", "2024-06-04T22:00:00.000Z", undefined, 7, "true"],
			["b", "2024-06-05T22:00:00.000Z", undefined, 7, "false"],
			["c", "2024-06-06T22:00:00.000Z", undefined, 3, undefined],
		]);
		expect(raw.attributes[1]?.values).toEqual([3, 7, 12]);
	});

	test("knowledge times: of activities per row, of attributes by stage or column, of attributes that only the history has", async () => {
		const yaml = `leadlab: dataset/1
as_of: 2024-09-30
ladder: [lead, mql, sql]
leads: { file: leads.csv, id: id, created: created, account: acc, attributes: { x: { known: { stage: mql } }, y: { known: { column: y_at } }, z: { type: number, column: false } } }
activities: { file: activities.csv, lead: lead, at: at, type: type, known: seen }
attribute_history: { file: history.csv, lead: lead, attribute: attribute, value: value, known: known }
worked: { column: first_call, activities: [call] }
handoffs: [ { call: mql, outcome: sql } ]
`;
		const files = {
			"dataset.yaml": yaml,
			"leads.csv":
				"id,created,x,y,y_at,acc,first_call\na,2024-01-01,1,2,2024-02-01,A,2024-03-01T00:00Z\nb,2024-01-01,1,2,,A,\nc,2024-01-01,1,2,bad,,bad\n",
			"activities.csv":
				"lead,at,type,seen\na,2024-02-01,x,\na,2024-02-01,x,2024-02-03\na,2024-02-01,x,2024-12-01\na,2024-02-01,x,bad\n",
			"history.csv": "lead,attribute,value,known\na,z,5,2024-02-01\na,z,,2024-02-02\n",
		};
		const { raw, rejects, warnings } = await readRawColumns(folderOf(files));
		expect(raw.attributes.map(({ type }) => type)).toEqual(["text", "text", "number"]);
		expect(raw.attributes[0]?.known).toEqual({ stage: "mql" });
		const known = raw.attributes[1]?.known;
		expect(known !== undefined && "at" in known ? Array.from(known.at, iso) : []).toEqual([
			"2024-02-01T23:59:59.999Z",
			"Infinity",
			"Infinity",
		]);
		expect(Array.from(raw.attributes[2]!.codes)).toEqual([-1, -1, -1]);
		expect(Array.from(raw.history.code, (code) => raw.attributes[2]?.values[code])).toEqual([5, undefined]);
		expect(Array.from(raw.activities.knownAt!, iso)).toEqual(["2024-02-01T23:59:59.999Z", "2024-02-03T23:59:59.999Z"]);
		expect(rejects.map(({ name, count }) => [name, count])).toEqual([["activities.csv", 2]]);
		expect(warnings.map(({ code, column, row }) => [code, column, row])).toEqual(
			expect.arrayContaining([
				["type", "y_at", 4],
				["type", "first_call", 4],
				["after-as-of", "seen", 4],
				["type", "seen", 5],
			]),
		);
		expect(valuesOf(raw.leads.account!)).toEqual(["A", "A", undefined]);
		expect(Array.from(raw.leads.workedAt!)).toEqual([Date.UTC(2024, 2, 1), NEVER, NEVER]);
		expect([raw.worked, raw.handoffs]).toEqual([{ activities: ["call"], stages: [] }, [{ from: "mql", to: "sql" }]]);
	});

	test("of two rows of a lead the first acceptable one counts, and a rejected lead is nobody", async () => {
		const leads = "id,created,industry,employees\na,bad,x,1\na,2024-01-02,y,2\na,2024-01-03,z,3\nb,bad,x,1\n";
		const { raw } = await readRawColumns(datasetWith({ "leads.csv": leads }));
		expect(plain(raw).leads).toEqual([["a", "2024-01-01T23:00:00.000Z", "y", 2]]);
		expect(raw.quality.tables.leads).toEqual({ read: 4, loaded: 1, rejected: 3 });
		expect(plain(raw).activities.map(([id]) => id)).toEqual(["a"]);
	});

	test("what is configured to be rejected is", async () => {
		const yaml = `${SPEC}checks: { before-creation: { action: reject }, stage-order: { action: reject }, type: { action: reject, warn_if: 10 } }\n`;
		const files = {
			"dataset.yaml": yaml,
			"leads.csv": `${LEADS}c,2024-01-01,x,many\n`,
			"activities.csv": `${ACTIVITIES}a,2023-01-01,x,\n`,
			"stages.csv": `${STAGES}a,customer,2024-02-01\nb,customer,2024-02-01\n`,
		};
		const { dataset, warnings } = await readDataset(datasetWith(files));
		expect(dataset.quality.tables).toMatchObject({
			leads: { rejected: 1 },
			activities: { rejected: 1 },
			stages: { read: 4, rejected: 1 },
		});
		expect(warnings.map(({ code }) => code)).toEqual(["before-creation", "skipped-rung", "stage-order"]);
		expect(dataset.stages.count).toBe(3);
	});

	test("files whose names a reader could take for patterns are read as they are", async () => {
		const yaml = SPEC.replace("leads.csv", '"le*ds [1].csv"').replace("stages.csv", "sta'ges.csv");
		expect(await read({ "dataset.yaml": yaml, "le*ds [1].csv": LEADS, "sta'ges.csv": STAGES })).toEqual(CLEAN);
	});

	test("reads more rows than one slice holds, each once and in its place", async () => {
		const count = 3_000_000;
		const folder = datasetWith({ "dataset.yaml": SPEC.replace("activities.csv", "activities.parquet") });
		const instance = await DuckDBInstance.create(":memory:");
		const connection = await instance.connect();
		await connection.run(
			`COPY (SELECT CASE WHEN r % 1000 = 999 THEN 'zz' WHEN r % 2 = 0 THEN 'a' ELSE 'b' END AS lead, TIMESTAMP '2024-02-01' + to_milliseconds(r) AS "at", 't' || (r % 7) AS type, 'p' || (r % 11) AS path FROM range(${count}) t(r)) TO '${join(folder, "activities.parquet")}'`,
		);
		instance.closeSync();
		const { raw, rejects } = await readRawColumns(folder);
		const { activities } = raw;
		expect(activities.count).toBe(count - count / 1000);
		expect(rejects[0]?.count).toBe(count / 1000);
		const start = Date.UTC(2024, 0, 31, 23);
		let wrong = 0;
		for (let i = 0; i < activities.count; i++) {
			const r = activities.at[i]! - start;
			const row = i + Math.floor(i / 999);
			if (r !== row || activities.lead[i] !== r % 2 || activities.types[activities.type[i]!] !== `t${r % 7}`) wrong++;
		}
		expect(wrong).toBe(0);
	});

	const stray: [string, number] = ["with a stray quote in the middle", 300_000];
	test.each(FULL_SIZE ? [["clean", -1] as const, stray] : [stray])(
		"reads a large CSV file that is %s in its order, breaks in cells and all",
		async (_name, stray) => {
			const count = 600_000;
			const lines = Array.from({ length: count }, (_, i) => {
				const at = new Date(Date.UTC(2024, 1, 1) + i * 1000).toISOString();
				return `${i % 2 === 0 ? "a" : "b"},${at},t${i % 5},"line ${i % 13}\nwith ""quotes"", and\n\nmore"`;
			});
			if (stray >= 0) lines.splice(stray, 0, 'a,2024-02-01,"t,oops');
			const content = `lead,at,type,path\n${lines.join("\n")}\n`;
			expect(content.length).toBeGreaterThan(32 << 20);
			const { raw, warnings } = await readRawColumns(datasetWith({ "activities.csv": content }), { threads: 2 });
			const { activities, quality } = raw;
			const rejected = stray < 0 ? 0 : 1;
			expect(quality.tables.activities).toEqual({ read: count + rejected, loaded: count, rejected });
			expect(warnings.map(({ code, row }) => [code, row])).toEqual(stray < 0 ? [] : [["bad-quote", stray * 4 + 2]]);
			const [path] = activities.properties;
			let wrong = 0;
			for (let i = 0; i < activities.count; i++) {
				const right =
					activities.at[i] === Date.UTC(2024, 1, 1) + i * 1000 &&
					activities.lead[i] === i % 2 &&
					activities.types[activities.type[i]!] === `t${i % 5}` &&
					path?.values[path.codes[i]!] === `line ${i % 13}\nwith "quotes", and\n\nmore`;
				if (!right) wrong++;
			}
			expect(wrong).toBe(0);
		},
	);
});
