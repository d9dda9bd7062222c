/** Rungs of the sample's ladder, lowest first. */
export const SAMPLE_LADDER = ["iql", "mql", "sal", "sql", "opportunity", "customer"] as const;

/** Ways out of the ladder. */
export const SAMPLE_EXITS = ["recycled", "disqualified", "lost"] as const;

/** A rung or an exit of the sample. */
export type SampleStage = (typeof SAMPLE_LADDER)[number] | (typeof SAMPLE_EXITS)[number];

/** Every activity type of the sample. Templates use these names and no others, so that each of them replays on it. */
export const SAMPLE_ACTIVITY_TYPES = [
	"page_view",
	"case_study_view",
	"video_view",
	"download",
	"spec_download",
	"newsletter_signup",
	"email_open",
	"email_click",
	"unsubscribe",
	"webinar_registered",
	"webinar_attended",
	"event_attended",
	"community_join",
	"contact_form",
	"demo_request",
	"demo_attended",
	"demo_missed",
	"trial_started",
	"quote_request",
	"proposal_viewed",
	"executive_meeting",
	"sales_email",
	"sales_call",
] as const;

/** An activity type of the sample. */
export type SampleActivityType = (typeof SAMPLE_ACTIVITY_TYPES)[number];

/** Properties of activities: page path, downloaded asset, length in minutes. */
export const SAMPLE_PROPERTIES = ["path", "asset", "minutes"] as const;

/** Every attribute of the sample with its type, in the order in which `dataset.yaml` lists them. */
export const SAMPLE_ATTRIBUTES = {
	industry: "text",
	company_type: "text",
	employees: "number",
	revenue_band: "text",
	country: "text",
	job_title: "text",
	seniority: "text",
	source: "text",
	email_kind: "text",
	budget: "text",
	authority: "text",
	need: "text",
	timeline: "text",
	contact_stage: "text",
	incumbent: "text",
	deal_room_url: "text",
} as const;

/** An attribute of the sample. */
export type SampleAttribute = keyof typeof SAMPLE_ATTRIBUTES;

/** Attributes that are no column of `leads.csv`: sales hears them later, in `attribute_history.csv`. */
export const HISTORY_ONLY_ATTRIBUTES: readonly SampleAttribute[] = ["authority", "need"];

const wideAttributes = (Object.keys(SAMPLE_ATTRIBUTES) as SampleAttribute[]).filter(
	(name) => !HISTORY_ONLY_ATTRIBUTES.includes(name),
);

/** Columns of each table as written. */
export const SAMPLE_COLUMNS = {
	leads: ["id", "created_at", "account_id", ...wideAttributes, "enriched_at"],
	activities: ["lead_id", "at", "type", ...SAMPLE_PROPERTIES, "seen_at"],
	stages: ["lead_id", "stage", "at", "reason", "amount"],
	attribute_history: ["lead_id", "attribute", "value", "known_at"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** A table of the sample. */
export type SampleTable = keyof typeof SAMPLE_COLUMNS;

/** The tables, in the order in which they are written. */
export const SAMPLE_TABLES = ["leads", "activities", "stages", "attribute_history"] as const;
