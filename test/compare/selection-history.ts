import { createRandom } from "../../src/base/random.ts";
import { DAY_MS } from "../../src/dataset/calendar.ts";
import { type DatasetInput, datasetFrom } from "../../src/dataset/dataset-from.ts";
import { modelFrom } from "../../src/model/parse-model.ts";
import type { ScoringModel } from "../../src/model/schema.ts";
import { replay } from "../../src/replay/replay.ts";

const START = Date.UTC(2024, 0, 1);
/** Score at which the old model flagged. */
export const OLD_LINE = 40;

/** How sales chose in a made history. */
export interface SelectionHistoryOptions {
	readonly seed: string;
	readonly leads?: number;
	/** Chance that a lead that the old model flagged is worked. */
	readonly above?: number;
	/** Chance that another lead is worked. */
	readonly below?: number;
	/** Leads of an account; 1 by default. */
	readonly accountSize?: number;
}

/** A history with what never shows in one: what would have become of every lead, had it been worked. */
export interface SelectionHistory {
	readonly input: DatasetInput;
	/** By lead: whether it had become SQL, and whether it was worked. */
	readonly wouldConvert: readonly boolean[];
	readonly worked: readonly boolean[];
	readonly score: readonly number[];
}

/** Fit and industry are all there is: by fit the old model flagged, and by both leads convert. */
export function selectionHistory({
	seed,
	leads = 1200,
	above = 0.8,
	below = 0,
	accountSize = 1,
}: SelectionHistoryOptions): SelectionHistory {
	const random = createRandom(seed);
	const rows = Array.from({ length: leads }, (_, i) => {
		const fit = 5 * random.integer(16);
		const industry = random.pick(["software", "retail"]);
		const created = START + Math.floor(random.next() * 200 * DAY_MS);
		// Software is worked sooner, and converts more often.
		const chance = (fit >= OLD_LINE ? above : below) * (industry === "software" ? 1 : 0.75);
		const converts = random.chance(1 / (1 + Math.exp(2.6 - fit / 25 - (industry === "software" ? 0.8 : 0))));
		return {
			id: `L${i}`,
			account: `A${Math.floor(i / accountSize)}`,
			fit,
			industry,
			created,
			converts,
			worked: random.chance(chance),
		};
	});
	return {
		wouldConvert: rows.map(({ converts }) => converts),
		worked: rows.map(({ worked }) => worked),
		score: rows.map(({ fit }) => fit),
		input: {
			name: "selection",
			asOf: START + 400 * DAY_MS,
			ladder: ["lead", "mql", "sql"],
			attributes: { fit: { type: "number" }, industry: {} },
			leads: rows.map(({ id, account, created, fit, industry }) => ({
				id,
				account,
				created,
				values: { fit, industry },
			})),
			activities: rows.flatMap(({ id, worked, created }) =>
				worked ? [{ lead: id, at: created + DAY_MS, type: "sales_call" }] : [],
			),
			stages: rows.flatMap(({ id, worked, converts, created }) =>
				worked && converts ? [{ lead: id, stage: "sql", at: created + 20 * DAY_MS }] : [],
			),
			worked: { activities: ["sales_call"] },
		},
	};
}

/** A model whose score is the lead's fit. */
export function fitModel(threshold: number, name = `from ${threshold}`): ScoringModel {
	return modelFrom({
		leadlab: "model/1",
		name,
		groups: [
			{
				id: "fit",
				rules: [
					{
						id: "fit",
						attribute: "fit",
						points: Array.from({ length: 15 }, (_, k) => ({ at_least: 5 * (15 - k), points: 5 * (15 - k) })),
					},
				],
			},
		],
		stages: { mql: { score: threshold } },
	}).model;
}

/** The history replayed at a threshold. */
export const replayAt = (input: DatasetInput, threshold: number) =>
	replay(datasetFrom(input), fitModel(threshold), { threads: 1, handoffs: [{ from: "mql", to: "sql" }] });
