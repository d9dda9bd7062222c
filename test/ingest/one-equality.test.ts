import { describe, expect, test } from "vitest";
import { LabError } from "../../src/base/error.ts";
import { assembleDataset } from "../../src/dataset/assemble.ts";
import { readDataset, readRawColumns } from "../../src/ingest/read-dataset.ts";
import { folderOf } from "./folder.ts";
import { DOUBLED, DOUBLED_BUT_FOR_CASE, WIDE_DECIMAL } from "./parquet-files.ts";

const contract = (leads: string, rest = "") => `leadlab: dataset/1
as_of: 2024-09-30
ladder: [lead, sql]
leads: { ${leads} }
${rest}`;
const WIDE = "file: leads.csv, id: id, created: created, attributes: { size: { type: number } }";

async function read(files: Readonly<Record<string, string | Uint8Array>>) {
	const { raw, warnings } = await readRawColumns(folderOf(files), { threads: 1 });
	const values = (name: string) => {
		const { codes, values: own } = raw.attributes.find((one) => one.name === name)!;
		return Array.from(codes, (code) => (code < 0 ? undefined : own[code]));
	};
	return { raw, codes: warnings.map(({ code }) => code), warnings, values };
}

async function issuesOf(files: Readonly<Record<string, string | Uint8Array>>) {
	const error = await readDataset(folderOf(files), { threads: 1 }).catch((caught: unknown) => caught);
	if (!(error instanceof LabError)) throw error;
	return error.issues;
}

describe("Parquet", () => {
	const leads = (attribute: string) =>
		contract(`file: leads.parquet, id: id, created: created, attributes: { ${attribute} }`);

	test("refuses decimal numbers that DuckDB reads wrongly, where they are asked for", async () => {
		const issues = await issuesOf({
			"dataset.yaml": leads("employees: { type: number }"),
			"leads.parquet": WIDE_DECIMAL,
		});
		expect(issues).toMatchObject([{ code: "wide-decimal", column: "employees" }]);
		const { raw } = await read({
			"dataset.yaml": contract("file: leads.parquet, id: id, created: created"),
			"leads.parquet": WIDE_DECIMAL,
		});
		expect(raw.leads.count).toBe(2);
	});

	test("has the names of the file: two of one name are told, two that differ in case are two", async () => {
		const issues = await issuesOf({ "dataset.yaml": leads("country: { type: text }"), "leads.parquet": DOUBLED });
		expect(issues).toMatchObject([{ code: "duplicate-column", column: "country" }]);
		const files = { "leads.parquet": DOUBLED_BUT_FOR_CASE };
		const { values } = await read({
			...files,
			"dataset.yaml": leads("upper: { type: text, column: Country }, lower: { type: text, column: country }"),
		});
		expect(values("upper")).not.toEqual(values("lower"));
		expect(await issuesOf({ ...files, "dataset.yaml": leads("c: { type: text, column: COUNTRY }") })).toMatchObject([
			{ code: "duplicate-column", column: "COUNTRY" },
		]);
	});
});

describe("numbers", () => {
	const cells = "id;created;size\na;2024-01-01;1.200\nb;2024-01-01;12,5\nc;2024-01-01;1.234,5\n";
	const spec = (rest: string) => contract(`${WIDE}, delimiter: ";"${rest}`);

	test("with a decimal comma are told, those that fit by accident too", async () => {
		const { codes, values, warnings } = await read({ "dataset.yaml": spec(""), "leads.csv": cells });
		expect(values("size")).toEqual([1.2, undefined, undefined]);
		expect(codes).toEqual(["type", "number-notation"]);
		expect(warnings.every(({ cure }) => cure?.includes('decimal: ","'))).toBe(true);
	});

	test.each([
		[",", "1.200;1 200;1'200,5;-12,5;12.5;,5;1.2.3", [1200, 1200, 1200.5, -12.5, undefined, 0.5, undefined]],
		[".", "1,200;1 200.5;12.5;12,5;1,200,300", [1200, 1200.5, 12.5, undefined, 1_200_300]],
	])("are read as the contract says: decimal %j", async (decimal, row, expected) => {
		const rows = row.split(";").map((cell, i) => `${i};2024-01-01;${cell}\n`);
		const { values } = await read({
			"dataset.yaml": spec(`, decimal: "${decimal}"`),
			"leads.csv": `id;created;size\n${rows.join("")}`,
		});
		expect(values("size")).toEqual(expected);
	});
});

describe("names and ids", () => {
	test("are the same text whatever no screen shows: columns, ids, stages, instants", async () => {
		const { raw, codes, values } = await read({
			"dataset.yaml": contract(
				"file: leads.csv, id: id, created: created, attributes: { size: { type: text, column: Annual Societé } }",
				"stages: { file: stages.csv, lead: lead, stage: stage, at: at }\n",
			).replace("sql]", "qualifié]"),
			"leads.csv": "id,created,Annual\u00a0Societe\u0301\nc\u200b,2024-01-01,x\n\ufeffd,2024-01-01\u200b,y\n",
			"stages.csv": "lead,stage,at\nc,QUALIFIE\u0301,2024-01-02\u00a004:00\nd,qualifie\u0301 ,2024-01-02\n",
		});
		expect(codes).toEqual([]);
		expect(values("size")).toEqual(["x", "y"]);
		expect([raw.leads.idOf(0), raw.leads.idOf(1)]).toEqual(["c", "d"]);
		expect(Array.from(raw.stages.stage)).toEqual([1, 1]);
	});

	test("values that no condition tells apart are one, in the spelling of the most", async () => {
		const { raw } = await read({
			"dataset.yaml": contract("file: leads.csv, id: id, created: created, attributes: [size]"),
			"leads.csv": "id,created,size\na,2024-01-01,Web \nb,2024-01-01,web\nc,2024-01-01,web\nd,2024-01-01,mail\n",
		});
		const [size] = assembleDataset(raw).attributes;
		expect(Array.from(size!.codes, (code) => size!.values[code])).toEqual(["web", "web", "web", "mail"]);
		expect(size!.values.length).toBe(2);
	});

	test.each([
		[".0", "101", "101.0"],
		["leading zeros", "00042", "42"],
		["15 characters", "00Q5g00000AbCdEEAV", "00Q5g00000AbCdE"],
		["case", "Max@Example.com", "max@example.com"],
		["blanks", "AB 12", "AB12"],
	])("that would match but for %s are told with that, and stop what is wholly lost", async (form, own, other) => {
		const files = {
			"dataset.yaml": contract(
				"file: leads.csv, id: id, created: created",
				"activities: { file: a.csv, lead: lead, at: at, type: { is: x } }\n",
			),
			"leads.csv": `id,created\n${own},2024-01-01\nz,2024-01-01\n`,
			"a.csv": `lead,at\n${other},2024-02-01\n`,
		};
		const issues = await issuesOf(files);
		expect(issues.map(({ code }) => code)).toEqual(["all-rejected", "orphan-activity"]);
		expect(issues[1]?.cure).toContain(form);
		const { raw, codes } = await read({ ...files, "a.csv": `${files["a.csv"]}z,2024-02-01\n` });
		expect(raw.activities.count).toBe(1);
		expect(codes).toEqual(["orphan-activity"]);
	});
});
