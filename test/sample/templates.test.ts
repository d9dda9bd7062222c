import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { largestScore } from "../../src/model/check-model.ts";
import type { LeadView } from "../../src/model/lead-view.ts";
import { parseModel } from "../../src/model/parse-model.ts";
import type { AttributeRule, Rule, ScoringModel } from "../../src/model/schema.ts";
import { compileModel } from "../../src/model/score.ts";
import {
	SAMPLE_ACTIVITY_TYPES,
	SAMPLE_ATTRIBUTES,
	SAMPLE_LADDER,
	SAMPLE_PROPERTIES,
} from "../../src/sample/vocabulary.ts";

const FOLDER = new URL("../../data/models/", import.meta.url);
const textOf = (name: string) => readFileSync(new URL(`${name}.yaml`, FOLDER), "utf8");
const modelOf = (name: string) => parseModel(textOf(name), { file: `${name}.yaml` });

const TEMPLATES = [
	"b2b-saas",
	"bant",
	"common-points",
	"enterprise-software",
	"fit-engagement-grades",
	"hardware",
	"mql-sql-priority",
	"negative-scoring",
	"saas-baseline",
	"saas-candidate",
];

test("the folder holds the templates and nothing else", () => {
	expect(readdirSync(FOLDER).sort()).toEqual(TEMPLATES.map((name) => `${name}.yaml`));
});

describe.each(TEMPLATES)("%s", (name) => {
	const { model, warnings } = modelOf(name);

	test("parses without a warning and can reach its thresholds", () => {
		expect(warnings).toEqual([]);
		expect(Number.isFinite(largestScore(model))).toBe(true);
		expect(model.name).toBe(name);
	});

	test("tells editors its schema, where it comes from and how to adapt it", () => {
		expect(textOf(name).split("\n")[0]).toBe("# yaml-language-server: $schema=../schemas/model-1.schema.json");
		expect(model.description!.length).toBeGreaterThan(40);
		expect(model.source!.length).toBeGreaterThan(60);
		expect(model.adapt!.length).toBeGreaterThan(60);
	});

	test("says what to do in each band, down to the lowest score of interest", () => {
		expect(model.bands!.length).toBeGreaterThanOrEqual(3);
		for (const band of model.bands!) expect(band.action!.length).toBeGreaterThan(4);
		// A band starts exactly at each stage's threshold, so that a call always comes with its action.
		for (const [stage, { score }] of Object.entries(model.stages)) {
			const own = model.bands!.filter((band) => band.stage === undefined || band.stage === stage);
			expect(own.map(({ from }) => from)).toContain(score);
		}
	});

	test("uses the names of the sample and no others", () => {
		const names = namesIn(model);
		const known = {
			attributes: Object.keys(SAMPLE_ATTRIBUTES),
			activities: [...SAMPLE_ACTIVITY_TYPES] as string[],
			properties: [...SAMPLE_PROPERTIES] as string[],
			stages: [...SAMPLE_LADDER] as string[],
		};
		for (const kind of ["attributes", "activities", "properties", "stages"] as const) {
			expect(names[kind].filter((one) => !known[kind].includes(one))).toEqual([]);
		}
		expect(names.stages).toEqual(["mql", "sql"]);
		expect(names.attributes).not.toContain("deal_room_url");
	});
});

/** Every name a model looks up. */
function namesIn(model: ScoringModel) {
	const rules = model.groups.flatMap((group) => group.rules);
	const gates = Object.values(model.stages).flatMap(({ require }) => require ?? []);
	const wheres = [...rules, ...gates].flatMap((one) => ("where" in one && one.where ? Object.keys(one.where) : []));
	return {
		attributes: [...rules, ...gates].flatMap((one) => ("attribute" in one ? [one.attribute] : [])),
		activities: [...rules, ...gates].flatMap((one) => ("activity" in one ? [one.activity] : [])),
		properties: wheres,
		stages: Object.keys(model.stages),
	};
}

const ruleOf = (name: string, id: string): Rule =>
	modelOf(name)
		.model.groups.flatMap(({ rules }) => rules)
		.find((rule) => rule.id === id)!;
const casePoints = (rule: Rule): number[] => {
	const { points } = rule as AttributeRule;
	return typeof points === "number" ? [points] : points.map((one) => one.points);
};

