import { expect, it } from "vitest";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { folderOf } from "./folder.ts";

const SPEC = (known: string) => `leadlab: dataset/1
as_of: 2024-09-30
time_zone: UTC
ladder: [lead, sql]
leads: { file: leads.csv, id: id, created: created, attributes: { day: { type: text${known} } } }
stages: { file: stages.csv, lead: lead, stage: stage, at: at }
`;
const issuesOf = async (days: readonly string[], known = "") => {
	const leads = days.map((day, i) => `l${i},2024-01-0${i + 1},${day},2024-02-01`);
	const folder = folderOf({
		"dataset.yaml": SPEC(known),
		"leads.csv": `id,created,day,seen\n${leads.join("\n")}\n`,
		"stages.csv": "lead,stage,at\nl0,sql,2024-03-01\nl1,sql,2024-03-01\n",
	});
	const { dataset, warnings } = await readDataset(folder);
	expect(dataset.leadCount).toBe(days.length);
	const found = dataset.quality.issues.filter(({ code }) => code === "date-ahead");
	expect(warnings.some(({ code }) => code === "date-ahead")).toBe(found.length > 0);
	return found.map(({ table, count, kept }) => [table, count, kept]);
};

it("a value that is a day after the moment from which it is declared known is told and kept", async () => {
	expect(await issuesOf(["2024-02-20", "2024-01-02", "2024-01-09 10:00"])).toEqual([["leads", 2, true]]);
	expect(await issuesOf(["2024-02-20", "2024-01-02"], ", known: { column: seen }")).toEqual([["leads", 1, true]]);
	expect(await issuesOf(["2024-02-20", "2024-03-04"], ", known: { stage: sql }")).toEqual([["leads", 1, true]]);
});

it("nothing is told of days that had come, of the next day, of other text and of plans", async () => {
	expect(await issuesOf(["2023-12-01", "2024-01-03", "soon", "03/05/2024"])).toEqual([]);
	expect(await issuesOf(["2024-02-01", "2024-02-20", "2024-01-20"], ", known: { column: seen }")).toEqual([
		["leads", 1, true],
	]);
	expect(await issuesOf(["2024-02-20", "2025-02-20"])).toEqual([]);
});
