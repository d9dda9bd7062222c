import { FLAG_OUTCOME, isCaught, isJudged } from "../replay/flag-outcome.ts";
import { type FlagMeasure, measureOf, type PairSums } from "./pair-sums.ts";
import type { PairCell } from "./paired-flags.ts";

/** What a measure of one model stands on, and how one lead of each cell moves it. */
export interface FlagInfluence {
	/** Flags that can be judged, leads that reached the outcome, or all leads: the trials of the rate. */
	readonly trials: number;
	readonly influence: Float64Array;
}

/**
 * How one lead of each cell moves a measure of one model: the derivative of the measure by the lead's count, with the
 * measure's own share of all leads taken off. `flagged` and `late` are taken as shares of the leads. All 0 where the measure
 * has no value.
 *
 * precision: (hit - P judged) / n; recall: (caught - R reached) / r; F = (1 + b) P R / (b P + R), b = beta²: by the chain
 * rule; lift = P / B, B the rate of all leads flagged at creation: likewise.
 *
 * @param cells what each entry of a table of pairs holds
 * @example flagInfluence("precision", sums, cells, { model: "candidate", beta: 1 }).trials // 571
 */
export function flagInfluence(
	measure: FlagMeasure,
	sums: PairSums,
	cells: readonly PairCell[],
	{ model, beta }: { readonly model: "baseline" | "candidate"; readonly beta: number },
): FlagInfluence {
	const { hits, misses, flagged, late } = sums[model];
	const { reached, everyone, leads } = sums;
	const judged = hits + misses;
	const precision = measureOf("precision", sums, model, { beta });
	const recall = measureOf("recall", sums, model, { beta });
	const of = (moves: (cell: PairCell, state: number) => number) =>
		Float64Array.from(cells, (cell) => moves(cell, cell[model]));
	const none = () => new Float64Array(cells.length);

	const onPrecision = (state: number) => {
		if (precision === undefined || !isJudged(state)) return 0;
		return ((state === FLAG_OUTCOME.hit ? 1 : 0) - precision) / judged;
	};
	const onRecall = ({ reached: ever }: PairCell, state: number) => {
		if (recall === undefined || !ever) return 0;
		return ((isCaught(state) ? 1 : 0) - recall) / reached;
	};
	switch (measure) {
		case "precision":
			return { trials: judged, influence: of((_, state) => onPrecision(state)) };
		case "recall":
			return { trials: reached, influence: of(onRecall) };
		case "f-beta": {
			if (precision === undefined || recall === undefined) return { trials: judged, influence: none() };
			const weight = beta ** 2;
			const under = weight * precision + recall;
			if (under === 0) return { trials: judged, influence: none() };
			const byPrecision = ((1 + weight) * recall ** 2) / under ** 2;
			const byRecall = ((1 + weight) * weight * precision ** 2) / under ** 2;
			return {
				trials: judged,
				influence: of((cell, state) => byPrecision * onPrecision(state) + byRecall * onRecall(cell, state)),
			};
		}
		case "lift": {
			if (precision === undefined || everyone.hits === 0) return { trials: judged, influence: none() };
			const rate = everyone.hits / everyone.total;
			const onRate = ({ atCreation }: PairCell) =>
				atCreation === "immature" ? 0 : ((atCreation === "hit" ? 1 : 0) - rate) / everyone.total;
			return {
				trials: judged,
				influence: of((cell, state) => onPrecision(state) / rate - (precision / rate ** 2) * onRate(cell)),
			};
		}
		case "flagged":
			return {
				trials: leads,
				influence: of((_, state) => ((state === FLAG_OUTCOME.notFlagged ? 0 : 1) - flagged / leads) / leads),
			};
		case "late":
			return {
				trials: leads,
				influence: of((_, state) => ((state === FLAG_OUTCOME.late ? 1 : 0) - late / leads) / leads),
			};
	}
}
