import { createRandom } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";
import type { Replay } from "../../src/replay/replay-result.ts";

const START = Date.UTC(2024, 0, 1);
const INDUSTRIES = ["software", "retail", "health"];

/** What a made history is like. */
export interface HistoryOptions {
	readonly seed?: string;
	readonly leads?: number;
	/** Leads share accounts of one to four; false: no accounts. */
	readonly accounts?: boolean;
}

/** A history in which demos and downloads go with later stages, so that models differ in precision and recall. */
export function pairedHistory({ seed = "paired", leads = 400, accounts = false }: HistoryOptions = {}): DatasetInput {
	const random = createRandom(seed);
	const asOf = START + 300 * DAY_MS;
	let account = 0;
	const rows = Array.from({ length: leads }, (_, i) => {
		const created = START + Math.floor(random.next() * 270 * DAY_MS);
		if (random.chance(0.45)) account++;
		const good = random.chance(0.4);
		const at = () => Math.min(asOf, created + Math.floor(random.next() * 30 * DAY_MS));
		return {
			id: `L${i}`,
			created,
			...(accounts ? { account: `A${account}` } : {}),
			values: { industry: random.pick(INDUSTRIES) },
			events: [
				...(random.chance(good ? 0.6 : 0.2) ? [{ at: at(), type: "demo" }] : []),
				...(random.chance(good ? 0.7 : 0.4) ? [{ at: at(), type: "download" }] : []),
				...(random.chance(0.5) ? [{ at: at(), type: "sales_call" }] : []),
			],
			sql: random.chance(good ? 0.5 : 0.1) ? created + Math.floor(random.next() * 80 * DAY_MS) : undefined,
			customer: random.chance(good ? 0.2 : 0.03) ? created + Math.floor(random.next() * 140 * DAY_MS) : undefined,
		};
	});
	return {
		name: "paired",
		asOf,
		ladder: ["lead", "mql", "sql", "customer"],
		attributes: { industry: {} },
		leads: rows.map(({ events: _, sql: __, customer: ___, ...lead }) => lead),
		activities: rows.flatMap(({ id, events }) => events.map((event) => ({ lead: id, ...event }))),
		stages: rows.flatMap(({ id, sql, customer }) =>
			[
				{ lead: id, stage: "sql", at: sql },
				{ lead: id, stage: "customer", at: customer },
			].flatMap(({ at, ...rest }) => (at === undefined || at > asOf ? [] : [{ ...rest, at }])),
		),
		worked: { activities: ["sales_call"] },
	};
}

/** A model that flags at `mql` points of demos (20), downloads (`download`) and software (5). */
export function pairedModel(name: string, { download = 5, mql = 20 } = {}): ScoringModel {
	return modelFrom({
		leadlab: "model/1",
		name,
		groups: [
			{ id: "fit", rules: [{ id: "industry", attribute: "industry", points: [{ is: "software", points: 5 }] }] },
			{
				id: "engagement",
				rules: [
					{ id: "demo", activity: "demo", points: 20, at_most: { count: 1 } },
					{ id: "download", activity: "download", points: download, at_most: { count: 1 } },
				],
			},
		],
		stages: { mql: { score: mql } },
	}).model;
}

/** A history with both replays. */
export interface PairedReplays {
	readonly dataset: Dataset;
	readonly baseline: Replay;
	readonly candidate: Replay;
}

/** The replays of two models over a made history; by default a lax baseline and a strict candidate. */
export async function pairedReplays(
	input: DatasetInput = pairedHistory(),
	models: readonly [ScoringModel, ScoringModel] = [
		pairedModel("lax", { download: 12, mql: 12 }),
		pairedModel("strict", { mql: 20 }),
	],
): Promise<PairedReplays> {
	const dataset = datasetFrom(input);
	const options = { horizonDays: 60, segmentBy: ["industry"], threads: 1 };
	const [baseline, candidate] = [await replay(dataset, models[0], options), await replay(dataset, models[1], options)];
	return { dataset, baseline, candidate };
}
