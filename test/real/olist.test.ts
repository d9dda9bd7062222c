import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { NEVER, UNKNOWN } from "../../src/dataset/dataset.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { seenOf } from "../../src/metrics/rates/estimate.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import { bindModel } from "../../src/replay/bind-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { countsBySql } from "./definition-sql.ts";
import { openQueries, type Queries } from "./queries.ts";
import { datasetFolder, describeReal, mappingFolder, rawFolder } from "./real-data.ts";

const NAME = "olist-funnel";
const LEADS = "olist_marketing_qualified_leads_dataset.csv.gz";
const DEALS = "olist_closed_deals_dataset.csv.gz";
const ZONE = "America/Sao_Paulo";
const load = async () => readDataset(await datasetFolder(NAME));
const model = async () => (await readModel(join(mappingFolder(NAME), "model.yaml"))).model;

/** `lead(lead, created, score)`, `deal(lead, s, amount)` and the views of the files. */
async function openFiles(): Promise<Queries> {
	const queries = await openQueries();
	await queries.csv("leads_file", join(rawFolder(NAME), LEADS));
	await queries.csv("deals_file", join(rawFolder(NAME), DEALS));
	await queries.run(`
		CREATE TABLE lead AS SELECT mql_id AS lead,
			epoch_ms(timezone('${ZONE}', CAST(first_contact_date AS TIMESTAMP))) AS created,
			CASE WHEN origin IS NULL THEN 10
				WHEN origin IN ('organic_search', 'paid_search', 'direct_traffic') THEN 20
				WHEN origin IN ('referral', 'unknown') THEN 15
				WHEN origin IN ('social', 'display') THEN 5 ELSE 0 END AS score
		FROM leads_file`);
	await queries.run(`
		CREATE TABLE deal AS SELECT mql_id AS lead, CAST(declared_monthly_revenue AS DOUBLE) AS amount,
			epoch_ms(timezone('${ZONE}', CAST(won_date AS TIMESTAMP))) AS s
		FROM deals_file`);
	return queries;
}

