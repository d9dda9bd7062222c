import { join } from "node:path";
import { expect, test } from "vitest";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { FULL_SIZE } from "../full-size.ts";
import { LEADFORGE, openLeadforge, SEED_7, SEED_42 } from "./leadforge.ts";
import { datasetFolder, describeReal, mappingFolder } from "./real-data.ts";

describeReal(LEADFORGE, () => {
	test.runIf(FULL_SIZE)(
		"seed 7 (synthetic, 40,000 leads, 1.1 million rows): the same mapping reads it, and every count equals SQL",
		async () => {
			const folder = await datasetFolder(LEADFORGE, { change: (text) => text.replaceAll(SEED_42, SEED_7) });
			const { dataset, warnings } = await readDataset(folder);
			const { model } = await readModel(join(mappingFolder(LEADFORGE), "model.yaml"));
			const { funnel, ranking, handoffs } = await replay(dataset, model, { horizonDays: 90, landmarkDays: 0 });
			expect(warnings).toEqual([]);
			const queries = await openLeadforge(SEED_7);
			const count = async (from: string) => Number((await queries.row(`SELECT count(*) AS n FROM ${from}`)).n);
			const tables = { leads: await count("lead"), activities: await count("fact"), stages: await count("stage") };
			expect(tables).toMatchObject({ leads: 40_000, activities: 326_538 + 89_987 + 461_819 });
			for (const [table, rows] of Object.entries(tables)) {
				expect(dataset.quality.tables[table]).toEqual({ read: rows, loaded: rows, rejected: 0 });
			}
			for (const { stage, reached } of funnel) {
				expect([stage, reached]).toEqual([
					stage,
					await count(`(SELECT DISTINCT lead FROM stage WHERE stage = '${stage}')`),
				]);
			}
			const won = ranking.find(({ stage: outcome }) => outcome === "closed_won")!;
			expect([won.atRisk, won.positives]).toEqual([40_000, 8523]);
			for (const { flagged, late, immature, hits, misses } of handoffs) {
				expect(late + immature + hits + misses).toBe(flagged);
				expect(flagged).toBeGreaterThan(0);
			}
		},
	);
});
