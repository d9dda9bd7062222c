import { isotonicFit } from "../metrics/calibration/isotonic-calibrator.ts";
import { logisticCalibration } from "../metrics/calibration/logistic-calibration.ts";
import { type Estimate, estimateRate } from "../metrics/rates/estimate.ts";
import { LEAST_EACH } from "../metrics/rates/too-few.ts";
import type { ScoreTable } from "../metrics/tables/score-table.ts";
import type { ScoringModel } from "../model/schema.ts";

/** What a score means: the share of leads around it that reached the outcome. */
export interface ScoreMeaning {
	readonly score: number;
	/** Thresholds and bands of the model that begin at this score, by name. */
	readonly marks: readonly string[];
	/** Scores of the leads that are counted together: a step of the isotonic curve. */
	readonly from: number;
	readonly to: number;
	/** k of n of these leads, with interval; "cannot tell yet" below 20. */
	readonly share: Estimate;
	/** The logistic curve at the score; `undefined` when there is no positive or no negative. */
	readonly logistic: number | undefined;
}

const MOST_ROWS = 12;
const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000];

/**
 * "A score of 40 means 18 % (71 of 392)", for round scores and for the model's thresholds and bands. The leads counted are
 * those of the isotonic curve's step at the score (the next step up, where no lead has it): the fewest pools of neighbouring
 * scores among which the share never falls. The steps were found on the same leads, so intervals at their ends are a
 * little short. Empty for an empty table.
 *
 * @example scoreMeanings(ranking.table, model)[0] // { score: 0, from: 0, to: 7, share: { value: 0.02, ... }, ... }
 */
export function scoreMeanings(table: ScoreTable, model: Pick<ScoringModel, "stages" | "bands">): ScoreMeaning[] {
	const totals = table.positives.map((count, i) => count + table.negatives[i]!);
	const blocks = isotonicFit(
		table.scores,
		table.positives.map((count, i) => (totals[i] === 0 ? 0 : count / totals[i]!)),
		totals,
	);
	const first = blocks[0];
	const last = blocks.at(-1);
	if (first === undefined || last === undefined) return [];
	const low = Math.floor(first.from);
	const high = Math.ceil(last.to);
	const step = STEPS.find((size) => (high - low) / size <= MOST_ROWS) ?? (high - low) / MOST_ROWS;
	const marks = new Map<number, string[]>();
	const mark = (score: number, name: string) => marks.set(score, [...(marks.get(score) ?? []), name]);
	for (const [stage, { score }] of Object.entries(model.stages)) mark(score, stage);
	for (const { name, from } of model.bands ?? []) mark(from, name);
	const scores = new Set([...marks.keys()].filter((score) => score >= low && score <= high));
	for (let at = Math.ceil(low / step); at * step <= high; at++) scores.add(at * step);
	const curve = logisticCalibration(table)?.calibrator;
	const blockOf = (score: number) => blocks.find((block) => score <= block.to) ?? last;
	return [...scores]
		.sort((a, b) => a - b)
		.filter((score, i, list) => {
			// A second round score within one step says nothing new.
			return i === 0 || marks.has(score) || blockOf(score) !== blockOf(list[i - 1]!);
		})
		.map((score) => {
			const { from, to } = blockOf(score);
			let hits = 0;
			let total = 0;
			for (let i = 0; i < table.scores.length; i++) {
				if (table.scores[i]! < from || table.scores[i]! > to) continue;
				hits += table.positives[i]!;
				total += totals[i]!;
			}
			return {
				score,
				marks: marks.get(score) ?? [],
				from,
				to,
				share: estimateRate(hits, total, { least: LEAST_EACH }),
				logistic: curve?.(score),
			};
		});
}
