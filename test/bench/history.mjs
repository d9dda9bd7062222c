// The history that the benchmark replays: leads, activities and stages as Parquet, made by DuckDB from a seed.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import duckdb from "@duckdb/node-api";

const { DuckDBInstance } = duckdb;
const TYPES = [
	["page_view", 40],
	["email_open", 15],
	["email_click", 8],
	["download", 8],
	["webinar_attended", 5],
	["webinar_registered", 5],
	["video_view", 5],
	["event_attended", 3],
	["newsletter_signup", 3],
	["contact_form", 2],
	["trial_started", 2],
	["demo_request", 2],
	["demo_attended", 1],
	["unsubscribe", 1],
];

/**
 * Makes `leads` leads with `perLead` activities each on average (heavy-tailed) in `folder`, in the order in which event
 * logs are kept: by time. Leads have text ids.
 */
export async function makeHistory(folder, { leads, perLead }) {
	if (existsSync(join(folder, "dataset.yaml"))) return;
	rmSync(folder, { recursive: true, force: true });
	const building = `${folder}.building`;
	rmSync(building, { recursive: true, force: true });
	mkdirSync(building, { recursive: true });
	const instance = await DuckDBInstance.create(":memory:", {
		autoinstall_known_extensions: "false",
		temp_directory: building,
		preserve_insertion_order: "false",
	});
	const connection = await instance.connect();
	const file = (name) => `'${join(building, name).replaceAll("'", "''")}'`;
	const cumulated = TYPES.reduce((all, [name, weight]) => [...all, [name, (all.at(-1)?.[1] ?? 0) + weight]], []);
	const typeOf = `CASE ${cumulated.map(([name, most]) => `WHEN u2 < ${most / 100} THEN '${name}'`).join(" ")} ELSE 'page_view' END`;
	// A hash of row and stream as a number in [0, 1): the same on every machine. One number is hashed: a hash of several
	// is not uniform.
	const uniform = (key, stream) => `((hash((${key})::BIGINT * 64 + ${stream}) >> 11)::DOUBLE / 9007199254740992.0)`;
	const pick = (u, items) =>
		`[${items.map((item) => (item === null ? "NULL" : `'${item}'`)).join(", ")}][1 + (${u} * ${items.length})::INTEGER % ${items.length}]`;
	await connection.run(`CREATE TABLE lead AS SELECT i, 'L' || lpad(i::VARCHAR, 8, '0') AS id,
		TIMESTAMP '2022-10-01' + INTERVAL 1 SECOND * (${uniform("i", 1)} * 700 * 86400)::INTEGER AS created_at,
		${pick(uniform("i", 2), ["software", "fintech", "retail", "health", "education", "public", null])} AS industry,
		CASE WHEN ${uniform("i", 3)} < 0.15 THEN NULL ELSE (exp(${uniform("i", 4)} * 9))::INTEGER END AS employees,
		${pick(uniform("i", 5), ["vp", "director", "manager", "engineer", "student", null])} AS seniority,
		${pick(uniform("i", 6), ["web", "event", "partner", "outbound"])} AS source,
		${pick(uniform("i", 7), ["DE", "US", "FR", "UK", "NL", "other"])} AS country,
		(-ln(1 - ${uniform("i", 8)}) * ${perLead})::INTEGER AS activities
		FROM range(${leads}) t(i)`);
	await connection.run(
		`COPY (SELECT id, created_at, industry, employees, seniority, source, country FROM lead ORDER BY i) TO ${file("leads.parquet")} (FORMAT parquet)`,
	);
	await connection.run(`COPY (SELECT id AS lead_id, "at", ${typeOf} AS type,
		CASE WHEN u2 < 0.4 THEN ${pick("u3", ["/pricing", "/pricing/enterprise", "/blog", "/docs", "/", "/careers"])} END AS path
		FROM (SELECT id, created_at + INTERVAL 1 SECOND * (pow(${uniform("i * 65536 + k", 9)}, 2) * (date_diff('second', created_at, TIMESTAMP '2024-09-30 23:00:00')))::INTEGER AS "at",
			${uniform("i * 65536 + k", 10)} AS u2, ${uniform("i * 65536 + k", 11)} AS u3 FROM lead, range(activities) r(k)) ORDER BY "at") TO ${file("activities.parquet")} (FORMAT parquet)`);
	await connection.run(`COPY (SELECT id AS lead_id, stage, "at" FROM (
		SELECT id, unnest([{stage: 'mql', "at": a}, {stage: 'sql', "at": b}, {stage: 'customer', "at": c}], recursive := true) FROM (
			SELECT id, m AS a, CASE WHEN ${uniform("i", 14)} < 0.45 THEN m + INTERVAL 1 SECOND * (${uniform("i", 15)} * 20 * 86400)::INTEGER END AS b,
				CASE WHEN ${uniform("i", 14)} < 0.12 THEN m + INTERVAL 1 SECOND * ((20 + ${uniform("i", 16)} * 60) * 86400)::INTEGER END AS c
			FROM (SELECT *, created_at + INTERVAL 1 SECOND * (${uniform("i", 12)} * 30 * 86400)::INTEGER AS m FROM lead WHERE ${uniform("i", 13)} < 0.35)))
		WHERE "at" < TIMESTAMP '2024-09-30 23:00:00') TO ${file("stages.parquet")} (FORMAT parquet)`);
	writeFileSync(
		join(building, "dataset.yaml"),
		`leadlab: dataset/1
name: bench
as_of: 2024-09-30
time_zone: Europe/Berlin
ladder: [lead, mql, sql, customer]
leads: { file: leads.parquet, id: id, created: created_at, attributes: { industry: { type: text }, employees: { type: number }, seniority: { type: text }, source: { type: text }, country: { type: text } } }
activities: { file: activities.parquet, lead: lead_id, at: at, type: type, properties: [path] }
stages: { file: stages.parquet, lead: lead_id, stage: stage, at: at }
`,
	);
	connection.closeSync();
	renameSync(building, folder);
}

