import { join } from "node:path";
import { expect, test } from "vitest";
import { NEVER } from "../../src/dataset/dataset.ts";
import { type LoadedDataset, readDataset } from "../../src/ingest/read-dataset.ts";
import { readModel } from "../../src/ingest/read-model.ts";
import { replay } from "../../src/replay/replay.ts";
import { FULL_SIZE } from "../full-size.ts";
import { countsBySql, rankedAtLandmark, rankingBySql } from "./definition-sql.ts";
import { openQueries, type Queries } from "./queries.ts";
import { datasetFolder, describeReal, mappingFolder, rawFolder } from "./real-data.ts";

const NAME = "bpi2012-loan-funnel";
const ZONE = "Europe/Amsterdam";
const model = async () => (await readModel(join(mappingFolder(NAME), "model.yaml"))).model;

let loading: Promise<LoadedDataset> | undefined;
/** Read once for all tests of the file. */
const load = () => {
	loading ??= datasetFolder(NAME).then((folder) => readDataset(folder));
	return loading;
};

/** Only events.csv: the mapping takes the stages from the columns of cases.csv. */
async function openEvents(): Promise<Queries> {
	const queries = await openQueries();
	await queries.csv("events_file", join(rawFolder(NAME), "events.csv.gz"));
	await queries.csv("cases_file", join(rawFolder(NAME), "cases.csv.gz"));
	await queries.run(`
		CREATE TABLE event AS SELECT case_id AS lead, activity, lifecycle,
			epoch_ms(CAST(timestamp AS TIMESTAMPTZ)) AS ts,
			CAST(timezone('${ZONE}', CAST(timestamp AS TIMESTAMPTZ)) AS DATE) AS day
		FROM events_file`);
	await queries.run(`
		CREATE TABLE lead AS SELECT case_id AS lead, CAST(amount_req AS DOUBLE) AS amount,
			epoch_ms(CAST(reg_date AS TIMESTAMPTZ)) AS created,
			CAST(timezone('${ZONE}', CAST(reg_date AS TIMESTAMPTZ)) AS DATE) AS day
		FROM cases_file`);
	return queries;
}

const firstTime = (activity: string) =>
	`SELECT lead, min(ts) AS s FROM event WHERE activity = '${activity}' GROUP BY lead`;

const STAGES = {
	lead: "A_SUBMITTED",
	mql: "A_PREACCEPTED",
	sql: "A_ACCEPTED",
	customer: "A_APPROVED",
	declined: "A_DECLINED",
	cancelled: "A_CANCELLED",
} as const;

/** End of the last day of the log, from the zone's own midnight. */
const AS_OF = `epoch_ms(timezone('${ZONE}', TIMESTAMP '2012-03-15')) - 1`;

/**
 * The model of model.yaml, scored by SQL at every instant at which a score may move: creation, each event, each local
 * midnight until `as_of`; and at the landmark. Result: `score(lead, t, score, gate, landmark)`.
 */
async function scoreEveryInstant(queries: Queries, asOf: number, landmarkDays: number): Promise<void> {
	await queries.run(`
		CREATE TABLE moment AS
		SELECT lead, t, bool_or(landmark) AS landmark, bool_or(NOT landmark) AS flags,
			CAST(timezone('${ZONE}', make_timestamptz(t * 1000)) AS DATE) AS day
		FROM (
			SELECT lead, created AS t, false AS landmark FROM lead
			UNION ALL SELECT lead, greatest(ts, created), false FROM event JOIN lead USING (lead)
			UNION ALL SELECT lead, epoch_ms(timezone('${ZONE}', CAST(d AS TIMESTAMP))), false
				FROM (SELECT lead, unnest(range(day + 1, DATE '2012-03-15', INTERVAL 1 DAY)) AS d FROM lead)
			UNION ALL SELECT lead, created + ${landmarkDays * 86_400_000}, true FROM lead
		) WHERE t <= ${asOf} GROUP BY lead, t`);
	await queries.run(`
		CREATE TABLE kept AS
		WITH known AS (
			SELECT m.lead, t, e.activity, date_diff('day', e.day, m.day) AS age,
				row_number() OVER (PARTITION BY m.lead, t, e.activity ORDER BY e.ts DESC) AS latest,
				row_number() OVER (PARTITION BY m.lead, t, e.activity, e.day ORDER BY e.ts DESC) AS latest_of_day
			FROM moment m JOIN event e ON e.lead = m.lead AND e.ts <= m.t
			WHERE (e.activity = 'W_Completeren aanvraag' AND lifecycle = 'START' AND date_diff('day', e.day, m.day) < 30)
				OR (e.activity = 'W_Nabellen offertes' AND lifecycle = 'START')
				OR e.activity = 'O_SENT_BACK'
		)
		SELECT lead, t, sum(pow(2, -age / 14.0) * CASE activity
			WHEN 'W_Completeren aanvraag' THEN CASE WHEN latest <= 3 THEN 10 ELSE 0 END
			WHEN 'W_Nabellen offertes' THEN CASE WHEN latest_of_day <= 2 THEN 5 ELSE 0 END
			WHEN 'O_SENT_BACK' THEN CASE WHEN latest = 1 THEN 30 ELSE 0 END END) AS points,
			bool_or(activity = 'O_SENT_BACK') AS gate
		FROM known GROUP BY lead, t`);
	await queries.run(`
		CREATE TABLE score AS
		SELECT m.lead, m.t, m.landmark, m.flags, coalesce(gate, false) AS gate, round(
			CASE WHEN amount < 5000 THEN 0 WHEN amount < 15000 THEN 10 WHEN amount < 50000 THEN 20 ELSE 10 END
			+ least(60, coalesce(points, 0)
				+ CASE WHEN date_diff('day', coalesce(e.day, l.day), m.day) >= 14 THEN -15 ELSE 0 END), 4) AS score
		FROM moment m JOIN lead l USING (lead) LEFT JOIN kept k ON k.lead = m.lead AND k.t = m.t
			ASOF LEFT JOIN event e ON e.lead = m.lead AND e.ts <= m.t`);
}