test("the common scheme has the published points", () => {
	const points = (id: string) => (ruleOf("common-points", id) as { points?: number }).points;
	expect(casePoints(ruleOf("common-points", "industry"))).toEqual([10]);
	expect(casePoints(ruleOf("common-points", "size"))).toEqual([5, 10, 15]);
	expect(casePoints(ruleOf("common-points", "revenue"))).toEqual([5, 10, 15]);
	expect(casePoints(ruleOf("common-points", "location"))).toEqual([5]);
	expect(points("downloads")).toBe(5);
	expect(points("demo-request")).toBe(20);
	expect(points("email-opens")).toBe(2);
	expect(points("email-clicks")).toBe(5);
	const visit = (path: string) => score("common-points", { activities: [["page_view", 0, { path }]] });
	expect([visit("/blog/a"), visit("/product/x"), visit("/pricing")]).toEqual([1, 2, 3]);
	expect(largestScore(modelOf("common-points").model)).toBe(100);
});

test("the priority table is high 8 and 10, medium 6 and 8, low 4 and 6", () => {
	const { model } = modelOf("mql-sql-priority");
	const row = (name: string) =>
		model.bands!.filter((band) => band.name === name).map(({ stage, from }) => `${stage} ${from}`);
	expect(row("high")).toEqual(["mql 8", "sql 10"]);
	expect(row("medium")).toEqual(["mql 6", "sql 8"]);
	expect(row("low")).toEqual(["mql 4", "sql 6"]);
	expect(largestScore(model)).toBe(10);
});

test("the grades are the 16 from A1 to D4", () => {
	const { grades } = modelOf("fit-engagement-grades").model;
	expect(grades!.fit.map(({ grade }) => grade)).toEqual(["A", "B", "C", "D"]);
	expect(grades!.engagement.map(({ grade }) => grade)).toEqual(["1", "2", "3", "4"]);
});

type Done = readonly [type: string, age: number, properties?: Readonly<Record<string, string>>];

interface Case {
	readonly attributes?: Readonly<Record<string, string | number>>;
	readonly activities?: readonly Done[];
	/** Age of the lead in days. */
	readonly age?: number;
}

function view({ attributes = {}, activities = [], age = 0 }: Case): LeadView {
	const today = 20_000;
	return {
		today,
		createdDay: today - age,
		attributes,
		activities: activities.map(([type, days, properties = {}]) => ({ type, day: today - days, properties })),
	};
}

const score = (name: string, lead: Case) => compileModel(modelOf(name).model).explain(view(lead)).score;
const calls = (name: string, stage: string, lead: Case) => compileModel(modelOf(name).model).flags(view(lead), stage);

const PRICING = { path: "/pricing" };
const software = { industry: "software", employees: 120, seniority: "director", country: "DE" } as const;

