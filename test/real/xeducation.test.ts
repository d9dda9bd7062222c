import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { UNKNOWN } from "../../src/dataset/dataset.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { rankingBySql } from "./definition-sql.ts";
import { openQueries, type Queries } from "./queries.ts";
import { datasetFolder, describeReal, mappingFolder } from "./real-data.ts";
import { prepareLeads } from "./xeducation-leads/prepare.ts";

const NAME = "xeducation-leads";
const STATIC = { horizonDays: 30, landmarkDays: 0 } as const;
const load = async (file?: string) =>
	readDataset(await datasetFolder(NAME, { prepare: (raw, into) => prepareLeads(raw, into, file) }));

/** View `x` of the file; its line breaks are CR CR LF, which DuckDB does not read. */
async function openFile(): Promise<Queries> {
	const queries = await openQueries();
	const folder = await datasetFolder(NAME, {
		prepare: async (raw, into) => {
			const text = gunzipSync(readFileSync(join(raw, "leads.csv.gz"))).toString("utf8");
			writeFileSync(join(into, "plain.csv"), text.replace(/\r+\n/g, "\n"));
		},
	});
	await queries.csv("x", join(folder, "plain.csv"));
	return queries;
}

/** A model that gives each of the attribute's values, which are whole numbers, as many points. */
function pointsAsValues(attributes: readonly string[], largest: number) {
	const points = Array.from({ length: largest + 1 }, (_, value) => ({ is: value, points: value }));
	return parseModel(
		JSON.stringify({
			leadlab: "model/1",
			name: "values",
			groups: [{ id: "values", rules: attributes.map((attribute, i) => ({ id: `value-${i}`, attribute, points })) }],
			stages: { mql: { score: 1 } },
		}),
	).model;
}

