import { createRandom } from "../../src/base/random.ts";
import { byRankingKey, rankingMeasure } from "../../src/metrics/measures/ranking-measures.ts";
import { estimateRate } from "../../src/metrics/rates/estimate.ts";
import { scoreTable } from "../../src/metrics/tables/score-table.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import type { Handoff, Replay, Slice, Sweep, WeeklyFlags } from "../../src/replay/replay-result.ts";

/** A lead of the fixture: its largest and landmark score, segment, month, and when things happened. */
export interface FixtureLead {
	readonly score: number;
	readonly landmark: number;
	readonly industry: string;
	readonly size: string;
	readonly month: number;
	readonly mature: boolean;
	/** Reached SQL, in time after any flag; reached customer likewise. */
	readonly sql: boolean;
	readonly customer: boolean;
	readonly lateSql: boolean;
}

const INDUSTRIES = ["software", "fintech", "retail", "health", "education", "public sector"];
const SIZES = ["1-49", "50-999", "1000+"];

/** A model with gates, bands, decay and caps, for reports. */
export function fixtureModel(name = "saas-candidate", mql = 45): ScoringModel {
	return modelFrom({
		leadlab: "model/1",
		name,
		version: "2",
		description: "Points agreed in the spring review.",
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
							{ is: "retail", points: 5 },
						],
					},
					{
						id: "size",
						attribute: "employees",
						points: [{ below: 50, points: 5 }, { below: 1000, points: 10 }, { points: 15 }],
					},
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
						at_most: { count: 5, per: "lead" },
						window_days: 90,
					},
					{
						id: "downloads",
						activity: "download",
						tiers: [
							{ at_least: 1, points: 5 },
							{ at_least: 3, points: 15 },
						],
					},
					{ id: "demo", activity: "demo_request", points: 20, at_most: { count: 1 } },
					{ id: "quiet", inactive_days: 30, points: -10 },
				],
			},
		],
		stages: {
			mql: { score: mql, require: [{ rule: "industry" }] },
			sql: { score: 70, require: [{ activity: "demo_attended" }, { attribute: "authority", is: ["decision_maker"] }] },
		},
		bands: [
			{ name: "hot", from: 70, action: "Book a meeting within one day" },
			{ name: "warm", from: 45, action: "Send the intro mail" },
			{ name: "cold", from: 0, action: "Nurture" },
		],
	}).model;
}

/** How good the fixture's model is and how many leads it sees. */
export interface FixtureOptions {
	readonly seed?: number;
	readonly leads?: number;
	/** How much the score tells about the outcome. */
	readonly strength?: number;
	readonly model?: ScoringModel;
	readonly datasetName?: string;
}

/** The leads of a fixture. Equal seeds are equal leads with equal outcomes, however strong the model is. */
export function fixtureLeads({
	seed = 1,
	leads: count = 4000,
	strength = 1,
}: Pick<FixtureOptions, "seed" | "leads" | "strength">): readonly FixtureLead[] {
	const random = createRandom(seed);
	return Array.from({ length: count }, () => {
		const quality = random.normal();
		const score = Math.max(
			0,
			Math.min(100, Math.round(30 + 16 * (strength * quality + (2 - strength) * 0.6 * random.normal()))),
		);
		const chance = 1 / (1 + Math.exp(2.6 - 1.3 * quality));
		const sql = random.chance(chance);
		const month = random.integer(18);
		return {
			score,
			landmark: Math.max(0, score - random.integer(12)),
			industry: INDUSTRIES[random.weighted([30, 20, 18, 15, 15, 0.4])]!,
			size: random.pick(SIZES),
			month,
			mature: month < 15,
			sql,
			customer: sql && random.chance(0.3),
			lateSql: sql && random.chance(0.08),
		};
	});
}