describeReal(NAME, () => {
	test("no row is lost: every case and event is loaded, and every filled milestone is a stage change", async () => {
		const { dataset, warnings, rejects } = await load();
		expect(dataset.quality.tables).toEqual({
			leads: { read: 7455, loaded: 7455, rejected: 0 },
			activities: { read: 150_256, loaded: 150_256, rejected: 0 },
			stages: { read: 6 * 7455, loaded: 6 * 7455, rejected: 0 },
		});
		expect(warnings).toEqual([]);
		expect(rejects).toEqual([]);
		expect(dataset.stages.count).toBe(7455 + 4143 + 2886 + 1336 + 4401 + 1718);
	});

	test("first stage times equal those of an SQL query on the events, to the millisecond", async () => {
		const { dataset } = await load();
		const queries = await openEvents();
		for (const [stage, activity] of Object.entries(STAGES)) {
			const rows = await queries.rows(firstTime(activity));
			const wanted = new Map(rows.map(({ lead, s }) => [lead, s]));
			const firstAt = dataset.stages.firstAt[dataset.stages.names.indexOf(stage)]!;
			const got = new Map<string, number>();
			for (let lead = 0; lead < dataset.leadCount; lead++) {
				if (firstAt[lead] !== NEVER) got.set(dataset.idOf(lead), firstAt[lead]!);
			}
			expect(got.size).toBe(wanted.size);
			expect([...got].filter(([id, at]) => wanted.get(id) !== at)).toEqual([]);
		}
	});

	test("funnel counts equal an SQL count, nest strictly, and every application ends exactly once", async () => {
		const { dataset } = await load();
		const { funnel } = await replay(dataset, await model());
		const queries = await openEvents();
		const counts = await queries.row(
			`SELECT ${Object.entries(STAGES)
				.map(([stage, activity]) => `count(DISTINCT lead) FILTER (activity = '${activity}') AS ${stage}`)
				.join(", ")} FROM event`,
		);
		expect(counts).toEqual({ lead: 7455, mql: 4143, sql: 2886, customer: 1336, declined: 4401, cancelled: 1718 });
		expect(funnel.map(({ stage, reached, reachedAfterPrevious }) => [stage, reached, reachedAfterPrevious])).toEqual([
			["lead", 7455, 7455],
			["mql", 4143, 4143],
			["sql", 2886, 2886],
			["customer", 1336, 1336],
		]);
		const at = (stage: string, lead: number) => dataset.stages.firstAt[dataset.stages.names.indexOf(stage)]![lead]!;
		for (let lead = 0; lead < dataset.leadCount; lead++) {
			const ends = ["customer", "declined", "cancelled"].filter((stage) => at(stage, lead) !== NEVER);
			expect(ends.length, dataset.idOf(lead)).toBe(1);
		}
	});

	test("the clock goes back inside: stamps of both offsets keep their order, and the long day counts once", async () => {
		const { dataset } = await load();
		const { calendar } = dataset;
		const before = Date.parse("2011-10-30T00:00:00+02:00");
		const after = Date.parse("2011-10-31T00:00:00+01:00");
		expect(after - before).toBe(25 * 3_600_000);
		expect(calendar.dayOf(after) - calendar.dayOf(before)).toBe(1);
		const queries = await openEvents();
		const { events, days } = await queries.row(
			`SELECT CAST(count(*) AS INTEGER) AS events, CAST(sum(date_diff('day', DATE '1970-01-01', day)) AS DOUBLE) AS days FROM event`,
		);
		expect(dataset.activities.count).toBe(events);
		expect(dataset.activities.day.reduce((sum, day) => sum + day, 0)).toBe(days);
		const that = await queries.row(
			`SELECT CAST(count(*) AS INTEGER) AS n FROM event WHERE ts >= ${before} AND ts < ${after}`,
		);
		const on = calendar.dayOf(before);
		expect(dataset.activities.day.filter((day) => day === on).length).toBe(that.n);
		expect(that.n).toBeGreaterThan(0);
	});

	test.runIf(FULL_SIZE)("hand-offs, sweeps and ranking at 30 and 90 days equal SQL from the definitions", async () => {
		const { dataset } = await load();
		const landmarkDays = 21;
		const queries = await openEvents();
		const asOf = Number((await queries.row(`SELECT CAST(${AS_OF} AS BIGINT) AS t`)).t);
		expect(dataset.asOf).toBe(asOf);
		await scoreEveryInstant(queries, asOf, landmarkDays);
		const largest = Number((await queries.row("SELECT floor(max(score)) AS n FROM score WHERE flags")).n);
		expect(largest).toBeGreaterThan(60);
		const gates: Record<string, string> = { mql: "flags", sql: "flags AND gate" };
		const stageOf: Record<string, string> = { sql: STAGES.sql, customer: STAGES.customer };
		for (const horizonDays of [30, 90]) {
			const result = await replay(dataset, await model(), { horizonDays, landmarkDays });
			expect(result.handoffs.map(({ from: flag, to: outcome }) => `${flag}-${outcome}`)).toEqual([
				"mql-sql",
				"sql-customer",
				"mql-customer",
			]);
			for (const [i, handoff] of result.handoffs.entries()) {
				const counts = await countsBySql(queries, {
					scores: `SELECT lead, t, score FROM score WHERE ${gates[handoff.from]}`,
					outcome: firstTime(stageOf[handoff.to]!),
					horizonDays,
					asOf,
					largest,
				});
				expect(result.sweep[i]!.rows).toEqual(counts);
				expect(handoff).toMatchObject(counts[handoff.threshold]!);
				expect(handoff.hits * handoff.misses).toBeGreaterThan(0);
				// Applications of the last days of 2011 are younger than 90 days when the log ends.
				if (horizonDays === 90) expect(handoff.immature).toBeGreaterThan(0);
			}
			expect(result.handoffs.reduce((sum, { late }) => sum + late, 0)).toBeGreaterThan(0);
			for (const ranking of result.ranking) {
				const wanted = await rankingBySql(
					queries,
					rankedAtLandmark({
						scores: "SELECT lead, score FROM score WHERE landmark",
						outcome: firstTime(stageOf[ranking.stage]!),
						landmarkDays,
						horizonDays,
						asOf,
					}),
				);
				expect([ranking.atRisk, ranking.positives]).toEqual([wanted.atRisk, wanted.positives]);
				expect(ranking.auc).toBeCloseTo(wanted.auc, 12);
				expect(ranking.averagePrecision).toBeCloseTo(wanted.averagePrecision, 12);
			}
		}
	});

	test("outcomes of flags that are old enough do not change when the log is cut earlier", async () => {
		const whole = await replay((await load()).dataset, await model(), {
			horizonDays: 30,
		});
		const earlier = await datasetFolder(NAME, {
			change: (text) => text.replace("as_of: 2012-03-14", "as_of: 2011-12-31"),
		});
		const { dataset } = await readDataset(earlier);
		const cut = await replay(dataset, await model(), { horizonDays: 30 });
		const { activities, stages } = dataset.quality.tables;
		expect(activities!.read).toBe(150_256);
		expect(activities!.rejected).toBeGreaterThan(0);
		expect(activities!.loaded + activities!.rejected).toBe(activities!.read);
		expect(stages!.loaded + stages!.rejected).toBe(stages!.read);
		expect(new Set(dataset.quality.issues.map(({ code }) => code))).toEqual(new Set(["after-as-of"]));
		const old = Date.parse("2011-12-01T00:00:00+01:00");
		const flags = (result: typeof whole) => result.columns.flaggedAt.mql!.map((at) => (at < old ? at : NEVER));
		expect(flags(cut)).toEqual(flags(whole));
		for (const [i, handoff] of cut.handoffs.entries()) {
			const full = whole.handoffs[i]!;
			expect(handoff.flagged).toBeLessThan(full.flagged);
			expect(handoff.immature).toBeGreaterThan(full.immature);
			expect(handoff.hits + handoff.misses).toBeLessThan(full.hits + full.misses);
		}
	});
});
