import { createRandom } from "../../../src/base/random.ts";
import { DAY_MS } from "../../../src/dataset/calendar.ts";
import type { DatasetInput } from "../../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../../src/model/parse-model.ts";
import type { ScoringModel } from "../../../src/model/schema.ts";

/** Two years of leads whose outcome depends on kind, on demos and on visits, and not at all on mails. */
export function deals({ leads = 1500, seed = 1, shuffled = false } = {}): DatasetInput {
	const random = createRandom(`deals ${seed}`);
	const start = Date.UTC(2022, 0, 1);
	const asOf = Date.UTC(2023, 11, 31);
	const made = Array.from({ length: leads }, (_, i) => {
		const created = start + random.integer(720) * DAY_MS + random.integer(DAY_MS);
		const kind = random.pick(["good", "fair", "poor"]);
		const counts = { visit: random.poisson(2), demo: random.chance(0.2) ? 1 : 0, mail: random.poisson(3) };
		const z = -3.2 + { good: 1.6, fair: 0.6, poor: 0 }[kind]! + 1.8 * counts.demo + 0.35 * Math.min(5, counts.visit);
		return { id: `L-${i}`, created, kind, counts, chance: 1 / (1 + Math.exp(-z)), after: 20 + random.integer(60) };
	});
	const chances = made.map(({ chance }) => chance);
	const reached = chances.map((chance) => random.chance(shuffled ? 0.2 : chance));
	return {
		name: "deals",
		asOf,
		ladder: ["lead", "mql", "sql"],
		attributes: { kind: {} },
		leads: made.map(({ id, created, kind }) => ({ id, created, values: { kind } })),
		activities: made
			.flatMap(({ id, created, counts }) =>
				Object.entries(counts).flatMap(([type, count]) =>
					Array.from({ length: count }, () => ({ lead: id, type, at: created + random.integer(10 * DAY_MS) })),
				),
			)
			.filter(({ at }) => at <= asOf),
		stages: made
			.map(({ id, created, after }, i) => ({
				lead: id,
				stage: "sql",
				at: created + after * DAY_MS,
				reached: reached[i]!,
			}))
			.filter(({ at, reached }) => reached && at <= asOf)
			.map(({ lead, stage, at }) => ({ lead, stage, at })),
	};
}

/** Points that were guessed badly: mails count most. */
export function guessedModel(): ScoringModel {
	return modelFrom({
		leadlab: "model/1",
		name: "guessed",
		groups: [
			{
				id: "fit",
				rules: [
					{
						id: "kind",
						attribute: "kind",
						points: [
							{ is: "good", points: 4 },
							{ is: "fair", points: 4 },
							{ is: "poor", points: 4 },
						],
					},
				],
			},
			{
				id: "engagement",
				rules: [
					{ id: "visits", activity: "visit", points: 1, at_most: { count: 5 } },
					{ id: "demo", activity: "demo", points: 2, at_most: { count: 1 } },
					{ id: "mails", activity: "mail", points: 5, at_most: { count: 6 } },
				],
			},
		],
		stages: { mql: { score: 22 } },
	}).model;
}