describeReal(NAME, () => {
	test("no time in the file (days are made up): every row is loaded although lines end in CR CR LF", async () => {
		const { dataset, warnings } = await load();
		expect(warnings).toEqual([]);
		expect(dataset.quality.tables).toEqual({
			leads: { read: 9240, loaded: 9240, rejected: 0 },
			stages: { read: 9240, loaded: 9240, rejected: 0 },
		});
		expect(dataset.stages.count).toBe(3561);
	});

	test("Select and blank cells are unknown, as many as SQL counts in each column", async () => {
		const { dataset } = await load();
		const queries = await openFile();
		let selects = 0;
		for (const { name, codes, values } of dataset.attributes) {
			const wanted = await queries.row(
				`SELECT CAST(count(*) FILTER ("${name}" IS NULL OR trim("${name}") IN ('', 'Select')) AS INTEGER) AS unknown, CAST(count(*) FILTER ("${name}" = 'Select') AS INTEGER) AS selects FROM x`,
			);
			expect([name, codes.filter((code) => code === UNKNOWN).length]).toEqual([name, wanted.unknown]);
			expect(values).not.toContain("Select");
			selects += Number(wanted.selects);
		}
		expect(selects).toBeGreaterThan(5000);
	});

	test("ranking only, no time in the file: Total Time Spent on Website alone has AUC 0.651", async () => {
		const { dataset } = await load();
		const { ranking } = await replay(dataset, pointsAsValues(["Total Time Spent on Website"], 2272), STATIC);
		const queries = await openFile();
		const wanted = await rankingBySql(
			queries,
			`SELECT CAST("Total Time Spent on Website" AS DOUBLE) AS score, Converted = '1' AS positive FROM x`,
		);
		expect(ranking[0]).toMatchObject({ atRisk: 9240, positives: 3561 });
		expect(wanted).toMatchObject({ atRisk: 9240, positives: 3561 });
		expect(ranking[0]!.auc!.toFixed(3)).toBe("0.651");
		expect(ranking[0]!.auc).toBeCloseTo(wanted.auc, 12);
		expect(ranking[0]!.averagePrecision).toBeCloseTo(wanted.averagePrecision, 12);
	});

	test("ranking only: the vendor's own point scores, with unknown as 0, rank as SQL ranks them", async () => {
		const { dataset } = await load();
		const attributes = ["Asymmetrique Activity Score", "Asymmetrique Profile Score"];
		const { ranking } = await replay(dataset, pointsAsValues(attributes, 20), STATIC);
		const queries = await openFile();
		const [activity, profile] = attributes.map((name) => `coalesce(CAST("${name}" AS DOUBLE), 0)`);
		const wanted = await rankingBySql(
			queries,
			`SELECT ${activity} + ${profile} AS score, Converted = '1' AS positive FROM x`,
		);
		expect(ranking[0]!.auc).toBeCloseTo(wanted.auc, 12);
		expect(ranking[0]!.averagePrecision).toBeCloseTo(wanted.averagePrecision, 12);
	});

	test("the baseline's score, its flagged leads and their share of converted equal SQL", async () => {
		const { dataset } = await load();
		const { model } = await readModel(join(mappingFolder(NAME), "model.yaml"));
		const { ranking, handoffs, columns } = await replay(dataset, model, STATIC);
		const queries = await openFile();
		await queries.run(`
			CREATE TABLE scored AS SELECT "Prospect ID" AS lead, Converted = '1' AS positive,
				CASE WHEN seconds < 60 THEN 0 WHEN seconds < 300 THEN 5 WHEN seconds < 900 THEN 15 ELSE 30 END
				+ CASE WHEN CAST(TotalVisits AS DOUBLE) >= 3 THEN 5 ELSE 0 END
				+ CASE "Lead Origin" WHEN 'Lead Add Form' THEN 30 WHEN 'Landing Page Submission' THEN 5 ELSE 0 END
				+ CASE "What is your current occupation" WHEN 'Working Professional' THEN 20 WHEN 'Unemployed' THEN 5 WHEN 'Student' THEN 5 ELSE 0 END
				+ CASE "Do Not Email" WHEN 'Yes' THEN -15 ELSE 0 END AS score
			FROM (SELECT *, CAST("Total Time Spent on Website" AS DOUBLE) AS seconds FROM x)`);
		const scores = new Map(
			(await queries.rows("SELECT lead, score FROM scored")).map(({ lead, score }) => [lead, score]),
		);
		columns.lead.forEach((lead, row) => {
			expect(columns.landmarkScore[row], dataset.idOf(lead)).toBe(scores.get(dataset.idOf(lead)));
		});
		const counts = await queries.row(
			"SELECT CAST(count(*) AS INTEGER) AS flagged, CAST(count(*) FILTER (positive) AS INTEGER) AS hits FROM scored WHERE score >= 35",
		);
		expect(handoffs[0]).toMatchObject({ ...counts, late: 0, immature: 0, leads: 9240, excluded: 0, reached: 3561 });
		expect(ranking[0]!.auc).toBeCloseTo((await rankingBySql(queries, "SELECT score, positive FROM scored")).auc, 12);
	});

	test("columns written after the outcome are named as leaks by a model that uses them", async () => {
		const { dataset } = await load();
		const { model } = parseModel(`
leadlab: model/1
name: tags
groups: [{ id: sales, rules: [{ id: tags, attribute: Tags, points: 10 }, { id: quality, attribute: Lead Quality, points: 5 }] }]
stages: { mql: { score: 10 } }
`);
		const leaks = bindModel(model, dataset);
		expect(leaks.map(({ code, column }) => [code, column])).toEqual([
			["leak", "groups[0].rules[0]"],
			["leak", "groups[0].rules[1]"],
		]);
		expect(leaks[0]!.message).toContain('"Tags", which is only known from customer on');
	});

	test("of the misquoted copy the 338 rows wrapped whole in quotes are rejected as they stand, and no other", async () => {
		const { dataset, rejects } = await load("leads_misquoted_copy.csv.gz");
		expect(dataset.quality.tables.leads).toEqual({ read: 9240, loaded: 8902, rejected: 338 });
		expect(dataset.quality.issues.filter(({ table }) => table === "leads")).toMatchObject([
			{ code: "short-row", count: 338, kept: false },
		]);
		const whole = (await load()).dataset;
		const ids = new Set(Array.from({ length: dataset.leadCount }, (_, lead) => dataset.idOf(lead)));
		const lost = Array.from({ length: whole.leadCount }, (_, lead) => whole.idOf(lead)).filter((id) => !ids.has(id));
		const text = rejects
			.filter(({ table }) => table === "leads")
			.map(({ parts }) => Buffer.concat(parts).toString("utf8"))
			.join("");
		expect(lost.length).toBe(338);
		for (const id of lost) expect(text).toContain(id);
	});
});
