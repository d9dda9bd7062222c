import type { SampleActivityType } from "./vocabulary.ts";

/** What one occurrence of an activity does to the log-odds, and how many occurrences count at most. */
export interface ActivityEffect {
	readonly type: SampleActivityType;
	/** Only page views whose path starts with this; the other page views have an effect of their own. */
	readonly pathPrefix?: string;
	/** Log-odds of one occurrence of today. */
	readonly logOdds: number;
	/** The sum is limited to this many fresh occurrences. */
	readonly atMost: number;
	/** Effect from the drift date on, when it changes. */
	readonly logOddsAfterDrift?: number;
}

/** Log-odds of becoming SQL for a lead that sales works; a value that is missing here, or unknown, has 0. */
export const SQL_INTERCEPT = -1.15;

/** Log-odds of becoming a customer for a lead that is SQL. */
export const CUSTOMER_INTERCEPT = -1.45;

/** How much of the SQL log-odds of attributes and activities carries over to winning the customer. */
export const CUSTOMER_CARRY = 0.4;

/** Days after which an activity counts half. */
export const TRUE_HALF_LIFE_DAYS = 21;

/** Log-odds of attribute values. */
export const ATTRIBUTE_EFFECTS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
	industry: {
		software: 1,
		fintech: 0.9,
		healthcare: 0.2,
		manufacturing: 0,
		logistics: 0.1,
		retail: -0.6,
		media: -0.4,
		education: -1.1,
		public_sector: -0.9,
	},
	company_type: { agency: -0.5, university: -1.2, competitor: -4.5 },
	country: { DE: 0.3, AT: 0.3, CH: 0.3, US: 0.2, GB: 0.2, NL: 0.1, IN: -0.5, BR: -0.4 },
	seniority: { c_level: 0.2, vp: 0.8, director: 0.8, manager: 0.3, individual: -0.5, student: -4 },
	source: {
		referral: 1,
		partner: 0.8,
		event: 0.2,
		organic_search: 0.1,
		webinar: 0.1,
		paid_search: -0.2,
		social: -0.3,
		outbound: -0.3,
		content_syndication: -1.3,
	},
	email_kind: { free: -1.3 },
	budget: { approved: 0.5, planned: 0.1, none: -0.5 },
	authority: { decision_maker: 0.5, influencer: 0.1, user: -0.4 },
	need: { confirmed: 0.5, vague: 0, none: -0.9 },
	timeline: { within_3_months: 0.5, within_12_months: 0.1, open: -0.4 },
};

/** Log-odds of company size, by the number of employees: the sweet spot is the middle, not the top. */
export const SIZE_EFFECTS = [
	{ below: 10, logOdds: -1.4 },
	{ below: 50, logOdds: -0.1 },
	{ below: 250, logOdds: 0.9 },
	{ below: 1000, logOdds: 0.8 },
	{ below: 5000, logOdds: -0.2 },
	{ below: Number.POSITIVE_INFINITY, logOdds: -1 },
] as const;

/** Log-odds of activities. Types that are not listed have none: opening mails, newsletters, registering without coming. */
export const ACTIVITY_EFFECTS: readonly ActivityEffect[] = [
	{ type: "page_view", pathPrefix: "/pricing", logOdds: 0.6, atMost: 4 },
	{ type: "page_view", pathPrefix: "/careers", logOdds: -0.9, atMost: 2 },
	{ type: "page_view", logOdds: 0.02, atMost: 10 },
	{ type: "case_study_view", logOdds: 0.5, atMost: 3 },
	{ type: "video_view", logOdds: 0.08, atMost: 3 },
	{ type: "download", logOdds: 0.08, atMost: 4 },
	{ type: "spec_download", logOdds: 0.25, atMost: 2 },
	{ type: "email_click", logOdds: 0.2, atMost: 4 },
	{ type: "webinar_attended", logOdds: 0.45, atMost: 2, logOddsAfterDrift: 0.15 },
	{ type: "event_attended", logOdds: 0.3, atMost: 2 },
	{ type: "community_join", logOdds: 0.4, atMost: 1 },
	{ type: "contact_form", logOdds: 1, atMost: 1 },
	{ type: "demo_request", logOdds: 1.8, atMost: 1 },
	{ type: "trial_started", logOdds: 1.6, atMost: 1 },
	{ type: "quote_request", logOdds: 1.4, atMost: 1 },
	{ type: "unsubscribe", logOdds: -1.3, atMost: 1 },
];

/** Log-odds of what happens while sales works the lead. */
export const SALES_EFFECTS = {
	demo_attended: 0.7,
	demo_missed: -1,
	/** Times log(1 + days until the first touch). */
	touchDelay: -0.3,
	/** A lead that comes back after having been recycled. */
	secondTime: 0.3,
} as const;

/** Standard deviation of the log-odds that the leads of one account share. */
export const ACCOUNT_SPREAD = 0.5;
/** Standard deviation of the log-odds that only one lead has. */
export const LEAD_SPREAD = 0.3;
