import { join } from "node:path";
import { expect, test } from "vitest";
import { NEVER } from "../../src/dataset/dataset.ts";
import { type LoadedDataset, readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { FULL_SIZE } from "../full-size.ts";
import { countsBySql, rankedAtLandmark, rankingBySql } from "./definition-sql.ts";
import { LEADFORGE, LEADFORGE_AS_OF, openLeadforge, SEED_42, scoreLeadforge, stageTime } from "./leadforge.ts";
import { datasetFolder, describeReal, mappingFolder } from "./real-data.ts";

const model = async () => (await readModel(join(mappingFolder(LEADFORGE), "model.yaml"))).model;

let loading: Promise<LoadedDataset> | undefined;
/** Read once for all tests of the file. */
const load = () => {
	loading ??= datasetFolder(LEADFORGE).then((folder) => readDataset(folder));
	return loading;
};

describeReal(LEADFORGE, () => {
	test("seed 42 (synthetic): three activity tables become one, and no row is lost", async () => {
		const { dataset, warnings } = await load();
		expect(warnings).toEqual([]);
		expect(dataset.quality.tables).toEqual({
			leads: { read: 5000, loaded: 5000, rejected: 0 },
			activities: { read: 54_803 + 14_565 + 60_739, loaded: 130_107, rejected: 0 },
			stages: { read: 33_694, loaded: 33_694, rejected: 0 },
		});
		const queries = await openLeadforge(SEED_42);
		const wanted = await queries.rows(
			"SELECT type, CAST(count(*) AS INTEGER) AS n FROM fact GROUP BY type ORDER BY type",
		);
		const counts = new Int32Array(dataset.activities.types.length);
		for (const type of dataset.activities.type) counts[type]!++;
		const got = dataset.activities.types.map((type, i) => ({ type, n: counts[i]! }));
		expect(got.sort((a, b) => (a.type < b.type ? -1 : 1))).toEqual(wanted);
	});

	test("seed 42: leads of an account share it, and there are as many as SQL counts", async () => {
		const { account, leadCount } = (await load()).dataset;
		const queries = await openLeadforge(SEED_42);
		const { n } = await queries.row("SELECT CAST(count(DISTINCT account_id) AS INTEGER) AS n FROM leads");
		expect(n).toBe(1280);
		expect(account!.values.length).toBe(n);
		expect(account!.codes.filter((code) => code >= 0).length).toBe(leadCount);
	});

	test("seed 42: stage rows and funnel equal an SQL count", async () => {
		const { dataset } = await load();
		const queries = await openLeadforge(SEED_42);
		const wanted = await queries.rows(
			"SELECT stage, CAST(count(*) AS INTEGER) AS n, CAST(count(DISTINCT lead) AS INTEGER) AS leads FROM stage GROUP BY stage",
		);
		const rows = new Map(dataset.stages.names.map((name) => [name, 0]));
		for (const stage of dataset.stages.stage) {
			const name = dataset.stages.names[stage]!;
			rows.set(name, rows.get(name)! + 1);
		}
		expect(Object.fromEntries(rows)).toEqual(Object.fromEntries(wanted.map(({ stage, n }) => [stage, n])));
		const { funnel } = await replay(dataset, await model());
		expect(funnel.map(({ stage, reached }) => [stage, reached])).toEqual([
			["mql", 5000],
			["sal", 4804],
			["sql", 4636],
			["demo_scheduled", 4438],
			["demo_completed", 4264],
			["proposal_sent", 4090],
			["negotiation", 3886],
			["closed_won", 1049],
		]);
		for (const { stage, reached } of funnel) expect(wanted.find((row) => row.stage === stage)?.leads).toBe(reached);
		// Five deals are won straight from MQL, past every rung between.
		expect(funnel.at(-1)!.reachedAfterPrevious).toBe(1044);
	});

	test("seed 42: 1,049 of 5,000 convert within 90 days (20.98 %), as the file's own label says, lead by lead", async () => {
		const { dataset } = await load();
		const { ranking } = await replay(dataset, await model(), { horizonDays: 90, landmarkDays: 0 });
		const won = ranking.find(({ stage: outcome }) => outcome === "closed_won")!;
		expect([won.atRisk, won.positives]).toEqual([5000, 1049]);
		expect(won.positives / won.atRisk).toBeCloseTo(0.2098, 10);
		const queries = await openLeadforge(SEED_42);
		const labels = await queries.rows("SELECT lead_id AS lead, converted_within_90_days = 'True' AS label FROM leads");
		const labelOf = new Map(labels.map(({ lead, label }) => [lead, label]));
		const wonAt = dataset.stages.firstAt[dataset.stages.names.indexOf("closed_won")]!;
		for (let lead = 0; lead < dataset.leadCount; lead++) {
			const converted = wonAt[lead]! !== NEVER && wonAt[lead]! <= dataset.createdAt[lead]! + 90 * 86_400_000;
			expect(converted, dataset.idOf(lead)).toBe(labelOf.get(dataset.idOf(lead)));
		}
	});

	// SQL scores 20 million pairs of a fact and a later instant.
	test.runIf(FULL_SIZE)(
		"seed 42: hand-offs, sweeps and ranking at 30 and 60 days equal SQL from the definitions",
		async () => {
			const { dataset } = await load();
			const landmarkDays = 14;
			const queries = await openLeadforge(SEED_42);
			await scoreLeadforge(queries, { landmarkDays });
			const largest = Number((await queries.row("SELECT floor(max(score)) AS n FROM score WHERE flags")).n);
			expect(largest).toBeGreaterThan(70);
			for (const horizonDays of [30, 60]) {
				const result = await replay(dataset, await model(), { horizonDays, landmarkDays });
				expect(result.asOf).toBe(LEADFORGE_AS_OF);
				for (const [i, handoff] of result.handoffs.entries()) {
					const counts = await countsBySql(queries, {
						scores: `SELECT lead, t, score FROM score WHERE flags ${handoff.from === "sql" ? "AND gate" : ""}`,
						outcome: stageTime(handoff.to),
						horizonDays,
						asOf: LEADFORGE_AS_OF,
						largest,
					});
					expect(result.sweep[i]!.rows).toEqual(counts);
					expect(handoff).toMatchObject(counts[handoff.threshold]!);
					expect(handoff.hits * handoff.misses).toBeGreaterThan(0);
				}
				for (const count of ["late", "immature"] as const) {
					expect(result.handoffs.some((handoff) => handoff[count] > 0)).toBe(true);
				}
				for (const ranking of result.ranking) {
					const wanted = await rankingBySql(
						queries,
						rankedAtLandmark({
							scores: "SELECT lead, score FROM score WHERE landmark",
							outcome: stageTime(ranking.stage),
							landmarkDays,
							horizonDays,
							asOf: LEADFORGE_AS_OF,
						}),
					);
					expect([ranking.atRisk, ranking.positives]).toEqual([wanted.atRisk, wanted.positives]);
					expect(ranking.auc).toBeCloseTo(wanted.auc, 12);
					expect(ranking.averagePrecision).toBeCloseTo(wanted.averagePrecision, 12);
				}
			}
		},
	);
});
