import { describe, expect, test } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { compareReplays } from "../../src/compare/compare-replays.ts";
import { measureDrift } from "../../src/drift/drift.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { cohortWeeks } from "../../src/tune/capacity.ts";
import { folderOf } from "./folder.ts";

const HEAD = `leadlab: dataset/1
as_of: 2024-09-30
time_zone: UTC
ladder: [lead, mql, sql, customer]
exits: [lost]
`;
const { model: ANYBODY } = parseModel(
	"leadlab: model/1\nname: m\ngroups: [ { id: g, rules: [ { id: r, attribute: employees, points: 10 } ] } ]\nstages: { mql: { score: 5 } }\n",
);
const { model: SMALL_FIRMS } = parseModel(
	"leadlab: model/1\nname: s\ngroups: [ { id: g, rules: [ { id: r, attribute: employees, points: [ { below: 50, points: 10 }, { points: 1 } ] } ] } ]\nstages: { mql: { score: 5 } }\n",
);

const day = (from: string, days: number) => new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
const codes = (warnings: readonly { readonly code: string; readonly table?: string }[]) =>
	warnings.map(({ code, table }) => `${table} ${code}`);

/** 160 leads of 80 days, every second of whom becomes SQL after 20 days. */
const leads = Array.from(
	{ length: 160 },
	(_, i) => `a${i},${day("2024-01-01", Math.floor(i / 2))},${i % 3 === 0 ? 60 : 10}`,
);
const stages = Array.from({ length: 80 }, (_, i) => `a${2 * i},sql,${day("2024-01-21", i)}`);
const history = (odd?: string) =>
	folderOf({
		"dataset.yaml": `${HEAD}leads: { file: leads.csv, id: id, created: created, attributes: { employees: { type: number } } }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
`,
		"leads.csv": `id,created,employees\n${[...leads, ...(odd === undefined ? [] : [`odd,${odd},10`])].join("\n")}\n`,
		"stages.csv": `lead,stage,at\n${stages.join("\n")}\n`,
	});

const guardrailAndPeriods = async (folder: string) => {
	const { dataset, warnings } = await readDataset(folder);
	const [baseline, candidate] = [await replay(dataset, ANYBODY), await replay(dataset, SMALL_FIRMS)];
	const comparison = compareReplays(dataset, baseline, candidate, { capacity: 5 });
	const capacity = comparison.guardrails.find(({ name }) => name === "capacity")!;
	const drift = measureDrift(dataset, baseline, { random: createRandom("drift") });
	return { dataset, warnings, baseline, capacity, drift };
};

describe("one creation of another century (epoch-zero-creation)", () => {
	test.each([
		["1970-01-01", "placeholder-instant", 160],
		["1900-01-01", "placeholder-instant", 160],
		["0001-01-01", "placeholder-instant", 160],
		["9999-12-31", "placeholder-instant", 160],
		["1899-12-30", "placeholder-instant", 160],
		["0000-00-00", "placeholder-instant", 160],
		["1970-01-20", "far-instant", 161],
		["2000-01-01", "far-instant", 161],
		["2012-07-01", "far-instant", 161],
	])("%s is told, and moves neither the capacity guardrail nor drift's periods", async (odd, code, loaded) => {
		const good = await guardrailAndPeriods(history());
		const bad = await guardrailAndPeriods(history(odd));
		expect(codes(good.warnings)).toEqual([]);
		expect(codes(bad.warnings)).toEqual([`leads ${code}`]);
		expect(bad.dataset.leadCount).toBe(loaded);
		expect([good.capacity.state, bad.capacity.state]).toEqual(["failed", "failed"]);
		expect(bad.drift.reference).toEqual(good.drift.reference);
		expect(bad.drift.recent).toEqual(good.drift.recent);
		expect(cohortWeeks(bad.baseline)).toBe(cohortWeeks(good.baseline));
		expect(bad.baseline.handoffs[0]!.perWeek).toBeCloseTo(good.baseline.handoffs[0]!.perWeek!, 9);
		expect(bad.baseline.weekly[0]!.weeks).toBe(good.baseline.weekly[0]!.weeks);
	});

	test("checks: { far-instant: { action: reject } } leaves it out", async () => {
		const folder = history("2000-01-01");
		const { readFileSync, writeFileSync } = await import("node:fs");
		const yaml = `${readFileSync(`${folder}/dataset.yaml`, "utf8")}checks: { far-instant: { action: reject } }\n`;
		writeFileSync(`${folder}/dataset.yaml`, yaml);
		expect((await readDataset(folder)).dataset.leadCount).toBe(160);
	});
});

