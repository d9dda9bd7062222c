import { expect, test } from "vitest";
import type { Dataset } from "../../src/dataset/dataset.ts";
import { readDataset } from "../../src/ingest/read-dataset.ts";
import { brierLoss } from "../../src/metrics/measures/brier-loss.ts";
import { logLoss } from "../../src/metrics/measures/log-loss.ts";
import { auc } from "../../src/metrics/ranking/auc.ts";
import { precisionRecallPoints } from "../../src/metrics/ranking/precision-recall-points.ts";
import { tableTotals } from "../../src/metrics/tables/score-table.ts";
import { replay } from "../../src/replay/replay.ts";
import { sized } from "../full-size.ts";
import { datasetFolder, describeReal, rawFolder } from "./real-data.ts";
import { featureColumns, lineOfScale, modelOfCard, prepareScorecards, publishedCards } from "./scorecards.ts";

const RAW = rawFolder("scorecards");
const STATIC = { horizonDays: 30, landmarkDays: 0, threads: 1 } as const;

async function load(data: string): Promise<Dataset> {
	const folder = await datasetFolder(`scorecards-${data}`, {
		prepare: async (_raw, into) => prepareScorecards(RAW, into, data),
	});
	const { dataset, warnings } = await readDataset(folder);
	expect(warnings).toEqual([]);
	return dataset;
}

// There is no file of cards for the third data set, mushroom.
const SETS = [
	{ data: "adult", outcome: "Over50K", rows: 32_561, files: 3, cards: 187 },
	{ data: "mammo", outcome: "Malignant", rows: 961, files: 3, cards: 70 },
] as const;

describeReal("scorecards", () => {
	test.for(SETS)(
		"every published card of $data gives its published loss, AUC and accuracy",
		async (set, { annotate }) => {
			const dataset = await load(set.data);
			expect(dataset.quality.tables.leads).toEqual({ read: set.rows, loaded: set.rows, rejected: 0 });
			const columns = featureColumns(RAW, set.data);
			const positive = columns.get(set.outcome)!;
			const published = publishedCards(RAW, set.data);
			expect(published.length).toBe(set.cards);
			expect(new Set(published.map(({ file }) => file)).size).toBe(set.files);
			const off = { loss: 0, auc: 0, brier: 0 };

			// Each replays every row: all at full size, else every eighth and so some of each file.
			const shown = published.filter((_, i) => i % sized({ full: 1, usual: 8 }) === 0);
			for (const { file, card } of shown) {
				const context = `${file}, card ${card.card_label}`;
				const { ranking, columns: scored } = await replay(dataset, modelOfCard(card), STATIC);
				const { table } = ranking[0]!;
				const { half, multiplier } = lineOfScale(card);
				const probability = (score: number) => 1 / (1 + Math.exp(-(score - half) / multiplier));

				// The score of every row, from the file itself.
				const features = card.feature_data.map(([points, name]) => [points, columns.get(name)!] as const);
				let squares = 0;
				let wrongScores = 0;
				scored.lead.forEach((lead, i) => {
					const row = Number(dataset.idOf(lead));
					const score = features.reduce((sum, [points, column]) => sum + points * column[row]!, 0);
					if (scored.landmarkScore[i] !== score || scored.finalScore[i] !== score) wrongScores++;
					squares += (positive[row]! - probability(score)) ** 2;
				});
				expect(wrongScores, context).toBe(0);

				const { positives, negatives } = tableTotals(table);
				expect([positives + negatives, positives], context).toEqual([set.rows, positive.reduce((a, b) => a + b, 0)]);
				const loss = logLoss(table, probability)! * set.rows;
				off.loss = Math.max(off.loss, Math.abs(loss / card.training_logistic_loss - 1));
				off.auc = Math.max(off.auc, Math.abs(auc(table)! - card.training_AUC));
				off.brier = Math.max(off.brier, Math.abs((brierLoss(table, probability)! * set.rows) / squares - 1));

				// A score at p = 0.5 exactly is negative.
				const flagged = precisionRecallPoints(table).findLast(({ threshold }) => threshold > half);
				const right = flagged === undefined ? negatives : flagged.hits + negatives - (flagged.flagged - flagged.hits);
				expect(right / set.rows, context).toBe(card.training_accuracy);
			}
			await annotate(`largest deviations of ${shown.length} cards: ${JSON.stringify(off)}`);
			expect(off.loss).toBeLessThan(1e-11);
			expect(off.auc).toBeLessThan(1e-14);
			expect(off.brier).toBeLessThan(1e-11);
		},
	);
});
