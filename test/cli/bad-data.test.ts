import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { documentOf } from "./json-documents.ts";
import { type Ran, runCli, temporaryFolder } from "./run-cli.ts";
import { LEADS, LEADS_SPEC, modelWith, specWith as spec, writeFolder } from "./small-inputs.ts";

const { folder, remove } = temporaryFolder();

const write = (name: string, files: Parameters<typeof writeFolder>[2]) => writeFolder(folder, name, files);

afterAll(remove);

/** The line of stderr that tells of a code in a file. */
function lineOf(stderr: string, start: string, code: string): string {
	return (
		stderr.split("\n").find((line) => line.includes(start) && line.endsWith(`[${code}]`)) ??
		`no line "${start} ... [${code}]" in:\n${stderr}`
	);
}

const lead = (row: string | Uint8Array) =>
	Buffer.concat([Buffer.from("id,created,industry,employees\n"), Buffer.from(row)]);
const activity = (row: string) => `lead,at,type\n${row}`;
const stage = (row: string) => `lead,stage,at\n${row}`;

/** One bad row a file, always on line 2 except where a line is named. */
const ROWS: Record<string, [name: string, content: string | Uint8Array, place: string, code: string, says: RegExp]> = {
	"l-first.csv": ["a first good row", LEADS, "", "", /./],
	"l-twice.csv": [
		"a lead twice",
		lead("a,2024-01-03,x,1\n"),
		"row 2, column id",
		"duplicate-id",
		/lead "a" is there already.*Merge/,
	],
	"l-no-id.csv": [
		"a lead without an id",
		lead(",2024-01-03,x,1\n"),
		"row 2, column id",
		"missing-id",
		/the id of the lead is empty.*Fill/,
	],
	"l-no-date.csv": [
		"an unparseable date",
		lead("c,soon,x,1\n"),
		"row 2, column created",
		"type",
		/must be a date or time, got "soon".*date_format/,
	],
	"l-two-digits.csv": [
		"a two-digit year",
		lead("c,05/06/24,x,1\n"),
		"row 2, column created",
		"type",
		/got "05\/06\/24".*two-digit year.*date_format/,
	],
	"l-either.csv": [
		"a date that reads either way",
		lead("c,05/06/2024,x,1\n"),
		"row 2, column created",
		"type",
		/either way round.*date_format/,
	],
	"l-mixed.csv": [
		"dates of mixed formats",
		lead("m1,2024-01-03,x,1\nm2,3.1.2024,x,1\n"),
		"row 3, column created",
		"type",
		/got "3\.1\.2024".*date_format/,
	],
	"l-late.csv": [
		"a lead after as_of",
		lead("c,2025-01-01,x,1\n"),
		"row 2, column created",
		"after-as-of",
		/"2025-01-01" is after as_of \(2024-09-30\).*Check as_of/,
	],
	"l-text.csv": [
		"text in a number",
		lead("t1,2024-01-03,x,many\n"),
		"row 2, column employees",
		"type",
		/must be a number, got "many".*unknown.*null_values/,
	],
	"l-huge.csv": [
		"an enormous number",
		lead("t2,2024-01-03,x,1e200\n"),
		"row 2, column employees",
		"number-range",
		/at most 1e15.*got "1e200"/,
	],
	"l-huge-negative.csv": [
		"an enormous negative number",
		lead("t3,2024-01-03,x,-1e999\n"),
		"row 2, column employees",
		"number-range",
		/got "-1e999"/,
	],
	"l-large.csv": [
		"a cell of 10 MB",
		lead(`t4,2024-01-03,${"x".repeat(10_000_000)},5\n`),
		"row 2, column industry",
		"large-cell",
		/10000000 characters.*begins with "xxx/,
	],
	"l-short.csv": ["a row cut off", lead("c,2024-01-03"), "row 2", "short-row", /2 of 4 cells/],
	"l-long.csv": ["a delimiter in a cell", lead("c,2024-01-03,x,1,000\n"), "row 2", "long-row", /5 cells/],
	"l-latin.csv": [
		"Latin-1 in UTF-8",
		lead(Buffer.from("c,2024-01-03,Möbel,1\n", "latin1")),
		"row 2",
		"bad-encoding",
		/Möbel.*latin-1/,
	],
	"a-orphan.csv": [
		"an activity of nobody",
		activity("zz,2024-02-01,demo\n"),
		"row 2, column lead",
		"orphan-activity",
		/no lead "zz"/,
	],
	"a-before.csv": [
		"an activity before creation",
		activity("a,2023-12-01,demo\n"),
		"row 2, column at",
		"before-creation",
		/before its lead was created.*known from creation/,
	],
	"a-late.csv": [
		"an activity after as_of",
		activity("a,2024-10-01,demo\n"),
		"row 2, column at",
		"after-as-of",
		/after as_of/,
	],
	"a-quote.csv": [
		"an unclosed quote",
		activity('a,2024-02-01,"demo\nb,2024-02-01,demo\n'),
		"row 2",
		"bad-quote",
		/quote/,
	],
	"s-unknown.csv": [
		"an unknown stage",
		stage("a,MQX,2024-05-01\n"),
		"row 2, column stage",
		"unknown-stage",
		/"MQX" is neither on the ladder nor an exit \(lead, mql, sql, customer, lost\)/,
	],
	"s-order.csv": [
		"a customer before the MQL",
		stage("a,customer,2024-02-01\na,mql,2024-03-01\n"),
		"row 2, column at",
		"stage-order",
		/before an earlier rung/,
	],
	"s-orphan.csv": [
		"a stage of nobody",
		stage("zz,mql,2024-05-01\n"),
		"row 2, column lead",
		"orphan-stage",
		/no lead "zz"/,
	],
};

