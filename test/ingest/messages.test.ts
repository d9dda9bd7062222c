import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import type { Issue } from "../../src/base/issue.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { ACTIVITIES, datasetWith, folderOf, LEADS, SPEC, STAGES } from "./folder.ts";

type Files = Readonly<Record<string, string | Uint8Array>>;
type Told = Partial<Pick<Issue, "code" | "file" | "row" | "column" | "table">> & { readonly says?: RegExp };

const utf16 = (text: string, mark = true) => Buffer.from(`${mark ? "\uFEFF" : ""}${text}`, "utf16le");

/** What a user does wrong, and what stops the reading. */
const FATAL: [string, Files, Told][] = [
	[
		"a file that is not there",
		{ "dataset.yaml": SPEC.replace("file: leads.csv", "file: Leads.csv") },
		{ code: "missing-file", file: "Leads.csv", table: "leads" },
	],
	[
		"a column that is not there",
		{ "leads.csv": LEADS.replace("created", "created_at") },
		{ code: "missing-column", file: "leads.csv", column: "created", says: /"created_at".*Did you mean "created_at"/s },
	],
	["an empty file", { "activities.csv": "" }, { code: "empty-file", file: "activities.csv" }],
	["a file of empty lines", { "activities.csv": "\n\r\n\n" }, { code: "empty-file", file: "activities.csv" }],
	["an empty file in gzip", { "activities.csv": gzipSync("") }, { code: "empty-file", file: "activities.csv" }],
	[
		"leads with a header only",
		{ "leads.csv": "id,created,industry,employees\n" },
		{ code: "header-only", file: "leads.csv" },
	],
	[
		"semicolons",
		{ "leads.csv": LEADS.replaceAll(",", ";") },
		{ code: "wrong-delimiter", file: "leads.csv", row: 1, says: /delimiter: ";"/ },
	],
	[
		"tabs",
		{ "leads.csv": LEADS.replaceAll(",", "\t") },
		{ code: "wrong-delimiter", file: "leads.csv", row: 1, says: /"\\t"/ },
	],
	[
		"UTF-16 without a mark",
		{ "leads.csv": utf16(LEADS, false) },
		{ code: "bad-encoding", file: "leads.csv", row: 1, says: /encoding: utf-16/ },
	],
	[
		"a header in Latin-1",
		{ "leads.csv": Buffer.from(LEADS.replace("industry", "tätigkeit"), "latin1") },
		{ code: "bad-encoding", file: "leads.csv", row: 1, says: /encoding: latin-1/ },
	],
	[
		"a header with a quote that is not closed",
		{ "leads.csv": `"id,created\n${LEADS}` },
		{ code: "bad-quote", file: "leads.csv", row: 1 },
	],
	[
		"two columns of one name",
		{ "leads.csv": "id,created,industry,employees,id\na,2024-01-01,x,1,b\n" },
		{ code: "duplicate-column", file: "leads.csv", column: "id" },
	],
	[
		"gzip that is cut off",
		{ "leads.csv": gzipSync(LEADS.repeat(50)).subarray(0, 60) },
		{ code: "unreadable-file", file: "leads.csv" },
	],
	[
		"a Parquet file that is none",
		{ "leads.parquet": "PAR1 but no", "dataset.yaml": SPEC.replace("leads.csv", "leads.parquet") },
		{ code: "unreadable-file", file: "leads.parquet" },
	],
	[
		"not one good lead",
		{ "leads.csv": "id,created,industry,employees\n,2024-01-01,x,1\na,soon,x,1\n" },
		{ code: "no-leads", table: "leads" },
	],
	[
		"more orphans than allowed",
		{
			"activities.csv": `${ACTIVITIES}zz,2024-02-01,demo,\n`,
			"dataset.yaml": `${SPEC}checks: { orphan-activity: { error_if: "1 %" } }\n`,
		},
		{ code: "orphan-activity", file: "activities.csv", row: 4, says: /allows 1 %/ },
	],
];

