import { createRandom } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import type { HealthInput } from "../../src/health/health-input.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { type ReplayOptions, replay } from "../../src/replay/replay.ts";

const AS_OF = Date.UTC(2024, 0, 1);
const DAYS = 400;

/** A history whose truth is known: half of the leads fit, and each becomes SQL on its twentieth day with the chance of its half. */
export interface HealthWorld {
	readonly leads?: number;
	/** Chance of SQL of leads that fit, by the lead's day of creation, and of the others. */
	readonly fits?: number | ((day: number) => number);
	readonly others?: number;
	/** Share of leads that sales work, whatever becomes of them; left out: nobody says. */
	readonly worked?: number;
	/** Share of the leads that are less than 90 days old; left out: none. */
	readonly young?: number;
	/** Of the leads that become SQL, the share that get a room, which no other lead has. */
	readonly room?: number;
	/** Age in days at which the room is written down, by the data; left out: the contract says at creation. */
	readonly roomKnownAfter?: number;
	/** Share of the leads that come after day 200 of 400; half by default. */
	readonly late?: number;
}

/** @example healthWorld({ fits: 0.6, others: 0.1 }).leadCount // 1000 */
export function healthWorld(world: HealthWorld = {}): Dataset {
	const {
		leads: count = 1000,
		fits: share = 0.6,
		others = 0.1,
		worked,
		young = 0,
		late = 0.5,
		room = 0,
		roomKnownAfter,
	} = world;
	const random = createRandom(`health ${JSON.stringify({ ...world, fits: String(share) })}`);
	const leads: DatasetInput["leads"][number][] = [];
	const stages: NonNullable<DatasetInput["stages"]>[number][] = [];
	const activities: NonNullable<DatasetInput["activities"]>[number][] = [];
	for (let i = 0; i < count; i++) {
		const id = `L-${i}`;
		const isYoung = random.chance(young);
		const day = DAYS * (random.chance(late) ? 0.5 + random.next() / 2 : random.next() / 2);
		const created = isYoung ? AS_OF - (1 + 80 * random.next()) * DAY_MS : AS_OF - (DAYS + 100 - day) * DAY_MS;
		const doesFit = random.chance(0.5);
		const wins = random.chance(doesFit ? (typeof share === "number" ? share : share(day)) : others);
		const at = created + 20 * DAY_MS;
		if (wins && at <= AS_OF) stages.push({ lead: id, stage: "sql", at });
		activities.push({ lead: id, type: "visit", at: created });
		if (worked !== undefined && random.chance(worked)) activities.push({ lead: id, type: "call", at: created + 3.6e6 });
		const hasRoom = wins && random.chance(room);
		const roomAt = created + (roomKnownAfter ?? 0) * DAY_MS;
		leads.push({
			id,
			created,
			values: { fit: doesFit ? "yes" : "no", room: hasRoom ? `r${i}` : undefined, sector: ["a", "b", "c"][i % 3] },
			...(hasRoom ? { knownAt: { room_at: roomAt } } : {}),
		});
	}
	return datasetFrom({
		asOf: AS_OF,
		ladder: ["lead", "mql", "sql"],
		attributes: {
			fit: {},
			room: roomKnownAfter === undefined ? {} : { known: { column: "room_at" } },
			sector: {},
		},
		leads,
		stages,
		activities,
		...(worked === undefined ? {} : { worked: { activities: ["call"] } }),
	});
}

/** 10 points for leads that fit; more rules on request. MQL from 10. */
export function healthModel(
	rules: readonly object[] = [],
	{ fit = "yes" }: { readonly fit?: string } = {},
): ScoringModel {
	const own = { id: "fit", attribute: "fit", points: [{ is: fit, points: 10 }] };
	const groups = [{ id: "all", rules: [own, ...rules] }];
	return modelFrom({ leadlab: "model/1", name: "health", groups, stages: { mql: { score: 10 } } }).model;
}

/** What every check has at hand: the history and the model's replay. */
export async function replayed(
	world: HealthWorld = {},
	{ model = healthModel(), ...options }: { readonly model?: ScoringModel } & ReplayOptions = {},
): Promise<HealthInput & { readonly dataset: Dataset; readonly replay: NonNullable<HealthInput["replay"]> }> {
	const dataset = healthWorld(world);
	return { quality: dataset.quality, dataset, replay: await replay(dataset, model, options) };
}