describe("a stage that was not reached and has a date (placeholder-stage-date)", () => {
	const read = async (instants: readonly string[], stage: string) => {
		const rows = ["2024-03-01", "2024-03-01", "2024-03-01", ...instants].map((at, i) => `a${i},2024-01-09,10,${at}`);
		const long = rows.map((row) => row.split(",")).map(([id, , , at]) => `${id},sql,${at}`);
		return readDataset(
			folderOf({
				"dataset.yaml": `${HEAD.replace("UTC", "Europe/Berlin")}leads: { file: leads.csv, id: id, created: created, attributes: { employees: { type: number } } }
stages: ${stage === "is" ? "{ file: leads.csv, lead: id, stage: { is: sql }, at: sql_at" : "{ file: stages.csv, lead: lead, stage: stage, at: at"} }
`,
				"leads.csv": `id,created,employees,sql_at\n${rows.join("\n")}\n`,
				"stages.csv": `lead,stage,at\n${long.join("\n")}\n`,
			}),
		);
	};
	const PLACEHOLDERS = [
		"1970-01-01",
		"1970-01-01T00:00:00Z",
		"1969-12-31T23:00:00Z",
		"1970-01-01 01:00:00",
		"1970-01-01T00:00:00+14:00",
		"1969-12-31 19:00:00",
		"1900-01-01",
		"1899-12-30 00:00:00",
		"1753-01-01",
		"0001-01-01T00:00:00Z",
		"9999-12-31T23:59:59Z",
		"2099-12-31",
		"0000-00-00 00:00:00",
	];

	test("a column of dates of one stage: those are not reached, 3 of 16", async () => {
		const { dataset, warnings } = await read(PLACEHOLDERS, "is");
		expect(codes(warnings)).toEqual(["stages placeholder-instant"]);
		expect(dataset.quality.issues).toMatchObject([{ code: "placeholder-instant", kept: true, count: 13 }]);
		expect(dataset.quality.tables.stages).toEqual({ read: 16, loaded: 16, rejected: 0 });
		const { hits, misses, excluded } = (await replay(dataset, ANYBODY)).handoffs[0]!;
		expect({ hits, misses, excluded }).toEqual({ hits: 3, misses: 13, excluded: 0 });
	});

	test("a table of all stages: their rows are rejected", async () => {
		const { dataset, warnings } = await read(PLACEHOLDERS, "long");
		expect(codes(warnings)).toEqual(["stages placeholder-instant"]);
		expect(dataset.quality.tables.stages).toEqual({ read: 16, loaded: 3, rejected: 13 });
		expect((await replay(dataset, ANYBODY)).handoffs[0]!.hits).toBe(3);
	});

	test("a date that is no known placeholder is told as before creation", async () => {
		const { warnings } = await read(["2000-01-01"], "is");
		expect(codes(warnings)).toContain("stages before-creation");
	});

	test.each(["0", "-62135596800000", "253402300799000"])("%s as epoch_ms is not reached", async (ms) => {
		const rows = Array.from({ length: 9 }, (_, i) => `a${i},2024-01-0${i + 1},${i < 3 ? Date.UTC(2024, 2, 1) : ms}`);
		const { dataset, warnings } = await readDataset(
			folderOf({
				"dataset.yaml": `${HEAD}leads: { file: leads.csv, id: id, created: created }
stages: { file: leads.csv, lead: id, stage: { is: sql }, at: { column: sql_at, date_format: epoch_ms } }
`,
				"leads.csv": `id,created,sql_at\n${rows.join("\n")}\n`,
			}),
		);
		expect(codes(warnings)).toEqual(["stages placeholder-instant"]);
		expect(dataset.stages.firstAt[2]!.filter(Number.isFinite)).toHaveLength(3);
	});
});