/** Twenty rules with decay, caps, windows, tiers and gates. */
export const MODEL = {
	leadlab: "model/1",
	name: "bench",
	cap: 100,
	groups: [
		{
			id: "fit",
			axis: "fit",
			cap: 40,
			rules: [
				{
					id: "industry",
					attribute: "industry",
					points: [
						{ is: ["software", "fintech"], points: 10 },
						{ is: ["health"], points: 5 },
					],
				},
				{
					id: "size",
					attribute: "employees",
					points: [{ below: 50, points: 5 }, { below: 1000, points: 10 }, { points: 15 }],
				},
				{
					id: "seniority",
					attribute: "seniority",
					points: [
						{ is: ["vp", "director"], points: 10 },
						{ is: "manager", points: 5 },
						{ is: "student", points: -20 },
					],
				},
				{
					id: "source",
					attribute: "source",
					points: [
						{ is: "partner", points: 8 },
						{ is: "event", points: 4 },
					],
				},
				{ id: "country", attribute: "country", points: [{ is: ["DE", "US", "UK"], points: 5 }] },
			],
		},
		{
			id: "engagement",
			axis: "engagement",
			cap: 60,
			decay: { half_life_days: 30 },
			rules: [
				{
					id: "pricing",
					activity: "page_view",
					where: { path: { starts_with: "/pricing" } },
					points: 3,
					at_most: { count: 5 },
					window_days: 90,
				},
				{ id: "pages", activity: "page_view", points: 1, at_most: { count: 3, per: "day" }, window_days: 60, cap: 10 },
				{ id: "opens", activity: "email_open", points: 0.5, at_most: { count: 10 }, window_days: 90 },
				{ id: "clicks", activity: "email_click", points: 2, at_most: { count: 5 } },
				{ id: "downloads", activity: "download", points: 5, at_most: { count: 4 } },
				{ id: "videos", activity: "video_view", points: 2, at_most: { count: 3, per: "day" }, window_days: 120 },
				{ id: "event", activity: "event_attended", points: 8, at_most: { count: 3 } },
				{ id: "unsubscribe", activity: "unsubscribe", points: -15 },
			],
		},
		{
			id: "steps",
			axis: "engagement",
			cap: 45,
			decay: { percent: 25, every_days: 30, after_days: 14 },
			rules: [
				{ id: "webinar", activity: "webinar_attended", points: 6, at_most: { count: 3 } },
				{ id: "registered", activity: "webinar_registered", points: 2, at_most: { count: 3 } },
				{ id: "newsletter", activity: "newsletter_signup", points: 3, at_most: { count: 1 } },
				{ id: "form", activity: "contact_form", points: 10, at_most: { count: 2 } },
				{ id: "demo", activity: "demo_request", points: 20, at_most: { count: 1 } },
			],
		},
		{
			id: "depth",
			axis: "qualification",
			rules: [
				{
					id: "trial",
					activity: "trial_started",
					tiers: [
						{ at_least: 1, points: 10 },
						{ at_least: 2, points: 15 },
					],
					window_days: 180,
				},
				{ id: "quiet", inactive_days: 30, points: -10 },
			],
		},
	],
	stages: {
		mql: { score: 45, require: [{ rule: "industry" }] },
		sql: {
			score: 60,
			require: [{ activity: "demo_attended" }, { attribute: "seniority", is: ["vp", "director", "manager"] }],
		},
	},
};
