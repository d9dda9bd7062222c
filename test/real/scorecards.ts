import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { type ScoringModel, scoringModelSchema } from "../../src/model/schema.ts";
import { prependColumns } from "./prepend-columns.ts";

/** A card of FasterRisk as it was published: points for 0/1 features, and how well it did on the data it was made from. */
export interface PublishedCard {
	readonly feature_data: readonly (readonly [points: number, feature: string])[];
	/** Score and the probability the card gives to it. */
	readonly risk_scale: readonly (readonly [score: number, probability: number])[];
	/** Sum over the rows, natural logarithm. */
	readonly training_logistic_loss: number;
	readonly training_accuracy: number;
	readonly training_AUC: number;
	readonly card_label: string;
}

/** Every card of every file that was published for a data set, with the name of its file. */
export function publishedCards(
	raw: string,
	data: string,
): readonly { readonly file: string; readonly card: PublishedCard }[] {
	return readdirSync(raw)
		.filter((file) => file.startsWith(`fasterrisk_${data}_data`))
		.sort()
		.flatMap((file) => {
			const cards = JSON.parse(readFileSync(join(raw, file), "utf8")) as PublishedCard[];
			return cards.map((card) => ({ file, card }));
		});
}

/** Writes `<data>.csv`: each line of the file as it is, with `row, created_on, customer_on` before it. */
export function prepareScorecards(raw: string, into: string, data: string): void {
	const text = gunzipSync(readFileSync(join(raw, `${data}_data.csv.gz`))).toString("utf8");
	const lines = prependColumns(text, {
		names: ["row", "created_on", "customer_on"],
		delimiter: ",",
		// The outcome is the file's first column.
		cells: (line, row) => [String(row), "2020-01-01", line.startsWith("1,") ? "2020-01-10" : ""],
	});
	writeFileSync(join(into, `${data}.csv`), lines);
}

/** The rows of a file of 0/1 features, as numbers, by column. */
export function featureColumns(raw: string, data: string): ReadonlyMap<string, Float64Array> {
	const [header, ...lines] = gunzipSync(readFileSync(join(raw, `${data}_data.csv.gz`)))
		.toString("utf8")
		.trim()
		.split("\n");
	const names = header!.trim().split(",");
	const columns = names.map(() => new Float64Array(lines.length));
	lines.forEach((line, row) => {
		for (const [i, cell] of line.split(",").entries()) columns[i]![row] = Number(cell);
	});
	return new Map(names.map((name, i) => [name, columns[i]!]));
}

/** The card as a model: one attribute rule a feature. */
export function modelOfCard({ feature_data: features, card_label: label }: PublishedCard): ScoringModel {
	return scoringModelSchema.parse({
		leadlab: "model/1",
		name: `card-${label}`,
		groups: [
			{
				id: "card",
				rules: features.map(([points, attribute]) => ({ id: attribute, attribute, points: [{ is: 1, points }] })),
			},
		],
		stages: { mql: { score: 1 } },
	});
}

/**
 * The line on which the card's log odds lie: logit(p) = (score - half) / multiplier. `half`, the score of p = 0.5, is
 * a whole number on every card, reached or not. The multiplier is taken at the score of the smallest p, whose logarithm
 * keeps all digits.
 *
 * @throws Error when a score of the scale is off the line
 */
export function lineOfScale({ risk_scale: scale }: PublishedCard): {
	readonly half: number;
	readonly multiplier: number;
} {
	const ascending = scale.toSorted(([, p], [, q]) => p - q);
	const [low, lowP] = ascending[0]!;
	const [high, highP] = ascending.at(-1)!;
	const logOdds = (p: number) => Math.log(p) - Math.log1p(-p);
	const half = Math.round(low - (logOdds(lowP) * (high - low)) / (logOdds(highP) - logOdds(lowP)));
	const multiplier = (low - half) / logOdds(lowP);
	for (const [score, p] of scale) {
		const off = Math.abs(1 / (1 + Math.exp(-(score - half) / multiplier)) - p);
		if (!(off <= 1e-13)) throw new Error(`score ${score} is ${off} off the line of the scale`);
	}
	return { half, multiplier };
}