describe("a table that ends before the others (stale-stages)", () => {
	const read = (files: Readonly<Record<string, string>>, asOf = "2024-09-30") =>
		readDataset(
			folderOf({
				"dataset.yaml": `${HEAD.replace("2024-09-30", asOf)}leads: { file: leads.csv, id: id, created: created }
activities: { file: activities.csv, lead: lead, at: at, type: type }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
`,
				"leads.csv": "id,created\na,2024-01-01\nb,2024-01-01\nc,2024-05-01\nd,2024-05-01\ne,2024-09-28\n",
				"activities.csv":
					"lead,at,type\na,2024-01-02 10:00:00,demo\nb,2024-01-03 10:00:00,demo\nc,2024-05-02 10:00:00,demo\nd,2024-05-03 10:00:00,demo\ne,2024-09-29 10:00:00,demo\n",
				"stages.csv": "lead,stage,at\na,sql,2024-01-20\nb,sql,2024-01-22\n",
				...files,
			}),
		);

	test("stages of January beside leads and activities of September", async () => {
		const { dataset, warnings } = await read({});
		expect(codes(warnings)).toEqual(["stages stale-table"]);
		expect(warnings[0]!.message).toContain("2024-01-22");
		expect(dataset.quality.issues.map(({ code, kept }) => [code, kept])).toEqual([["stale-table", true]]);
	});

	test("stages that go on are not told", async () => {
		expect(
			codes((await read({ "stages.csv": "lead,stage,at\na,sql,2024-01-20\ne,sql,2024-09-29\n" })).warnings),
		).toEqual([]);
	});

	test("a wrong year of as_of is told once", async () => {
		expect(codes((await read({}, "2025-09-30")).warnings)).toEqual(["leads stale-table"]);
	});

	test("leads of one quarter, watched for long, are no stale table", async () => {
		const file = { "leads.csv": "id,created\na,2024-01-01\nb,2024-01-01\nc,2024-01-05\nd,2024-01-09\ne,2024-01-11\n" };
		const long = Array.from({ length: 30 }, (_, i) => `${"abcde"[i % 5]},sql,${day("2024-01-12", 8 * i)}\n`).join("");
		expect(codes((await read({ ...file, "stages.csv": `lead,stage,at\n${long}` })).warnings)).toEqual([]);
	});
});

describe("facts from before their lead", () => {
	test("stages and knowledge times are told like activities", async () => {
		const { warnings } = await readDataset(
			folderOf({
				"dataset.yaml": `${HEAD}leads: { file: leads.csv, id: id, created: created, attributes: { size: { type: number, known: { column: size_at } } } }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
attribute_history: { file: history.csv, lead: lead, attribute: attribute, value: value, known: known }
`,
				"leads.csv": "id,created,size,size_at\na,2024-03-01,5,2024-02-01\nb,2024-03-01,5,1970-01-01\n",
				"stages.csv": "lead,stage,at\na,sql,2024-02-20\nb,sql,2024-03-20\n",
				"history.csv": "lead,attribute,value,known\na,size,7,2024-02-25\nb,size,7,1900-01-01\n",
			}),
		);
		expect(codes(warnings).sort()).toEqual([
			"attribute_history before-creation",
			"attribute_history placeholder-instant",
			"leads before-creation",
			"leads placeholder-instant",
			"stages before-creation",
		]);
	});

	test("as_of itself is no placeholder", async () => {
		const folder = folderOf({
			"dataset.yaml": `${HEAD.replace("2024-09-30", "2099-12-31")}leads: { file: leads.csv, id: id, created: created }\n`,
			"leads.csv": "id,created\na,2024-03-01\n",
		});
		await expect(readDataset(folder)).rejects.toMatchObject({ issues: [{ code: "placeholder-instant" }] });
	});
});
