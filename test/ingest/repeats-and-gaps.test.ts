import { describe, expect, test } from "vitest";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { folderOf } from "./folder.ts";

const HEAD = `leadlab: dataset/1
as_of: 2024-09-30
time_zone: UTC
ladder: [lead, mql, sql, customer]
exits: [lost]
`;
const codes = (warnings: readonly { readonly code: string; readonly table?: string }[]) =>
	warnings.map(({ code, table }) => `${table} ${code}`);

describe("rows that repeat another (repeated-activities)", () => {
	const { model } = parseModel(
		"leadlab: model/1\nname: m\ngroups: [ { id: g, rules: [ { id: d, activity: demo, points: 10 } ] } ]\nstages: { mql: { score: 15 } }\n",
	);
	const read = (files: string, { checks = "", feb = "a,2024-01-31 10:00:00,demo,1\n" } = {}) =>
		readDataset(
			folderOf({
				"dataset.yaml": `${HEAD}leads: { file: leads.csv, id: id, created: created }
activities: { file: [${files}], lead: lead, at: at, type: type }
${checks}`,
				"leads.csv": "id,created\na,2024-01-01\nb,2024-01-01\n",
				"jan.csv": "lead,at,type,event_id\na,2024-01-31 10:00:00,demo,1\nb,2024-01-31 11:00:00,demo,2\n",
				"feb.csv": `lead,at,type,event_id\n${feb}`,
			}),
		);
	const scores = async (loaded: Awaited<ReturnType<typeof read>>) => [
		...(await replay(loaded.dataset, model)).columns.finalScore,
	];

	test("the last row of January at the top of February is told and kept", async () => {
		const loaded = await read("jan.csv, feb.csv");
		expect(codes(loaded.warnings)).toEqual(["activities repeated-row"]);
		expect(await scores(loaded)).toEqual([20, 10]);
	});

	test("with the action reject both scores are 10", async () => {
		const loaded = await read("jan.csv, feb.csv", { checks: "checks: { repeated-row: { action: reject } }\n" });
		expect(loaded.dataset.quality.tables.activities).toEqual({ read: 3, loaded: 2, rejected: 1 });
		expect(await scores(loaded)).toEqual([10, 10]);
	});

	test("a column that nobody named keeps two events apart", async () => {
		const { warnings } = await read("jan.csv, feb.csv", { feb: "a,2024-01-31 10:00:00,demo,3\n" });
		expect(codes(warnings)).toEqual([]);
	});

	test("the order of columns in a file is no difference", async () => {
		const folder = { feb: "" };
		const { warnings } = await readDataset(
			folderOf({
				"dataset.yaml": `${HEAD}leads: { file: leads.csv, id: id, created: created }
activities: { file: [jan.csv, feb.csv], lead: lead, at: at, type: type }
`,
				"leads.csv": "id,created\na,2024-01-01\n",
				"jan.csv": "lead,at,type,event_id\na,2024-01-31 10:00:00,demo,1\n",
				"feb.csv": `event_id,type,at,lead\n1,demo,2024-01-31 10:00:00,a\n${folder.feb}`,
			}),
		);
		expect(codes(warnings)).toEqual(["activities repeated-row"]);
	});

	test("a file that is named twice repeats all its rows, and the cure says so", async () => {
		const { warnings, dataset } = await read("jan.csv, jan.csv");
		expect(codes(warnings)).toEqual(["activities repeated-row"]);
		expect(dataset.quality.issues[0]).toMatchObject({ code: "repeated-row", count: 2 });
		expect(warnings[0]!.cure).toContain("named twice");
	});

	test("of a file that is not in the order of time too", async () => {
		const rows = Array.from(
			{ length: 500 },
			(_, i) =>
				`${"ab"[i % 2]},2024-02-${String(((i * 7) % 28) + 1).padStart(2, "0")} 10:${String(i % 60).padStart(2, "0")}:00,view,${i}`,
		);
		const feb = `${[...rows, rows[17], rows[17], rows[400]].join("\n")}\n`;
		const { dataset } = await read("jan.csv, feb.csv", { feb });
		expect(dataset.quality.issues).toMatchObject([{ code: "repeated-row", count: 3 }]);
	});
});

describe("a later rung without an earlier one (skipped-rung)", () => {
	const { model } = parseModel(
		"leadlab: model/1\nname: m\ngroups: [ { id: g, rules: [ { id: r, attribute: employees, points: 10 } ] } ]\nstages: { mql: { score: 5 } }\n",
	);
	const read = async (checks = "") => {
		const loaded = await readDataset(
			folderOf({
				"dataset.yaml": `${HEAD}leads: { file: leads.csv, id: id, created: created, attributes: { employees: { type: number } } }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
${checks}`,
				"leads.csv": `id,created,employees\n${Array.from({ length: 6 }, (_, i) => `a${i},2024-01-01,1\n`).join("")}`,
				"stages.csv":
					"lead,stage,at\na0,sql,2024-02-01\na1,customer,2024-02-10\na2,customer,2024-02-11\na3,customer,2024-02-12\n",
			}),
		);
		const { handoffs } = await replay(loaded.dataset, model);
		const hits = Object.fromEntries(handoffs.map(({ to, hits, misses }) => [to, [hits, misses]]));
		return { ...loaded, hits };
	};

	test("is told, and counts as not reached unless the contract says otherwise", async () => {
		const { warnings, hits } = await read();
		expect(codes(warnings)).toEqual(["stages skipped-rung"]);
		expect(warnings[0]!.message).toContain("3 of 3");
		expect(hits).toEqual({ sql: [1, 5], customer: [3, 3] });
	});

	test("with the action reach a customer was SQL", async () => {
		const { dataset, hits } = await read("checks: { skipped-rung: { action: reach } }\n");
		expect(hits).toEqual({ sql: [4, 2], customer: [3, 3] });
		expect(dataset.stages.firstAt[2]![1]).toBe(dataset.stages.firstAt[3]![1]);
		expect(dataset.quality.tables.stages).toEqual({ read: 4, loaded: 4, rejected: 0 });
	});

	test("with the action reject its row is left out", async () => {
		const { dataset, hits } = await read("checks: { skipped-rung: { action: reject } }\n");
		expect(hits).toEqual({ sql: [1, 5], customer: [0, 6] });
		expect(dataset.quality.tables.stages).toEqual({ read: 4, loaded: 1, rejected: 3 });
	});

	test("no other check can be told to reach", async () => {
		await expect(read("checks: { stage-order: { action: reach } }\n")).rejects.toMatchObject({
			issues: [{ code: "check-action" }],
		});
	});
});
