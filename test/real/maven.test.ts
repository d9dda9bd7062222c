import { join } from "node:path";
import { expect, test } from "vitest";
import { createRandom } from "../../src/base/random.ts";
import { UNKNOWN } from "../../src/dataset/dataset.ts";
import { evaluateReplay } from "../../src/evaluate/evaluate-replay.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { buildReport } from "../../src/report/report.ts";
import { openTables, prepareDeals } from "./maven-crm-pipeline/prepare.ts";
import { datasetFolder, describeReal, mappingFolder, rawFolder } from "./real-data.ts";

const NAME = "maven-crm-pipeline";
/** Deals are won or lost within 138 days of engagement. */
const ALL = { horizonDays: 140, landmarkDays: 0 } as const;
const load = async () => readDataset(await datasetFolder(NAME, { prepare: prepareDeals }));

describeReal(NAME, () => {
	test("the dirty product key joins, deals without a day of engagement are rejected, open ones are kept", async () => {
		const { dataset } = await load();
		expect(dataset.quality.tables.leads).toEqual({ read: 8800, loaded: 8300, rejected: 500 });
		const unknown = Object.fromEntries(
			dataset.attributes.map(({ name, codes }) => [name, codes.filter((code) => code === UNKNOWN).length]),
		);
		const queries = await openTables(rawFolder(NAME));
		const { without } = await queries.row(
			"SELECT CAST(count(*) AS INTEGER) AS without FROM sales_pipeline WHERE account IS NULL AND engage_date IS NOT NULL",
		);
		expect(unknown).toMatchObject({ product: 0, series: 0, sales_price: 0, sector: without, revenue: without });
		const reached = (stage: string) =>
			dataset.stages.firstAt[dataset.stages.names.indexOf(stage)]!.filter(Number.isFinite).length;
		expect([reached("sql"), reached("customer"), reached("lost")]).toEqual([8300, 4238, 2473]);
	});

	test("an account is named once a deal is closed: known from the start it seems to tell who wins", async () => {
		const queries = await openTables(rawFolder(NAME));
		const counts = await queries.rows(
			"SELECT deal_stage, CAST(count(*) AS INTEGER) AS deals, CAST(count(account) AS INTEGER) AS named FROM sales_pipeline WHERE engage_date IS NOT NULL GROUP BY deal_stage ORDER BY deal_stage",
		);
		expect(counts.map(({ deal_stage, deals, named }) => [deal_stage, deals, named])).toEqual([
			["Engaging", 1589, 501],
			["Lost", 2473, 2473],
			["Won", 4238, 4238],
		]);
		const careless = await measure({ change: fromTheStart });
		expect(careless.value).toBeGreaterThan(0.6);
		expect(careless.finding.kind).toBe("order");
	});

	test("what is known of an open deal says no better than chance who wins, and says so with the interval", async () => {
		const { finding, interval } = await measure({});
		expect(["chance", "slight"]).toContain(finding.kind);
		expect(finding.text).toMatch(/^the score orders leads (no|hardly) better than chance: AUC 0\.\d+, 95 % interval/);
		expect(interval[0]).toBeGreaterThan(0.45);
		expect(interval[1]).toBeLessThan(0.55);
	});

	test("among closed deals, where everybody has an account, AUC equals the pairs counted in SQL: there is no signal", async () => {
		const { finding, interval, value, ranking, section } = await measure({ closedOnly: true, change: fromTheStart });
		const queries = await openTables(rawFolder(NAME));
		const wanted = await queries.row(`
			WITH deal AS (
				SELECT CASE WHEN sector IN ('software', 'technolgy', 'telecommunications') THEN 15
						WHEN sector IN ('finance', 'medical', 'marketing') THEN 10 ELSE 5 END
					+ CASE WHEN CAST(revenue AS DOUBLE) < 500 THEN 5 WHEN CAST(revenue AS DOUBLE) < 2500 THEN 10 ELSE 15 END
					+ CASE WHEN CAST(employees AS DOUBLE) >= 1000 THEN 5 ELSE 0 END
					+ CASE WHEN product LIKE 'GTX%' THEN 15 WHEN product LIKE 'GTK%' THEN 20 ELSE 5 END
					+ CASE WHEN regional_office IN ('Central', 'East') THEN 5 ELSE 0 END AS score,
					-- A date of engagement is the start of that day, a closing date the end of it.
					deal_stage = 'Won' AND CAST(close_date AS DATE) - CAST(engage_date AS DATE) < 140 AS won
				FROM sales_pipeline JOIN accounts USING (account) JOIN sales_teams USING (sales_agent)
				WHERE close_date IS NOT NULL AND CAST(engage_date AS DATE) + 140 <= DATE '2017-12-31'
			), level AS (SELECT score, count(*) FILTER (won) AS p, count(*) FILTER (NOT won) AS n FROM deal GROUP BY score)
			SELECT CAST((SELECT count(*) FROM deal) AS INTEGER) AS leads, CAST((SELECT sum(p) FROM level) AS INTEGER) AS positives,
				CAST(sum(a.p * b.n * CASE WHEN a.score > b.score THEN 1.0 WHEN a.score = b.score THEN 0.5 ELSE 0 END) AS DOUBLE)
					/ (CAST((SELECT sum(p) FROM level) AS DOUBLE) * CAST((SELECT sum(n) FROM level) AS DOUBLE)) AS auc
			FROM level a, level b`);
		expect([ranking.atRisk, ranking.positives]).toEqual([wanted.leads, wanted.positives]);
		expect(value).toBeCloseTo(Number(wanted.auc), 12);
		expect(["chance", "slight"]).toContain(finding.kind);
		expect(interval[0]).toBeGreaterThan(0.45);
		expect(interval[1]).toBeLessThan(0.55);
		expect(section).toContain(finding.text);
	});
});

/** What is known of an account taken as known from the start. */
function fromTheStart(text: string): string {
	return text.replaceAll(", known: { column: closed_on }", "");
}

async function measure({
	closedOnly = false,
	change = (text) => text,
}: {
	readonly closedOnly?: boolean;
	readonly change?: (text: string) => string;
}) {
	const folder = await datasetFolder(NAME, {
		change,
		prepare: (raw, into) => prepareDeals(raw, into, { closedOnly }),
	});
	const { dataset } = await readDataset(folder);
	const { model } = await readModel(join(mappingFolder(NAME), "model.yaml"));
	const result = await replay(dataset, model, ALL);
	const figures = evaluateReplay(dataset, result, { random: createRandom(1), replicates: 500 });
	const ranking = figures.ranking[0]!;
	if (ranking.auc.state !== "measured") throw new Error("the AUC was not measured");
	const document = buildReport({ candidate: result, figures, version: "0.1.0" });
	const section = JSON.stringify(document.sections.find(({ id }) => id === "ranking"));
	return { ...ranking.auc, finding: ranking.finding, ranking, section };
}
