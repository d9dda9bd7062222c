import { createRandom, type Random } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";

const START = Date.UTC(2023, 0, 1);
const DAYS = 540;

/** What is planted, from the given day of the history on. */
export interface WorldOptions {
	readonly seed?: number | string;
	readonly leads?: number;
	/** Leads an account has; 1: each its own. Industry belongs to the account, and an account's leads come close together. */
	readonly accountSize?: number;
	readonly fromDay?: number;
	/** Nobody records webinars any more. */
	readonly noWebinars?: boolean;
	/** Page views are counted so many times. */
	readonly visitsTimes?: number;
	/** Chance of SQL among flagged leads. */
	readonly winRate?: number;
	/** Another mix of sources, with a new one. */
	readonly newSource?: boolean;
	/** Industry is mostly left empty. */
	readonly noIndustry?: boolean;
	/** Middle of the days from the flag to SQL; long ones make young flags look like misses to who forgets maturity. */
	readonly daysToWin?: number;
}

/** A history that is the same from its first day to its last, but for what is planted. */
export function driftWorld(options: WorldOptions = {}): DatasetInput {
	const { seed = 1, leads: count = 1500, accountSize = 1, fromDay = 400, daysToWin = 40 } = options;
	const random = createRandom(seed);
	const leads: DatasetInput["leads"][number][] = [];
	const activities: NonNullable<DatasetInput["activities"]>[number][] = [];
	const stages: NonNullable<DatasetInput["stages"]>[number][] = [];
	let industry = "";
	let accountDay = 0;
	for (let i = 0; i < count; i++) {
		if (i % accountSize === 0) {
			industry = random.pick(["software", "retail", "health", "finance"]);
			accountDay = random.integer(DAYS - 10);
		}
		const day = accountSize === 1 ? random.integer(DAYS) : accountDay + random.integer(10);
		const isAfter = day >= fromDay;
		const id = `L${String(i).padStart(5, "0")}`;
		const created = START + day * DAY_MS + random.integer(DAY_MS);
		const mix = isAfter && options.newSource === true ? [2, 1, 1, 2] : [4, 3, 3, 0];
		leads.push({
			id,
			created,
			values: {
				industry: isAfter && options.noIndustry === true && random.chance(0.7) ? undefined : industry,
				source: ["search", "event", "partner", "robot"][random.weighted(mix)],
				employees: Math.round(10 * Math.exp(2 * random.normal())),
			},
			...(accountSize === 1 ? {} : { account: `A${Math.floor(i / accountSize)}` }),
		});
		const add = (type: string, days: number) => activities.push({ lead: id, type, at: created + days * DAY_MS });
		const views = random.poisson(3) * (isAfter ? (options.visitsTimes ?? 1) : 1);
		for (let view = 0; view < views; view++) add("page_view", random.next() * 10);
		if (random.chance(0.25) && !(isAfter && options.noWebinars === true)) add("webinar", 1 + random.next() * 5);
		if (!random.chance(0.4)) continue;
		add("demo", 2);
		const rate = isAfter ? (options.winRate ?? 0.4) : 0.4;
		if (random.chance(rate)) {
			stages.push({ lead: id, stage: "sql", at: created + (2 + random.next() * 2 * daysToWin) * DAY_MS });
		}
	}
	const asOf = START + (DAYS + 15) * DAY_MS;
	const known = <T extends { readonly at: number }>(rows: readonly T[]) => rows.filter(({ at }) => at <= asOf);
	return {
		name: "drift world",
		asOf,
		ladder: ["lead", "mql", "sql"],
		attributes: { industry: {}, source: {}, employees: { type: "number" } },
		leads,
		activities: known(activities),
		stages: known(stages),
	};
}

/** Points on everything in the world, and a rule on what never happens. */
export const driftModel: ScoringModel = modelFrom({
	leadlab: "model/1",
	name: "points",
	groups: [
		{
			id: "fit",
			cap: 12,
			rules: [
				{ id: "industry", attribute: "industry", points: [{ is: ["software", "finance"], points: 10 }] },
				{ id: "size", attribute: "employees", points: [{ at_least: 50, points: 5 }] },
			],
		},
		{
			id: "engagement",
			rules: [
				{ id: "visits", activity: "page_view", points: 2, at_most: { count: 10 } },
				{ id: "webinar", activity: "webinar", points: 8 },
				{ id: "demo", activity: "demo", points: 30 },
				{ id: "fair", activity: "trade_fair", points: 5 },
				{ id: "quiet", inactive_days: 60, points: -5 },
			],
		},
	],
	stages: { mql: { score: 30 } },
}).model;

/** The world with its rows in another order. */
export function shuffled(input: DatasetInput, random: Random): Dataset {
	const mix = <T>(rows: readonly T[]) =>
		rows
			.map((row) => ({ row, key: random.next() }))
			.sort((a, b) => a.key - b.key)
			.map(({ row }) => row);
	return datasetFrom({
		...input,
		leads: mix(input.leads),
		activities: mix(input.activities ?? []),
		stages: mix(input.stages ?? []),
	});
}