describeReal(NAME, () => {
	test("8,000 leads and 842 deals are loaded, none rejected, and the only blanks are 60 origins", async () => {
		const { dataset, warnings, rejects } = await load();
		expect(dataset.quality.tables).toEqual({
			leads: { read: 8000, loaded: 8000, rejected: 0 },
			stages: { read: 842, loaded: 842, rejected: 0 },
		});
		expect([warnings, rejects, dataset.quality.issues]).toEqual([[], [], []]);
		const unknown = Object.fromEntries(
			dataset.attributes.map(({ name, codes }) => [name, codes.filter((code) => code === UNKNOWN).length]),
		);
		expect(unknown).toEqual({ origin: 60, landing_page_id: 0 });
	});

	test("creation is the start of the local day, also of the day whose midnight the clock skips", async () => {
		const { dataset } = await load();
		const queries = await openFiles();
		const wanted = new Map(
			(await queries.rows("SELECT lead, created FROM lead")).map((row) => [row.lead, row.created]),
		);
		let skipped = 0;
		for (let lead = 0; lead < dataset.leadCount; lead++) {
			expect(dataset.createdAt[lead], dataset.idOf(lead)).toBe(wanted.get(dataset.idOf(lead)));
			// 2017-10-15 begins at 01:00 in São Paulo, which is 03:00 UTC.
			if (dataset.createdAt[lead] === Date.parse("2017-10-15T03:00:00Z")) skipped++;
		}
		expect(skipped).toBe(7);
	});

	test("times without a zone are read in the zone's own summer and winter time", async () => {
		const { dataset } = await load();
		const queries = await openFiles();
		const wanted = new Map((await queries.rows("SELECT lead, s FROM deal")).map((row) => [row.lead, row.s]));
		const wonAt = dataset.stages.firstAt[dataset.stages.names.indexOf("customer")]!;
		const offsets = new Set<number>();
		let won = 0;
		for (let lead = 0; lead < dataset.leadCount; lead++) {
			if (wonAt[lead] === NEVER) continue;
			won++;
			expect(wonAt[lead], dataset.idOf(lead)).toBe(wanted.get(dataset.idOf(lead)));
			offsets.add(dataset.calendar.offsetAt(wonAt[lead]!) / 3_600_000);
		}
		expect(won).toBe(842);
		expect([...offsets].sort()).toEqual([-2, -3]);
	});

	test.each([30, 90, 180])(
		"one deal is won before first contact and excluded; the rest equals SQL at %i days",
		async (horizonDays) => {
			const { dataset } = await load();
			const result = await replay(dataset, await model(), { horizonDays });
			const queries = await openFiles();
			const counts = await countsBySql(queries, {
				scores: "SELECT lead, created AS t, score FROM lead",
				outcome: "SELECT lead, s FROM deal",
				horizonDays,
				asOf: dataset.asOf,
				largest: 20,
			});
			expect(result.sweep[0]!.rows).toEqual(counts);
			const [handoff] = result.handoffs;
			expect(handoff).toMatchObject({ ...counts[15], leads: 7999, excluded: 1, reached: 841, late: 0 });
			const { amount } = await queries.row(
				"SELECT sum(amount) AS amount FROM deal JOIN lead USING (lead) WHERE s > created",
			);
			expect(handoff!.reachedAmount).toBeCloseTo(Number(amount), 6);
			expect(result.funnel.map(({ reached }) => reached)).toEqual([0, 842]);
		},
	);

	test("deals were only recorded from December 2017 on: the share won rises from 0.8 % (July 2017) to 14.5 % (February 2018)", async () => {
		const { months } = await replay((await load()).dataset, await model());
		const share = (month: string) => {
			const { leads, handoffs } = months.find((slice) => slice.month === month)!;
			return Math.round((1000 * handoffs[0]!.reached) / leads) / 10;
		};
		expect([share("2017-07"), share("2018-02")]).toEqual([0.8, 14.5]);
		const queries = await openFiles();
		const wanted = await queries.rows(
			"SELECT strftime(CAST(first_contact_date AS DATE), '%Y-%m') AS month, CAST(count(*) AS INTEGER) AS leads FROM leads_file GROUP BY month ORDER BY month",
		);
		expect(months.map(({ month, leads }) => ({ month, leads }))).toEqual(wanted);
	});

	test("segments by origin and by landing page equal SQL, and none of the leads is left out", async () => {
		const { segments } = await replay((await load()).dataset, await model(), {
			segmentBy: ["origin", "landing_page_id"],
			horizonDays: 90,
		});
		const queries = await openFiles();
		const wanted = await queries.rows(`
			WITH page AS (SELECT landing_page_id AS page, count(*) AS n FROM leads_file GROUP BY page),
			shown AS (SELECT page FROM page ORDER BY n DESC LIMIT 11),
			part AS (
				SELECT mql_id AS lead, 'origin' AS attribute, coalesce(origin, '(unknown)') AS value FROM leads_file
				UNION ALL
				SELECT mql_id, 'landing_page_id', CASE WHEN landing_page_id IN (FROM shown) THEN landing_page_id ELSE '(other)' END
				FROM leads_file
			)
			SELECT attribute, value, CAST(count(*) AS INTEGER) AS leads,
				CAST(count(*) FILTER (s > created) AS INTEGER) AS reached,
				CAST(count(*) FILTER (score >= 15 AND (s IS NULL OR s > created)) AS INTEGER) AS flagged,
				CAST(count(*) FILTER (score >= 15 AND s > created AND s <= created + 7776000000) AS INTEGER) AS hits
			FROM part JOIN lead USING (lead) LEFT JOIN deal USING (lead) GROUP BY ALL`);
		const key = ({ attribute, value }: { readonly attribute?: unknown; readonly value?: unknown }) =>
			`${attribute} ${value}`;
		const got = segments.map(({ attribute, value, leads, handoffs }) => {
			const { reached, flagged, hits } = handoffs[0]!;
			return { attribute, value, leads, reached, flagged, hits };
		});
		const order = (rows: readonly object[]) => [...rows].sort((a, b) => (key(a) < key(b) ? -1 : 1));
		expect(order(got)).toEqual(order(wanted));
		for (const attribute of ["origin", "landing_page_id"]) {
			const parts = segments.filter((segment) => segment.attribute === attribute);
			expect(parts.reduce((sum, { leads }) => sum + leads, 0)).toBe(8000);
		}
	});

	test("a column that only winners have looks perfect when said to be known at creation, and flags nobody in time when the truth is said", async () => {
		const folder = async (known: string) =>
			datasetFolder(NAME, {
				change: (text) =>
					text
						.replace(`../../../../shared/data/${NAME}/${LEADS}`, "joined.csv")
						.replace(/file: .*qualified.*/, "file: joined.csv")
						.replace("    origin:", `    business_segment: { type: text${known} }\n    origin:`),
				prepare: async (_raw, into) => {
					const queries = await openFiles();
					const rows = await queries.rows(
						"SELECT l.mql_id, first_contact_date, landing_page_id, origin, business_segment FROM leads_file l LEFT JOIN deals_file USING (mql_id)",
					);
					const lines = rows.map((row) =>
						Object.values(row)
							.map((cell) => cell ?? "")
							.join(","),
					);
					writeFileSync(join(into, "joined.csv"), `${Object.keys(rows[0]!).join(",")}\n${lines.join("\n")}\n`);
				},
			});
		const { model: leaky } = parseModel(`
leadlab: model/1
name: leaky
groups: [{ id: deal, rules: [{ id: segment, attribute: business_segment, points: 10 }] }]
stages: { mql: { score: 10 } }
`);
		const careless = (await readDataset(await folder(""))).dataset;
		const [fooled] = (await replay(careless, leaky, { horizonDays: 90 })).handoffs;
		expect(fooled!.flagged).toBe(840);
		expect(fooled!.late).toBe(0);
		expect(seenOf(fooled!.precision).value).toBeGreaterThan(0.8);
		expect(bindModel(leaky, careless)).toEqual([]);

		const honest = (await readDataset(await folder(", known: { stage: customer }"))).dataset;
		const [told] = (await replay(honest, leaky, { horizonDays: 90 })).handoffs;
		expect(told).toMatchObject({ flagged: 840, late: 840, hits: 0, misses: 0, caught: 0 });
		expect(seenOf(told!.precision).value).toBeUndefined();
		expect(told!.precision).toMatchObject({ state: "cannot tell yet", total: 0 });
	});
});