/** A replay that is made of counts of random leads: every count agrees with every other, no engine needed. */
export function fixtureReplay({
	seed = 1,
	leads: count = 4000,
	strength = 1,
	model = fixtureModel(),
	datasetName = "acme-history",
}: FixtureOptions = {}): Replay {
	const leads = fixtureLeads({ seed, leads: count, strength });
	const from = Date.UTC(2023, 0, 1);
	const largest = Math.max(0, ...leads.map(({ score }) => score));
	const specs = [
		{ from: "mql", to: "sql" },
		{ from: "sql", to: "customer" },
		{ from: "mql", to: "customer" },
	].filter(({ from }) => model.stages[from] !== undefined);
	const handoffsOf = (some: readonly FixtureLead[]) =>
		specs.map((spec) => handoff(spec, some, model.stages[spec.from]!.score));
	const slice = (some: readonly FixtureLead[]): Slice => ({ handoffs: handoffsOf(some), leads: some.length });
	const months = [...new Set(leads.map(({ month }) => month))].sort((a, b) => a - b);
	const ranked = leads.filter(({ mature }) => mature);
	return deepFreezeData({
		model,
		modelFingerprint: "0123456789abcdef",
		datasetName,
		datasetFingerprint: "fedcba9876543210",
		asOf: Date.UTC(2024, 8, 30, 21, 59, 59, 999),
		timeZone: "Europe/Berlin",
		cohort: { from, to: Date.UTC(2024, 6, 1), leads: count },
		createdOutside: 0,
		createdRange: count === 0 ? undefined : [from + 5 * 3_600_000, Date.UTC(2024, 5, 29, 12)],
		horizonDays: 90,
		landmarkDays: 14,
		funnel: [
			{ stage: "lead", reached: count, reachedAfterPrevious: count, flagged: undefined },
			{
				stage: "mql",
				reached: leads.filter(({ score }) => score > 38).length,
				reachedAfterPrevious: leads.filter(({ score }) => score > 38).length,
				flagged: handoffsOf(leads)[0]?.flagged,
			},
			{
				stage: "sql",
				reached: leads.filter(({ sql }) => sql).length,
				reachedAfterPrevious: leads.filter(({ sql, score }) => sql && score > 38).length,
				flagged: leads.filter(({ score }) => score >= 70).length,
			},
			{
				stage: "customer",
				reached: leads.filter(({ customer }) => customer).length,
				reachedAfterPrevious: leads.filter(({ customer }) => customer).length,
				flagged: undefined,
			},
		],
		handoffs: handoffsOf(leads),
		sweep: specs.map(
			(spec): Sweep => ({
				...spec,
				rows: Array.from({ length: count === 0 ? 0 : largest + 1 }, (_, threshold) => counts(spec, leads, threshold)),
			}),
		),
		weekly: count === 0 ? [] : Object.keys(model.stages).map((flag) => weekly(flag, leads, largest)),
		ranking: ["sql", "customer"].map((outcome) => {
			const outcomes = ranked.map((lead) => Number(outcome === "sql" ? lead.sql : lead.customer));
			const table = scoreTable(
				ranked.map(({ landmark }) => landmark),
				outcomes,
			);
			return {
				stage: outcome,
				atRisk: ranked.length,
				positives: outcomes.reduce((sum, one) => sum + one, 0),
				...byRankingKey((key) => rankingMeasure(key).of(table)),
				...(ranked.length === 0 ? { reason: "no lead is old enough to be ranked" } : {}),
				table,
			};
		}),
		months: months.map((month) => ({
			month: new Date(Date.UTC(2023, month, 1)).toISOString().slice(0, 7),
			...slice(leads.filter((lead) => lead.month === month)),
		})),
		segments: [
			...INDUSTRIES.map((value) => ({
				attribute: "industry",
				value,
				...slice(leads.filter(({ industry }) => industry === value)),
			})),
			...SIZES.map((value) => ({
				attribute: "company_size",
				value,
				...slice(leads.filter(({ size }) => size === value)),
			})),
		],
		exitReasons: [
			{ stage: "mql", exit: "disqualified", reason: "no budget", count: 41 },
			{ stage: "mql", exit: "recycled", reason: undefined, count: 17 },
		],
		touchDelays: [
			{ from: "mql", to: "sql", fromDays: 0, toDays: 1, precision: estimateRate(44, 90) },
			{ from: "mql", to: "sql", fromDays: 1, toDays: 7, precision: estimateRate(31, 98) },
			{ from: "mql", to: "sql", fromDays: undefined, toDays: undefined, precision: estimateRate(1, 4) },
		],
		tables: {
			leads: { read: count + 12, loaded: count, rejected: 12 },
			activities: { read: count * 9, loaded: count * 9 - 30, rejected: 30 },
		},
		issues: [
			{
				table: "leads",
				code: "duplicate-id",
				severity: "warning",
				kept: false,
				count: 12,
				example: "leads.csv, row 7: second row of lead L-0001",
			},
			{
				table: "activities",
				code: "before-creation",
				severity: "warning",
				kept: true,
				count: 211,
				example: "activities.csv, row 90: activity before creation",
			},
		],
		columns: {
			lead: Int32Array.from({ length: count }, (_, i) => i),
			flaggedAt: {},
			landmarkScore: Float64Array.from(leads, ({ landmark }) => landmark),
			finalScore: Float64Array.from(leads, ({ score }) => score),
			largestScore: Float64Array.from(leads, ({ score }) => score),
		},
	});
}

