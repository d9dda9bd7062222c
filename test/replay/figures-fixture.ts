import { createRandom } from "../../src/base/random.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import { replay } from "../../src/replay/replay.ts";

const DAY = 86_400_000;

/** A history in which the quality of a lead decides whether and how soon it becomes an SQL and a customer. */
export interface FigureHistory {
	readonly seed?: number;
	readonly leads?: number;
	/** How much quality decides: 0 is nothing. */
	readonly strength?: number;
	/** Leads an account; none by default. */
	readonly account?: number;
	readonly from?: number;
	readonly days?: number;
}

/** Rows of the history; outcomes come after day 14, so that they never decide who is ranked. */
export function figureHistory({
	seed = 1,
	leads: count = 1500,
	strength = 1,
	account,
	from = Date.UTC(2023, 0, 1),
	days = 540,
}: FigureHistory = {}): DatasetInput {
	const random = createRandom(`figures/${seed}`);
	const leads = Array.from({ length: count }, (_, i) => {
		const quality = random.integer(10);
		const created = from + random.integer(days) * DAY + random.integer(DAY);
		const won = random.chance(1 / (1 + Math.exp(1.6 - 0.35 * strength * (quality - 4.5))));
		const sqlAt = created + 14 * DAY + 1 + Math.floor(random.exponential(25) * DAY);
		return {
			id: `L-${i}`,
			created,
			values: { quality },
			sqlAt: won ? sqlAt : undefined,
			customerAt: won && random.chance(0.4) ? sqlAt + Math.floor(random.exponential(20) * DAY) + 1 : undefined,
			lostAt: !won && random.chance(0.5) ? created + Math.floor(random.exponential(40) * DAY) : undefined,
			touchedAt: won || random.chance(0.5) ? created + 1 + Math.floor(random.exponential(6) * DAY) : undefined,
			...(account === undefined ? {} : { account: `A-${Math.floor(i / account)}` }),
		};
	});
	const asOf = from + days * DAY;
	const stages = leads.flatMap(({ id, sqlAt, customerAt, lostAt }) => [
		...(sqlAt === undefined ? [] : [{ lead: id, stage: "sql", at: sqlAt }]),
		...(customerAt === undefined ? [] : [{ lead: id, stage: "customer", at: customerAt }]),
		...(lostAt === undefined ? [] : [{ lead: id, stage: "lost", at: lostAt }]),
	]);
	return {
		name: "acme-history",
		asOf,
		timeZone: "Europe/Berlin",
		ladder: ["lead", "mql", "sql", "customer"],
		exits: ["lost"],
		attributes: { quality: { type: "number" } },
		leads: leads.map(({ id, created, values, ...rest }) => ({
			id,
			created,
			values,
			...("account" in rest ? { account: String(rest.account) } : {}),
		})),
		activities: leads.flatMap(({ id, touchedAt }) =>
			touchedAt === undefined || touchedAt > asOf ? [] : [{ lead: id, at: touchedAt, type: "sales_call" }],
		),
		worked: { activities: ["sales_call"] },
		stages: stages.filter(({ at }) => at <= asOf),
	};
}

/** Ten points a step of quality; with bands unless told otherwise. */
export function figureModel({ bands = true }: { readonly bands?: boolean } = {}) {
	return modelFrom({
		leadlab: "model/1",
		name: "by-quality",
		groups: [
			{
				id: "fit",
				axis: "fit",
				rules: [
					{
						id: "quality",
						attribute: "quality",
						points: Array.from({ length: 10 }, (_, quality) => ({ is: [quality], points: 10 * quality })),
					},
				],
			},
		],
		stages: { mql: { score: 50 } },
		...(bands
			? {
					bands: [
						{ name: "hot", from: 70, action: "Book a meeting" },
						{ name: "warm", from: 40, action: "Send the intro mail" },
						{ name: "cold", from: -100, action: "Nurture" },
					],
				}
			: {}),
	}).model;
}

/** The history as a dataset and its replay. */
export async function figureReplay(
	input: DatasetInput,
	options: { readonly bands?: boolean; readonly horizonDays?: number } = {},
) {
	const dataset = datasetFrom(input);
	const { bands = true, horizonDays = 90 } = options;
	return { dataset, result: await replay(dataset, figureModel({ bands }), { threads: 1, horizonDays }) };
}
