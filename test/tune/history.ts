import { createRandom } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import type { DatasetInput } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";

/** A history of a year whose score tells about the outcome; about every third lead shares its account with others. */
export function history({ leads = 400, seed = 1, strength = 1 } = {}): DatasetInput {
	const random = createRandom(`threshold history ${seed}`);
	const start = Date.UTC(2023, 0, 1);
	const rows = Array.from({ length: leads }, (_, i) => {
		const created = start + Math.floor(random.next() * 360) * DAY_MS + random.integer(DAY_MS);
		const size = random.integer(40);
		const reached = random.chance(0.1 + (strength * size) / 60);
		return {
			id: `L-${i}`,
			created,
			values: { size },
			...(random.chance(0.4) ? { account: `A-${random.integer(leads / 4)}` } : {}),
			sqlAt: created + DAY_MS + Math.floor(random.next() * 20 * DAY_MS),
			reached,
			amount: 100 + random.integer(900),
		};
	});
	return {
		name: "a year",
		asOf: Date.UTC(2023, 11, 31),
		ladder: ["lead", "mql", "sql", "customer"],
		attributes: { size: { type: "number" } },
		leads: rows.map(({ id, created, values, account }) => ({ id, created, values, ...(account && { account }) })),
		stages: rows
			.filter(({ reached, sqlAt }) => reached && sqlAt <= Date.UTC(2023, 11, 31))
			.map(({ id, sqlAt, amount }) => ({ lead: id, stage: "sql", at: sqlAt, amount })),
	};
}

/** A point for each unit of size, so that a lead is flagged when it is created or never. */
export function historyModel(): ScoringModel {
	return modelFrom({
		leadlab: "model/1",
		name: "by-size",
		groups: [
			{
				id: "fit",
				rules: [
					{
						id: "size",
						attribute: "size",
						points: Array.from({ length: 40 }, (_, i) => ({ below: i + 1, points: i })),
					},
				],
			},
		],
		stages: { mql: { score: 20 } },
	}).model;
}
