import { join } from "node:path";
import { expect, test } from "vitest";
import { NEVER, UNKNOWN } from "../../src/dataset/dataset.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { rankingBySql } from "./definition-sql.ts";
import { openQueries, type Queries } from "./queries.ts";
import { datasetFolder, describeReal, mappingFolder, rawFolder } from "./real-data.ts";
import { prepareBank } from "./uci-bank-marketing/prepare.ts";

const NAME = "uci-bank-marketing";
/** The last flags are 13 days old when the file ends. */
const STATIC = { horizonDays: 10, landmarkDays: 0 } as const;
const load = async (change?: (text: string) => string) =>
	(await readDataset(await datasetFolder(NAME, { prepare: prepareBank, ...(change === undefined ? {} : { change }) })))
		.dataset;
const KNOWN_LATER = ", known: { column: contact_on }";

async function openFile(): Promise<Queries> {
	const queries = await openQueries();
	await queries.csv("bank", join(rawFolder(NAME), "bank-full.csv.gz"), { delimiter: ";" });
	return queries;
}

/** Points for a long flag. */
const longFlags = () =>
	parseModel(`
leadlab: model/1
name: long-flags
groups: [{ id: flag, rules: [{ id: duration, attribute: duration, points: [{ at_least: 600, points: 10 }] }] }]
stages: { mql: { score: 10 } }
`).model;

describeReal(NAME, () => {
	test("years inferred from the order of rows: all 45,211 are loaded, in order, from May 2008 to November 2010", async () => {
		const dataset = await load();
		expect(dataset.quality.issues).toEqual([]);
		expect(dataset.quality.tables.leads).toEqual({ read: 45_211, loaded: 45_211, rejected: 0 });
		expect(dataset.stages.count).toBe(5289);
		const { createdAt, calendar } = dataset;
		expect(createdAt.every((at, i) => i === 0 || at >= createdAt[i - 1]!)).toBe(true);
		const day = (at: number) => new Date(calendar.dayOf(at) * 86_400_000).toISOString().slice(0, 10);
		expect([day(createdAt[0]!), day(createdAt.at(-1)!)]).toEqual(["2008-05-05", "2010-11-17"]);
	});

	test("cells between semicolons are read as their types, and unknown is unknown, as SQL counts", async () => {
		const { attributes } = await load();
		const queries = await openFile();
		for (const { name, codes, values, type } of attributes) {
			const missing = name === "pdays" ? "-1" : "unknown";
			const wanted = await queries.row(
				`SELECT CAST(count(*) FILTER ("${name}" = '${missing}') AS INTEGER) AS unknown, CAST(sum(try_cast("${name}" AS DOUBLE)) FILTER ("${name}" <> '${missing}') AS DOUBLE) AS total FROM bank`,
			);
			expect([name, codes.filter((code) => code === UNKNOWN).length]).toEqual([name, wanted.unknown]);
			if (type !== "number") continue;
			let total = 0;
			for (const code of codes) if (code !== UNKNOWN) total += Number(values[code]);
			expect([name, total]).toEqual([name, wanted.total]);
		}
	});

	test("the baseline's flagged clients, hits and ranking equal SQL", async () => {
		const { model } = await readModel(join(mappingFolder(NAME), "model.yaml"));
		const { handoffs, ranking } = await replay(await load(), model, STATIC);
		const queries = await openFile();
		await queries.run(`
			CREATE TABLE scored AS SELECT y = 'yes' AS positive,
				CASE poutcome WHEN 'success' THEN 40 WHEN 'other' THEN 10 ELSE 0 END
				+ CASE WHEN CAST(campaign AS INTEGER) >= 6 THEN -10 ELSE 0 END
				+ CASE contact WHEN 'cellular' THEN 10 WHEN 'unknown' THEN -5 ELSE 0 END
				+ CASE WHEN CAST(age AS INTEGER) < 25 THEN 10 WHEN CAST(age AS INTEGER) >= 60 THEN 15 ELSE 0 END
				+ CASE housing WHEN 'no' THEN 10 ELSE 0 END
				+ CASE loan WHEN 'yes' THEN -5 ELSE 0 END AS score FROM bank`);
		const counts = await queries.row(
			"SELECT CAST(count(*) AS INTEGER) AS flagged, CAST(count(*) FILTER (positive) AS INTEGER) AS hits FROM scored WHERE score >= 30",
		);
		expect(handoffs[0]).toMatchObject({ ...counts, late: 0, immature: 0, leads: 45_211, reached: 5289 });
		expect(seenOf(handoffs[0]!.precision).value).toBeGreaterThan(0.3);
		const wanted = await rankingBySql(queries, "SELECT score, positive FROM scored");
		expect(ranking[0]).toMatchObject({ atRisk: 45_211, positives: 5289 });
		expect(ranking[0]!.auc).toBeCloseTo(wanted.auc, 12);
		expect(ranking[0]!.averagePrecision).toBeCloseTo(wanted.averagePrecision, 12);
	});

	test("a day on which the clock goes back has 25 hours: its end lies outside a horizon of one day", async () => {
		const dataset = await load();
		const { model } = await readModel(join(mappingFolder(NAME), "model.yaml"));
		const { ranking } = await replay(dataset, model, { ...STATIC, horizonDays: 1 });
		const longDays = ["2008-10-26", "2009-10-25", "2010-10-31"].map((day) => Date.parse(`${day}T00:00:00+01:00`));
		const wonAt = dataset.stages.firstAt[dataset.stages.names.indexOf("customer")]!;
		const onLongDays = dataset.createdAt.filter((at, lead) => longDays.includes(at) && wonAt[lead] !== NEVER).length;
		expect(onLongDays).toBeGreaterThan(0);
		expect(ranking[0]!.positives).toBe(5289 - onLongDays);
	});

	test("duration is known when the flag is over: said so it catches nobody, said to be known before it looks brilliant", async () => {
		const queries = await openFile();
		const long = await queries.row(
			"SELECT CAST(count(*) AS INTEGER) AS flagged, CAST(count(*) FILTER (y = 'yes') AS INTEGER) AS won FROM bank WHERE CAST(duration AS INTEGER) >= 600",
		);
		const [honest] = (await replay(await load(), longFlags(), STATIC)).handoffs;
		expect(honest).toMatchObject({ flagged: long.flagged, late: long.won, hits: 0, caught: 0 });
		const careless = await load((text) => text.replace(KNOWN_LATER, ""));
		const [fooled] = (await replay(careless, longFlags(), STATIC)).handoffs;
		expect(fooled).toMatchObject({ flagged: long.flagged, late: 0, hits: long.won });
		expect(seenOf(fooled!.precision).value).toBeGreaterThan(0.45);
	});

	test("duration is named as a leak when it is declared as known from the outcome on", async () => {
		const dataset = await load((text) => text.replace(KNOWN_LATER, ", known: { stage: customer }"));
		expect(bindModel(longFlags(), dataset)).toMatchObject([{ code: "leak", column: "groups[0].rules[0]" }]);
	});
});