const extra = (table: string, line: string | Uint8Array, base: string): Files => ({
	[table]: Buffer.concat([Buffer.from(base), Buffer.from(line)]),
});
const lead = (line: string | Uint8Array) => extra("leads.csv", line, LEADS);
const activity = (line: string | Uint8Array) => extra("activities.csv", line, ACTIVITIES);
const stage = (line: string) => extra("stages.csv", line, STAGES);

/** What is wrong with a row, and how it is told; every one of these stands on line 4 of its file. */
const ROWS: [string, Files, Told & { readonly kept: boolean }][] = [
	[
		"a lead without an id",
		lead(",2024-01-03,x,1\n"),
		{ code: "missing-id", file: "leads.csv", row: 4, column: "id", kept: false },
	],
	[
		"a lead twice",
		lead("a,2024-01-03,x,1\n"),
		{ code: "duplicate-id", file: "leads.csv", row: 4, column: "id", kept: false, says: /"a"/ },
	],
	[
		"a lead without a creation",
		lead("c,,x,1\n"),
		{ code: "type", file: "leads.csv", row: 4, column: "created", kept: false, says: /empty/ },
	],
	[
		"a date that does not exist",
		lead("c,2024-02-30,x,1\n"),
		{ code: "type", file: "leads.csv", row: 4, column: "created", kept: false, says: /2024-02-30.*date_format/s },
	],
	[
		"a two-digit year",
		lead("c,05/06/24,x,1\n"),
		{ code: "type", file: "leads.csv", row: 4, column: "created", kept: false, says: /two-digit year/ },
	],
	[
		"day and month either way round",
		lead("c,05/06/2024,x,1\n"),
		{ code: "type", file: "leads.csv", row: 4, column: "created", kept: false, says: /either way round.*date_format/s },
	],
	[
		"a lead from the future",
		lead("c,2025-01-01,x,1\n"),
		{ code: "after-as-of", file: "leads.csv", row: 4, column: "created", kept: false },
	],
	[
		"text in a number",
		lead("c,2024-01-03,x,many\n"),
		{ code: "type", file: "leads.csv", row: 4, column: "employees", kept: true, says: /"many"/ },
	],
	[
		"an enormous number",
		lead("c,2024-01-03,x,1e200\n"),
		{ code: "number-range", file: "leads.csv", row: 4, column: "employees", kept: true },
	],
	[
		"an enormous negative number",
		lead("c,2024-01-03,x,-1e999\n"),
		{ code: "number-range", file: "leads.csv", row: 4, column: "employees", kept: true },
	],
	[
		"a cell of 10 MB",
		lead(`c,2024-01-03,${"x".repeat(10_000_000)},5\n`),
		{ code: "large-cell", file: "leads.csv", row: 4, column: "industry", kept: true },
	],
	[
		"a row cut off",
		lead("c,2024-01-03"),
		{ code: "short-row", file: "leads.csv", row: 4, kept: false, says: /2 of 4 cells/ },
	],
	[
		"a delimiter in a cell",
		lead("c,2024-01-03,x,1,000\n"),
		{ code: "long-row", file: "leads.csv", row: 4, kept: false, says: /5 cells/ },
	],
	[
		"a quote that is not closed",
		activity('a,2024-02-01,"demo,\nb,2024-02-01,demo,\n'),
		{ code: "bad-quote", file: "activities.csv", row: 4, kept: false },
	],
	[
		"Latin-1 in UTF-8",
		lead(Buffer.from("c,2024-01-03,Möbel,1\n", "latin1")),
		{ code: "bad-encoding", file: "leads.csv", row: 4, kept: false, says: /Möbel.*latin-1/s },
	],
	["a NUL byte", lead("c,2024-01-03,x\0y,1\n"), { code: "bad-encoding", file: "leads.csv", row: 4, kept: false }],
	[
		"an activity of nobody",
		activity("zz,2024-02-01,demo,\n"),
		{ code: "orphan-activity", file: "activities.csv", row: 4, column: "lead", kept: false, says: /"zz"/ },
	],
	[
		"an activity without a lead",
		activity(",2024-02-01,demo,\n"),
		{ code: "missing-id", file: "activities.csv", row: 4, column: "lead", kept: false },
	],
	[
		"an activity without a type",
		activity("a,2024-02-01,  ,\n"),
		{ code: "type", file: "activities.csv", row: 4, column: "type", kept: false },
	],
	[
		"an activity before creation",
		activity("a,2023-12-01,demo,\n"),
		{ code: "before-creation", file: "activities.csv", row: 4, column: "at", kept: true },
	],
	[
		"an activity from the future",
		activity("a,2024-10-01,demo,\n"),
		{ code: "after-as-of", file: "activities.csv", row: 4, column: "at", kept: false },
	],
	[
		"another way of writing dates",
		activity("a,1.2.2024,demo,\n"),
		{ code: "type", file: "activities.csv", row: 4, column: "at", kept: false },
	],
	[
		"a stage nobody knows",
		stage("a,MQX,2024-05-01\n"),
		{
			code: "unknown-stage",
			file: "stages.csv",
			row: 4,
			column: "stage",
			kept: false,
			says: /"MQX".*lead, mql, sql, customer, lost/,
		},
	],
	[
		"a stage of nobody",
		stage("zz,mql,2024-05-01\n"),
		{ code: "orphan-stage", file: "stages.csv", row: 4, column: "lead", kept: false },
	],
	[
		"a customer before the MQL",
		stage("a,customer,2024-02-01\n"),
		{ code: "stage-order", file: "stages.csv", row: 4, column: "at", kept: true },
	],
	[
		"a history of nobody",
		extra(
			"history.csv",
			"zz,employees,1,2024-05-01\n",
			"lead,attribute,value,known\na,employees,12,2024-05-01\na,industry,x,2024-05-01\n",
		),
		{ code: "orphan-history", file: "history.csv", row: 4, column: "lead", kept: false },
	],
	[
		"a history of something undeclared",
		extra(
			"history.csv",
			"a,shoe_size,44,2024-05-01\n",
			"lead,attribute,value,known\na,employees,12,2024-05-01\na,industry,x,2024-05-01\n",
		),
		{
			code: "unknown-attribute",
			file: "history.csv",
			row: 4,
			column: "attribute",
			kept: false,
			says: /industry, employees/,
		},
	],
	[
		"a history value of the wrong type",
		extra(
			"history.csv",
			"a,employees,many,2024-05-01\n",
			"lead,attribute,value,known\na,employees,12,2024-05-01\na,industry,x,2024-05-01\n",
		),
		{ code: "type", file: "history.csv", row: 4, column: "value", kept: true },
	],
	[
		"a table with a header only",
		{ "activities.csv": "lead,at,type,path\n" },
		{ code: "header-only", file: "activities.csv", kept: true },
	],
];