/** Whole files that stop the reading, each as a table of activities. */
const FILES: Record<
	string,
	[name: string, content: string | Uint8Array | undefined, place: string, code: string, says: RegExp]
> = {
	"gone.csv": ["a missing file", undefined, "", "missing-file", /there is no file "gone\.csv".*Put it there/],
	"empty.csv": ["an empty file", "", "", "empty-file", /the file is empty.*Export it again/],
	"renamed.csv": [
		"a missing column",
		"lead_id,at,type\na,2024-02-01,demo\n",
		", column lead",
		"missing-column",
		/the columns are "lead_id", "at", "type"\. Correct the name/,
	],
	"semicolons.csv": [
		"a wrong delimiter",
		"lead;at;type\na;2024-02-01;demo\n",
		", row 1",
		"wrong-delimiter",
		/delimiter: ";"/,
	],
	"utf16.csv": [
		"UTF-16 without a mark",
		Buffer.from("lead,at,type\n", "utf16le"),
		", row 1",
		"bad-encoding",
		/encoding: utf-16/,
	],
	"latin.csv": [
		"a header in Latin-1",
		Buffer.from("lead,at,type,straße\n", "latin1"),
		", row 1",
		"bad-encoding",
		/encoding: latin-1/,
	],
	"quote.csv": [
		"a header with an unclosed quote",
		'"lead,at,type\na,2024-02-01,demo\n',
		", row 1",
		"bad-quote",
		/quote/,
	],
	"cut.csv.gz": [
		"gzip that is cut off",
		gzipSync("lead,at,type\n".repeat(99)).subarray(0, 30),
		"",
		"unreadable-file",
		/gzip|cut off|read/,
	],
};

describe("rows of a dataset", () => {
	let ran: Ran;
	const of = (prefix: string) => Object.keys(ROWS).filter((file) => file.startsWith(prefix));

	beforeAll(async () => {
		const files = Object.fromEntries(Object.entries(ROWS).map(([file, [, content]]) => [file, content]));
		const list = (prefix: string) => `[${of(prefix).join(", ")}]`;
		const yaml = spec(
			`${LEADS_SPEC.replace("leads.csv", list("l-"))}activities: { file: ${list("a-")}, lead: lead, at: at, type: type }\nstages: { file: ${list("s-")}, lead: lead, stage: stage, at: at }\n`,
		);
		ran = await runCli(["ingest", "-d", write("rows", { ...files, "dataset.yaml": yaml }), "--json"], { cwd: folder });
	});

	it.each(
		Object.entries(ROWS)
			.slice(1)
			.map(([file, [name, ...rest]]) => [name, file, ...rest.slice(1)] as const),
	)("tell of %s with file, row, column, rule and cure", (_name, file, place, code, says) => {
		const line = lineOf(ran.stderr, `${file}, ${place}: `, code as string);
		expect(line).toMatch(says as RegExp);
		expect(line.startsWith("warning: ")).toBe(true);
		expect(line).toMatch(/The row is (kept|rejected)\. \S/);
		expect(line.length).toBeLessThan(500);
	});

	it("are kept or rejected, none is lost, and the command is done", () => {
		expect(ran.code).toBe(0);
		const { tables, leads, rejects } = documentOf("ingest", ran.stdout);
		for (const { read, loaded, rejected } of Object.values(tables)) expect(loaded + rejected).toBe(read);
		// a and b, m1 of the mixed dates, and t1 to t4, whose one bad cell is unknown.
		expect(leads).toBe(7);
		expect(tables).toMatchObject({
			leads: { read: 17, rejected: 10 },
			activities: { rejected: 3 },
			stages: { rejected: 2 },
		});
		expect(rejects.length).toBeGreaterThan(3);
		expect(readFileSync(join(folder, "rows/rejects/issues.json"), "utf8")).toContain("l-latin.csv");
	});
});

