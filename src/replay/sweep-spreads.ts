import { DAY_MS } from "../dataset/calendar.ts";
import { type Dataset, type HandoffSpec, NEVER } from "../dataset/dataset.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import type { RateSpread } from "../metrics/rates/rate-spread.ts";
import { FLAG_OUTCOME, flagOutcome, isExcluded, isJudged } from "./flag-outcome.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import type { AccountTallies } from "./leads/account-tallies.ts";
import type { Handoff, ReplayColumns, RowSpread } from "./replay-result.ts";

/**
 * How the leads behind precision and recall hang together, at every integer threshold from 0 to the largest score: in one
 * pass over the leads from the highest score down, each of them an account's hit or miss more, so that a million leads and
 * a hundred thresholds cost what one threshold does.
 *
 * At the model's own threshold it is that of the hand-off itself. At others a lead counts from its largest score on, with
 * the outcome it has at the model's flag, or at creation where the model does not flag it: counts of the sweep are exact,
 * and only how far accounts hang together is taken from there.
 *
 * @param own the hand-off at the model's threshold
 * @example sweepSpreads(history, columns, { own, tallies, horizonDays: 90, largestScore: 92 })[45]?.precision?.accounts // 61
 */
export function sweepSpreads(
	dataset: Dataset,
	columns: Pick<ReplayColumns, "lead" | "flaggedAt" | "largestScore">,
	{
		own,
		tallies,
		horizonDays,
		largestScore,
	}: {
		readonly own: HandoffSpec & Pick<Handoff, "threshold" | "precision" | "recall" | "spread">;
		readonly tallies: AccountTallies;
		readonly horizonDays: number;
		readonly largestScore: number;
	},
): readonly RowSpread[] {
	if (!(largestScore >= 0)) return [];
	const { lead, largestScore: scores } = columns;
	const { of, precision, recall } = tallies;
	const reachedAt = stageReachedAt(dataset, own.to);
	const flaggedAt = flaggedAtOf(columns, own.from);
	const window = { horizonMs: horizonDays * DAY_MS, asOf: dataset.asOf };
	const spreads: RowSpread[] = new Array(Math.floor(largestScore) + 1);
	const order = rowsByScore(scores, spreads.length);
	for (let row = 0; row < lead.length; row++) {
		const s = reachedAt[lead[row]!]!;
		if (s !== NEVER && !isExcluded(dataset.createdAt[lead[row]!]!, s)) recall.add(of[row]!, false);
	}
	let next = 0;
	for (let threshold = spreads.length - 1; threshold >= 0; threshold--) {
		for (; next < order.length && scores[order[next]!]! >= threshold; next++) {
			const row = order[next]!;
			const created = dataset.createdAt[lead[row]!]!;
			const s = reachedAt[lead[row]!]!;
			if (isExcluded(created, s)) continue;
			const flag = flaggedAt[row]!;
			const outcome = flagOutcome(flag === NEVER ? created : flag, s, window);
			if (isJudged(outcome)) precision.add(of[row]!, outcome === FLAG_OUTCOME.hit);
			if (outcome === FLAG_OUTCOME.hit || outcome === FLAG_OUTCOME.immatureCaught) recall.raise(of[row]!);
		}
		spreads[threshold] = { precision: estimated(precision.spread()), recall: recall.spread() };
	}
	precision.take();
	recall.take();
	if (own.spread !== undefined && own.threshold in spreads) spreads[own.threshold] = own.spread;
	return spreads;
}

function estimated(spread: RateSpread | undefined): RateSpread | undefined {
	return spread === undefined ? undefined : { ...spread, isEstimate: true };
}

/** Rows of leads with a score, in order of the whole points of it, highest first. */
function rowsByScore(scores: Float64Array, points: number): Int32Array {
	const starts = new Int32Array(points + 1);
	const pointOf = (row: number) => {
		const score = Math.floor(scores[row]!);
		return score >= 0 ? points - 1 - Math.min(points - 1, score) : points;
	};
	for (let row = 0; row < scores.length; row++) {
		const at = pointOf(row);
		if (at < points) starts[at + 1]!++;
	}
	for (let at = 0; at < points; at++) starts[at + 1]! += starts[at]!;
	const order = new Int32Array(starts[points]!);
	const next = starts.slice();
	for (let row = 0; row < scores.length; row++) {
		const at = pointOf(row);
		if (at < points) order[next[at]!++] = row;
	}
	return order;
}