const told = (issue: Issue, { says, ...place }: Told) => {
	expect(issue).toMatchObject(place);
	if (says !== undefined) expect(`${issue.message} ${issue.cure}`).toMatch(says);
	expect(issue.message.length).toBeLessThan(700);
	expect(issue.cure).not.toBe("");
};

describe("readDataset stops at", () => {
	test.each(FATAL)("%s", async (_name, files, expected) => {
		const error = await readDataset(datasetWith(files), { threads: 1 }).catch((thrown: unknown) => thrown);
		expect(error).toBeInstanceOf(LabError);
		expect((error as LabError).kind).toBe("data");
		told((error as LabError).issues[0]!, expected);
	});

	test("a folder that is not there, a folder without dataset.yaml, and a bad dataset.yaml", async () => {
		const codes = [];
		for (const folder of [
			"/nowhere/at/all",
			folderOf({}),
			folderOf({ "dataset.yaml": "ladder: [" }),
			folderOf({ "dataset.yaml": "leadlab: dataset/1" }),
		]) {
			const error = (await readDataset(folder).catch((thrown: unknown) => thrown)) as LabError;
			codes.push([error.kind, error.code]);
		}
		expect(codes).toEqual([
			["configuration", "missing-folder"],
			["configuration", "missing-file"],
			["configuration", "yaml-syntax"],
			["configuration", "dataset-schema"],
		]);
	});

	test("all that is missing, told together", async () => {
		const folder = datasetWith({
			"leads.csv": "lead_id,made\n",
			"stages.csv": "lead;stage;at\n",
			"dataset.yaml": SPEC.replace("history.csv", "gone.csv"),
		});
		const error = (await readDataset(folder).catch((thrown: unknown) => thrown)) as LabError;
		expect(error.issues.map(({ code, file, column }) => [code, file, column])).toEqual([
			["missing-column", "leads.csv", "id"],
			["missing-column", "leads.csv", "created"],
			["missing-column", "leads.csv", "industry"],
			["missing-column", "leads.csv", "employees"],
			["wrong-delimiter", "stages.csv", undefined],
			["missing-file", "gone.csv", undefined],
		]);
	});
});