/** Points worked out by hand from the files. */
test.each<[string, Case, number, string]>([
	[
		"common-points",
		{
			attributes: { industry: "software", employees: 300, revenue_band: "10m_50m", country: "DE" },
			activities: [
				["download", 3],
				["download", 9],
				["demo_request", 2],
				["page_view", 2, PRICING],
				["email_open", 1],
			],
		},
		70,
		"10 + 10 + 10 + 5 = 35; 2 x 5 + 20 + 3 + 2 = 35",
	],
	[
		"fit-engagement-grades",
		{
			attributes: software,
			activities: [
				["demo_request", 40],
				["page_view", 0, PRICING],
			],
		},
		146.5,
		"30 + 30 + 25 + 15 = 100; 50 x 0.75 + 8 + 1 = 46.5",
	],
	[
		"fit-engagement-grades",
		{
			attributes: { industry: "software", seniority: "student", email_kind: "free" },
			activities: [["trial_started", 0]],
		},
		40,
		"30 - 100 - 20 -> 0; 40",
	],
	[
		"mql-sql-priority",
		{
			attributes: { ...software, need: "confirmed", authority: "decision_maker" },
			activities: [
				["demo_request", 10],
				["page_view", 9, PRICING],
				["demo_attended", 3],
				["sales_call", 4],
			],
		},
		10,
		"2 + 1 + 1 = 4; 3 + 1 = 4; 2 + 1 + 1 -> 3; 11 -> 10",
	],
	[
		"b2b-saas",
		{
			attributes: software,
			activities: [
				["newsletter_signup", 60],
				["event_attended", 0],
			],
		},
		71,
		"25 + 25 = 50; 12 x 0.5 + 15 = 21",
	],
	[
		"hardware",
		{
			attributes: { industry: "manufacturing", employees: 500, job_title: "Software Engineer" },
			activities: [
				["spec_download", 90],
				["spec_download", 0],
				["quote_request", 0],
			],
		},
		82.5,
		"15 + 10 + 5 = 30; 15 x 0.5 + 15 + 30 = 52.5",
	],
	[
		"enterprise-software",
		{
			attributes: { employees: 12_000, revenue_band: "over_250m", seniority: "vp", authority: "influencer" },
			activities: [
				["case_study_view", 60],
				["proposal_viewed", 0],
				["executive_meeting", 120],
			],
		},
		69,
		"20 + 10 + 15 -> 40; 8 x 0.5 = 4; 10 + 20 x 0.5 + 5 = 25",
	],
	["bant", { attributes: { budget: "planned", authority: "decision_maker", need: "confirmed" } }, 65, "15 + 25 + 25"],
	[
		"negative-scoring",
		{
			attributes: { email_kind: "free" },
			activities: [
				["demo_request", 35],
				["unsubscribe", 34],
			],
			age: 50,
		},
		-25,
		"-15; -30 - 10 = -40; 30",
	],
	[
		"negative-scoring",
		{
			attributes: { company_type: "competitor" },
			activities: [
				["demo_request", 0],
				["trial_started", 0],
			],
		},
		-45,
		"-100; 55",
	],
	[
		"saas-baseline",
		{
			attributes: { industry: "fintech", seniority: "c_level", employees: 42_000 },
			activities: [
				["page_view", 300, PRICING],
				["email_open", 400],
				["webinar_registered", 200],
			],
		},
		54,
		"10 + 15 + 15 = 40; 1 + 2 + 1 + 10 = 14",
	],
	[
		"saas-candidate",
		{
			attributes: software,
			activities: [
				["demo_request", 30],
				["page_view", 0, PRICING],
				["download", 5],
			],
		},
		58,
		"12 + 12 + 12 + 4 = 40; 22 x 0.5 + 5 = 16; tier 1 + a day 1 = 2",
	],
	[
		"saas-candidate",
		{
			attributes: { ...software, email_kind: "free", source: "content_syndication" },
			activities: [["unsubscribe", 50]],
			age: 60,
		},
		-8,
		"40 - 12 - 12 = 16; -18 - 6 = -24",
	],
])("%s scores a lead as worked out by hand", (name, lead, expected) => {
	expect(score(name, lead)).toBe(expected);
});

test("b2b-saas calls an MQL only inside the profile and with some interest", () => {
	const busy: Done[] = [
		["demo_request", 0],
		["trial_started", 0],
		["community_join", 0],
	];
	expect(calls("b2b-saas", "mql", { attributes: software, activities: [["newsletter_signup", 0]] })).toBe(true);
	expect(calls("b2b-saas", "mql", { attributes: software })).toBe(false);
	expect(calls("b2b-saas", "mql", { attributes: { ...software, industry: "retail" }, activities: busy })).toBe(false);
	expect(calls("b2b-saas", "mql", { activities: busy })).toBe(false);
});

test("b2b-saas calls an SQL only after the demo, with a decision maker that has moved on", () => {
	const ready: Case = {
		attributes: { ...software, authority: "decision_maker", contact_stage: "engaged" },
		activities: [["demo_attended", 1]],
	};
	expect(calls("b2b-saas", "sql", ready)).toBe(true);
	expect(calls("b2b-saas", "sql", { ...ready, activities: [["demo_missed", 1]] })).toBe(false);
	expect(calls("b2b-saas", "sql", { ...ready, attributes: { ...ready.attributes, contact_stage: "new" } })).toBe(false);
	expect(calls("b2b-saas", "sql", { ...ready, attributes: { ...ready.attributes, authority: "user" } })).toBe(false);
});

test("hardware calls nobody an SQL who has not asked for a quote", () => {
	const attributes = { industry: "manufacturing", employees: 500 };
	const reading: Done[] = [
		["spec_download", 0],
		["spec_download", 0],
		["contact_form", 0],
	];
	expect(calls("hardware", "mql", { attributes, activities: reading })).toBe(true);
	expect(calls("hardware", "sql", { attributes, activities: reading })).toBe(false);
	expect(calls("hardware", "sql", { attributes, activities: [...reading, ["quote_request", 0]] })).toBe(true);
});
