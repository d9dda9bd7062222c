// The peer: DuckDB computes the final score of the same model by SQL from the same files. It gets no first crossings,
// no thresholds and no outcomes: only each lead's score when the extract was taken.
import { join } from "node:path";
import duckdb from "@duckdb/node-api";

const { DuckDBInstance } = duckdb;
const [folder] = process.argv.slice(2);
const table = (name) => `read_parquet('${join(folder, `${name}.parquet`).replaceAll("'", "''")}')`;
const half = "pow(2.0, -age / 30.0)";
const steps = "greatest(0, 100 - 25 * CASE WHEN age < 14 THEN 0 ELSE 1 + floor((age - 14) / 30) END) / 100";
/** Points x decay of the most recent occurrences: [rule, condition, points, decay, limit, per, window]. */
const RULES = [
	["pricing", "type = 'page_view' AND starts_with(lower(trim(path)), '/pricing')", 3, half, 5, "lead", 90],
	["pages", "type = 'page_view'", 1, half, 3, "day", 60],
	["opens", "type = 'email_open'", 0.5, half, 10, "lead", 90],
	["clicks", "type = 'email_click'", 2, half, 5, "lead", 0],
	["downloads", "type = 'download'", 5, half, 4, "lead", 0],
	["videos", "type = 'video_view'", 2, half, 3, "day", 120],
	["event", "type = 'event_attended'", 8, half, 3, "lead", 0],
	["unsubscribe", "type = 'unsubscribe'", -15, half, 0, "", 0],
	["webinar", "type = 'webinar_attended'", 6, steps, 3, "lead", 0],
	["registered", "type = 'webinar_registered'", 2, steps, 3, "lead", 0],
	["newsletter", "type = 'newsletter_signup'", 3, steps, 1, "lead", 0],
	["form", "type = 'contact_form'", 10, steps, 2, "lead", 0],
	["demo", "type = 'demo_request'", 20, steps, 1, "lead", 0],
];
// One window over (lead, type) serves every rule but the two of page views, which need their own.
const age = `date_diff('day', "at"::DATE, DATE '2024-09-30')`;
const kept = ([, where, , , limit, per, window]) =>
	[
		where,
		per === "lead" ? (where.includes("path") ? `rank_pricing <= ${limit}` : `rank_type <= ${limit}`) : "",
		per === "day" ? `rank_day <= ${limit}` : "",
		window > 0 ? `age < ${window}` : "",
	]
		.filter(Boolean)
		.join(" AND ");
const sums = RULES.map(
	(rule) => `coalesce(sum(CASE WHEN ${kept(rule)} THEN ${rule[2]} * ${rule[3]} END), 0) AS ${rule[0]}`,
).join(",\n");
const QUERY = `
WITH aged AS (SELECT lead_id, type, path, ${age} AS age FROM ${table("activities")}),
ranked AS (SELECT *,
	row_number() OVER (PARTITION BY lead_id, type ORDER BY age) AS rank_type,
	row_number() OVER (PARTITION BY lead_id, type, age) AS rank_day,
	CASE WHEN type = 'page_view' AND starts_with(lower(trim(path)), '/pricing')
		THEN row_number() OVER (PARTITION BY lead_id, type, starts_with(lower(trim(path)), '/pricing') ORDER BY age) END AS rank_pricing
	FROM aged),
sums AS (SELECT lead_id, min(age) AS last_age, count(*) FILTER (type = 'trial_started' AND age < 180) AS trials, ${sums} FROM ranked GROUP BY lead_id),
scored AS (SELECT l.id,
	least(40, CASE lower(trim(industry)) WHEN 'software' THEN 10 WHEN 'fintech' THEN 10 WHEN 'health' THEN 5 ELSE 0 END
		+ CASE WHEN employees IS NULL THEN 0 WHEN employees < 50 THEN 5 WHEN employees < 1000 THEN 10 ELSE 15 END
		+ CASE lower(trim(seniority)) WHEN 'vp' THEN 10 WHEN 'director' THEN 10 WHEN 'manager' THEN 5 WHEN 'student' THEN -20 ELSE 0 END
		+ CASE lower(trim(source)) WHEN 'partner' THEN 8 WHEN 'event' THEN 4 ELSE 0 END
		+ CASE WHEN lower(trim(country)) IN ('de', 'us', 'uk') THEN 5 ELSE 0 END) AS fit,
	least(60, coalesce(pricing, 0) + least(10, coalesce(pages, 0)) + coalesce(opens, 0) + coalesce(clicks, 0) + coalesce(downloads, 0) + coalesce(videos, 0) + coalesce(event, 0) + coalesce(unsubscribe, 0)) AS engagement,
	least(45, coalesce(webinar, 0) + coalesce(registered, 0) + coalesce(newsletter, 0) + coalesce(form, 0) + coalesce(demo, 0)) AS steps,
	CASE WHEN trials >= 2 THEN 15 WHEN trials >= 1 THEN 10 ELSE 0 END
		+ CASE WHEN coalesce(last_age, date_diff('day', created_at::DATE, DATE '2024-09-30')) >= 30 THEN -10 ELSE 0 END AS depth
	FROM ${table("leads")} l LEFT JOIN sums ON sums.lead_id = l.id)
SELECT count(*) AS leads, sum(round(least(100, fit + engagement + steps + depth), 4)) AS score_sum FROM scored`;

const instance = await DuckDBInstance.create(":memory:", { autoinstall_known_extensions: "false" });
const connection = await instance.connect();
const start = performance.now();
const rows = await (await connection.run(QUERY)).getRows();
const [leads, scoreSum] = rows[0];
console.log(
	JSON.stringify({
		leads: Number(leads),
		scoreSum: Math.round(Number(scoreSum) * 10_000) / 10_000,
		wholeMs: performance.now() - start,
		peakMb: process.resourceUsage().maxRSS / 1024,
	}),
);