describe("readDataset tells of", () => {
	test.each(ROWS)("%s", async (_name, files, { kept, ...expected }) => {
		const { dataset, warnings, rejects } = await readDataset(datasetWith(files), { threads: 1 });
		const first = warnings.find(({ code }) => code === expected.code);
		expect(first).toBeDefined();
		told(first!, expected);
		expect(rejects.reduce((sum, { count }) => sum + count, 0) > 0).toBe(!kept);
		for (const { read, loaded, rejected } of Object.values(dataset.quality.tables))
			expect(loaded + rejected).toBe(read);
		if (expected.code === "header-only") return;
		const count = dataset.quality.issues.find(({ code }) => code === expected.code);
		expect(count).toMatchObject({ kept, severity: "warning" });
		expect(count?.example).toContain(`${expected.file}, row 4`);
	});

	test("nothing, where nothing is wrong", async () => {
		const { dataset, warnings, rejects } = await readDataset(datasetWith({}), { threads: 1 });
		expect(warnings).toEqual([]);
		expect(rejects).toEqual([]);
		expect(dataset.leadCount).toBe(2);
	});

	test.each([
		["a UTF-8 mark", Buffer.from(`\uFEFF${LEADS}`)],
		["UTF-16 with a mark", utf16(LEADS)],
		["UTF-16 big-endian with a mark", utf16(LEADS).swap16()],
		["CR LF", LEADS.replaceAll("\n", "\r\n")],
		["CR alone", LEADS.replaceAll("\n", "\r")],
		["mixed breaks", LEADS.replace("\n", "\r\n")],
		["empty lines", `\n${LEADS.replaceAll("\n", "\n\n")}`],
		["no break at the end", LEADS.trimEnd()],
		["gzip", gzipSync(LEADS)],
		["gzip of two parts", Buffer.concat([gzipSync(LEADS.slice(0, 40)), gzipSync(LEADS.slice(40))])],
		["quotes around everything", LEADS.replace(/[^,\n]+/g, '"$&"')],
		[
			"a header with a break in a name",
			LEADS.replace("industry,employees", '"industry",employees,"a\nb"')
				.replace("10\n", "10,\n")
				.replace("20\n", "20,\n"),
		],
		["quotes inside a cell", LEADS.replace("software", 'soft"ware"').replace("retail", "software")],
	])("nothing in a file with %s", async (_name, content) => {
		const { dataset, warnings } = await readDataset(datasetWith({ "leads.csv": content }), { threads: 1 });
		expect(warnings).toEqual([]);
		expect([dataset.idOf(0), dataset.idOf(1)]).toEqual(["a", "b"]);
		const employees = dataset.attributes.find(({ name }) => name === "employees")!;
		expect(Array.from(employees.codes, (code) => employees.values[code])).toEqual([10, 20]);
	});

	test("Latin-1 and UTF-16 as declared", async () => {
		for (const [encoding, content] of [
			["latin-1", Buffer.from(LEADS.replace("retail", "Möbel"), "latin1")],
			["utf-16", utf16(LEADS.replace("retail", "Möbel"), false)],
		] as const) {
			const yaml = SPEC.replace("file: leads.csv", `file: leads.csv, encoding: ${encoding}`);
			const { dataset } = await readDataset(datasetWith({ "leads.csv": content, "dataset.yaml": yaml }), {
				threads: 1,
			});
			expect(dataset.attributes[0]?.values).toContain("Möbel");
		}
	});
});