function counts({ to: outcome }: { readonly to: string }, leads: readonly FixtureLead[], threshold: number) {
	const won = (lead: FixtureLead) => (outcome === "sql" ? lead.sql : lead.customer);
	const flagged = leads.filter(({ score }) => score >= threshold);
	const isLate = ({ lateSql }: FixtureLead) => lateSql && outcome === "sql";
	const late = flagged.filter(isLate);
	const open = flagged.filter((lead) => !isLate(lead));
	const immature = open.filter(({ mature }) => !mature);
	const mature = open.filter((lead) => lead.mature);
	const hits = mature.filter(won).length;
	return {
		threshold,
		flagged: flagged.length,
		late: late.length,
		immature: immature.length,
		hits,
		misses: mature.length - hits,
		reached: leads.filter(won).length,
		caught: open.filter(won).length,
	};
}

/** Flags by week at every threshold: a lead is flagged in a week of its month that its place among the leads decides. */
function weekly(flag: string, leads: readonly FixtureLead[], largest: number): WeeklyFlags {
	const weeks = 92;
	const counts = new Int32Array((largest + 1) * weeks);
	leads.forEach(({ score, month }, i) => {
		const week = Math.floor(month * 4.3) + (i % 5);
		for (let threshold = 0; threshold <= score; threshold++) counts[threshold * weeks + week]!++;
	});
	return { stage: flag, firstMonday: 19_352, weeks, thresholds: largest + 1, counts };
}

function handoff(
	spec: { readonly from: string; readonly to: string },
	leads: readonly FixtureLead[],
	threshold: number,
): Handoff {
	const row = counts(spec, leads, threshold);
	return {
		...spec,
		...row,
		leads: leads.length,
		excluded: 0,
		precision: estimateRate(row.hits, row.hits + row.misses, { reason: "no mature flag" }),
		recall: estimateRate(row.caught, row.reached, { reason: "no lead reached the outcome" }),
		everyone: estimateRate(row.reached, leads.length, { reason: "no lead is old enough" }),
		perWeek: row.flagged === 0 ? undefined : row.flagged / 78,
		medianHeadStartDays: row.caught === 0 ? undefined : 11.5,
		caughtAmount: undefined,
		reachedAmount: undefined,
	};
}

/** Freezes plain data and leaves typed arrays, which cannot be frozen, alone. */
function deepFreezeData<T>(value: T): T {
	if (value === null || typeof value !== "object" || ArrayBuffer.isView(value) || Object.isFrozen(value)) return value;
	for (const member of Object.values(value)) deepFreezeData(member);
	return Object.freeze(value);
}