describe("files of a dataset", () => {
	let ran: Ran;

	beforeAll(async () => {
		const files = Object.fromEntries(
			Object.entries(FILES).flatMap(([file, [, content]]) => (content === undefined ? [] : [[file, content] as const])),
		);
		const tables = Object.keys(FILES).map((file) => `  - { file: ${file}, lead: lead, at: at, type: type }`);
		const yaml = spec(`${LEADS_SPEC}activities:\n${tables.join("\n")}\n`);
		ran = await runCli(["ingest", "-d", write("files", { ...files, "leads.csv": LEADS, "dataset.yaml": yaml })], {
			cwd: folder,
		});
	});

	it.each(Object.entries(FILES).map(([file, [name, , ...rest]]) => [name, file, ...rest] as const))(
		"stop at %s, all told together with the cure",
		(_name, file, place, code, says) => {
			const line = lineOf(ran.stderr, `error: ${file}${place}: `, code);
			expect(line).toMatch(says);
			expect(line.length).toBeLessThan(500);
		},
	);

	it("break the data contract: exit code 3 and no result", () => {
		expect(ran).toMatchObject({ code: 3, stdout: "" });
	});

	it("are read with a byte order mark, as UTF-16 with a mark, and as declared", async () => {
		const names = ["mark.csv", "wide.csv", "latin.csv", "semicolons.csv"];
		const row = (id: string) => `id,created,industry,employees\n${id},2024-01-01,Möbel,-5\n`;
		const yaml = (file: string, more = "") => spec(LEADS_SPEC.replace("file: leads.csv", `file: ${file}${more}`));
		const contents: [string, string | Uint8Array, string][] = [
			["mark.csv", `\uFEFF${row("a")}`, ""],
			["wide.csv", Buffer.from(`\uFEFF${row("a")}`, "utf16le"), ""],
			["latin.csv", Buffer.from(row("a"), "latin1"), ", encoding: latin-1"],
			["semicolons.csv", row("a").replaceAll(",", ";"), ', delimiter: ";"'],
		];
		const model = modelWith({ rules: "- { id: i, attribute: industry, points: [{ is: möbel, points: 7 }] }" });
		const all = await Promise.all(
			contents.map(([file, content, more]) => {
				const name = write(`read-${file}`, { [file]: content, "dataset.yaml": yaml(file, more), "model.yaml": model });
				return runCli(["score", "-d", name, "-m", `${name}/model.yaml`], { cwd: folder });
			}),
		);
		expect(all).toEqual(names.map(() => ({ code: 0, stdout: "a\t7\n", stderr: "" })));
	});

	it("are not read at all where the contract is missing, broken or empty", async () => {
		const cases: [string, number, RegExp][] = [
			["nowhere", 2, /^error: nowhere: there is no folder "nowhere".* \[missing-folder\]$/m],
			[write("bare", {}), 2, /^error: .*dataset\.yaml: .* \[missing-file\]$/m],
			[
				write("torn", { "dataset.yaml": "ladder: [" }),
				2,
				/^error: .*dataset\.yaml, row 1: not valid YAML.* \[yaml-syntax\]$/m,
			],
			[
				write("odd", { "dataset.yaml": `${spec(LEADS_SPEC)}ladders: [a]\n`, "leads.csv": LEADS }),
				2,
				/dataset\.yaml, row \d+, column ladders: .*unknown key "ladders".* \[dataset-schema\]$/m,
			],
			[
				write("head", { "dataset.yaml": spec(LEADS_SPEC), "leads.csv": "id,created,industry,employees\n" }),
				3,
				/^error: leads\.csv: .* \[header-only\]$/m,
			],
		];
		const all = await Promise.all(cases.map(([name]) => runCli(["replay", "-d", name, "-m", "bant"], { cwd: folder })));
		for (const [i, { code, stdout, stderr }] of all.entries()) {
			expect({ code, stdout }).toEqual({ code: cases[i]?.[1], stdout: "" });
			expect(stderr).toMatch(cases[i]?.[2] ?? "");
		}
	});

	it("stop a run, exit code 3, when more rows are bad than the contract allows", async () => {
		const yaml = spec(
			`${LEADS_SPEC}activities: { file: a.csv, lead: lead, at: at, type: type }\nchecks: { orphan-activity: { error_if: "1 %" } }\n`,
		);
		const name = write("limit", {
			"dataset.yaml": yaml,
			"leads.csv": LEADS,
			"a.csv": activity("a,2024-02-01,x\nzz,2024-02-01,x\n"),
		});
		const stopped = await runCli(["ingest", "-d", name], { cwd: folder });
		expect(stopped).toMatchObject({ code: 3, stdout: "" });
		expect(stopped.stderr).toMatch(/^error: a\.csv, row 3, column lead: .*allows 1 %.*\[orphan-activity\]$/m);
	});
});
