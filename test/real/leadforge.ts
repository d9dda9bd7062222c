import { join } from "node:path";
import { openQueries, type Queries } from "./queries.ts";
import { rawFolder } from "./real-data.ts";

export const LEADFORGE = "leadforge-b2b-saas";
export const SEED_42 = "intermediate-seed42-5k";
export const SEED_7 = "intermediate-seed7-40k";

/** Every lead is watched for 90 days; the last begin on 2024-01-30. A date is the end of its day. */
export const LEADFORGE_AS_OF = Date.parse("2024-04-30T00:00:00Z") - 1;

export const LEADFORGE_TABLES = ["leads", "touches", "sessions", "sales_activities", "lead_stage_history"] as const;

/**
 * The raw tables of one seed, and from them `lead(lead, created, day, source)`, `fact(lead, type, ts, day, direction,
 * seconds, result)` of all three activity tables, and `stage(lead, stage, ts)`. A date of creation is the start of its
 * day, every other date the end.
 */
export async function openLeadforge(seed: string): Promise<Queries> {
	const queries = await openQueries();
	for (const table of LEADFORGE_TABLES) await queries.csv(table, join(rawFolder(LEADFORGE), seed, `${table}.csv.gz`));
	const end = (column: string) => `epoch_ms(CAST(CAST(${column} AS DATE) + 1 AS TIMESTAMP)) - 1`;
	await queries.run(`
		CREATE TABLE lead AS SELECT lead_id AS lead, lead_source AS source, CAST(lead_created_at AS DATE) AS day,
			epoch_ms(CAST(lead_created_at AS TIMESTAMP)) AS created FROM leads`);
	await queries.run(`
		CREATE TABLE fact AS
		SELECT lead_id AS lead, touch_type AS type, ${end("touch_timestamp")} AS ts, CAST(touch_timestamp AS DATE) AS day,
			touch_direction AS direction, NULL AS seconds, NULL AS result FROM touches
		UNION ALL
		SELECT lead_id, session_type, ${end("session_timestamp")}, CAST(session_timestamp AS DATE),
			NULL, CAST(session_duration_seconds AS DOUBLE), NULL FROM sessions
		UNION ALL
		SELECT lead_id, activity_type, ${end("activity_timestamp")}, CAST(activity_timestamp AS DATE),
			NULL, NULL, activity_outcome FROM sales_activities`);
	await queries.run(
		`CREATE TABLE stage AS SELECT lead_id AS lead, to_stage AS stage, ${end("changed_at")} AS ts FROM lead_stage_history`,
	);
	return queries;
}

/** First time of a stage, as `(lead, s)`. */
export const stageTime = (stage: string) =>
	`SELECT lead, min(ts) AS s FROM stage WHERE stage = '${stage}' GROUP BY lead`;

const after = (days: number) => `CASE WHEN age < ${days} THEN 1`;
/** A quarter off at age 14 and again every 7 days. */
const STEPS = `${after(14)} ELSE greatest(0, 1 - 0.25 * (1 + floor((age - 14) / 7))) END`;

/**
 * The model of model.yaml, scored by SQL at creation, at each fact and at each start of a day until `as_of`, and at the
 * landmark. Result: `score(lead, t, score, gate, flags, landmark)`.
 */
export async function scoreLeadforge(
	queries: Queries,
	{ landmarkDays }: { readonly landmarkDays: number },
): Promise<void> {
	await queries.run(`
		CREATE TABLE moment AS
		SELECT lead, t, bool_or(landmark) AS landmark, bool_or(NOT landmark) AS flags,
			CAST(make_timestamp(t * 1000) AS DATE) AS day
		FROM (
			SELECT lead, created AS t, false AS landmark FROM lead
			UNION ALL SELECT lead, greatest(ts, created), false FROM fact JOIN lead USING (lead)
			UNION ALL SELECT lead, epoch_ms(d), false
				FROM (SELECT lead, unnest(range(day + 1, DATE '2024-04-30', INTERVAL 1 DAY)) AS d FROM lead)
			UNION ALL SELECT lead, created + ${landmarkDays * 86_400_000}, true FROM lead
		) WHERE t <= ${LEADFORGE_AS_OF} GROUP BY lead, t`);
	await queries.run(`
		CREATE TABLE kept AS
		WITH known AS (
			SELECT m.lead, t, type, direction, seconds, result, date_diff('day', f.day, m.day) AS age,
				row_number() OVER (PARTITION BY m.lead, t, type, direction IS NULL ORDER BY f.ts DESC) AS latest,
				row_number() OVER (PARTITION BY m.lead, t, type, direction, f.day ORDER BY f.ts DESC) AS latest_of_day
			FROM moment m JOIN fact f ON f.lead = m.lead AND f.ts <= m.t
		)
		SELECT lead, t, max(-age) AS quiet,
			sum((${STEPS}) * CASE
				WHEN type = 'webinar' AND latest <= 3 THEN 8
				WHEN type = 'email' AND direction = 'inbound' AND latest_of_day = 1 THEN 4
				WHEN type = 'demo_page' AND seconds >= 300 THEN 6
				ELSE 0 END) AS engagement,
			count(*) FILTER (type = 'pricing_page' AND age < 21) AS pricing,
			sum(pow(2, -age / 30.0) * CASE
				WHEN type = 'demo' AND result IN ('demo_completed', 'meeting_set') THEN 10
				WHEN type = 'call' AND result = 'left_voicemail' THEN -4
				ELSE 0 END) AS sales,
			bool_or(type = 'demo' AND result IS NOT DISTINCT FROM 'demo_completed') AS gate
		FROM known GROUP BY lead, t`);
	await queries.run(`
		CREATE TABLE score AS
		SELECT m.lead, m.t, landmark, flags, coalesce(gate, false) AS gate, round(
			CASE source WHEN 'inbound_marketing' THEN 10 WHEN 'partner_referral' THEN 5 ELSE 0 END
			+ least(60, coalesce(engagement, 0)
				+ CASE WHEN pricing >= 3 THEN 15 WHEN pricing >= 1 THEN 5 ELSE 0 END
				+ CASE WHEN coalesce(-quiet, date_diff('day', l.day, m.day)) >= 10 THEN -10 ELSE 0 END)
			+ least(40, coalesce(sales, 0)), 4) AS score
		FROM moment m JOIN lead l USING (lead) LEFT JOIN kept k ON k.lead = m.lead AND k.t = m.t`);
}
