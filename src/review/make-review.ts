import type { Issue } from "../base/issue.ts";
import type { OnProgress } from "../base/progress.ts";
import { createRandom } from "../base/random.ts";
import { compareReplays } from "../compare/compare-replays.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { measureDrift } from "../drift/drift.ts";
import { evaluateReplay, FIGURES_SEED, rankingFiguresOf } from "../evaluate/evaluate-replay.ts";
import { checkHealth } from "../health/check-health.ts";
import { judgeComparison } from "../health/judge-comparison.ts";
import { findLeaks } from "../leaks/leaks.ts";
import type { Replay } from "../replay/replay-result.ts";
import { selectionReview } from "../selection/selection-comparison.ts";
import { planThresholds, type ThresholdTargets } from "../tune/threshold-plan.ts";
import type { Review } from "./review.ts";
import { reviewLead } from "./review-lead.ts";

/** What a review looks at beside the candidate. */
export interface ReviewOptions {
	/** Model that runs today, replayed over the same leads. */
	readonly baseline?: Replay | undefined;
	/** What the threshold has to keep to: capacity, money, a certificate. */
	readonly targets?: ThresholdTargets;
	/** What was told of dataset and models while they were read: it belongs to the health. */
	readonly warnings?: readonly Issue[] | undefined;
	/** Leads to show as examples, by their numbers in the dataset. */
	readonly leads?: readonly number[];
	readonly onProgress?: OnProgress;
}

/**
 * Looks at a candidate from every side that a review needs: the one function behind `leadlab report` and a notebook's
 * report. It reads no clock; equal input gives an equal review.
 *
 * ```
 * dataset, candidate, baseline -> compare -> who was worked -> thresholds -> drift -> leaks -> figures -> health -> Review
 * ```
 *
 * @example buildReport(await makeReview(dataset, candidate, { baseline }), { version: "0.1.0" }).verdict.headline
 */
export async function makeReview(
	dataset: Dataset,
	candidate: Replay,
	{ baseline, targets = {}, leads = [], warnings, onProgress = () => undefined }: ReviewOptions = {},
): Promise<Review> {
	const { model, horizonDays, landmarkDays } = candidate;
	const { certify: _, capacity, ...limits } = targets;
	if (baseline !== undefined) onProgress({ step: "comparing the two models", done: 0 });
	const compared =
		baseline === undefined ? undefined : compareReplays(dataset, candidate, baseline, { capacity, limits });
	onProgress({ step: "looking at who was worked", done: 0 });
	const selection = compared?.selection ?? selectionReview(dataset, candidate, { baseline });
	onProgress({ step: "choosing thresholds", done: 0 });
	const main = candidate.handoffs.slice(0, 1).map(({ from, to }) => ({ from, to, ...targets }));
	const { from, to } = candidate.cohort;
	const thresholds = await planThresholds(dataset, model, main, {
		horizonDays,
		landmarkDays,
		from,
		to,
		all: candidate,
	});
	const drift = measureDrift(dataset, candidate, { random: createRandom(1), onProgress });
	const leaks = await findLeaks(dataset, { horizonDays, landmarkDays, model, replayed: candidate, onProgress });
	onProgress({ step: "measuring rankings and calibration", done: 0 });
	const drawn = () => ({ random: createRandom(FIGURES_SEED), replicates: 1000 });
	const figures = evaluateReplay(dataset, candidate, drawn());
	const health = checkHealth({
		quality: dataset.quality,
		warnings,
		dataset,
		replay: candidate,
		ranking: figures.ranking,
		comparison: compared,
		plan: thresholds[0],
		...{ drift, leaks },
	});
	return {
		candidate,
		health,
		figures,
		baseline,
		baselineRanking: baseline === undefined ? undefined : rankingFiguresOf(dataset, baseline, drawn()),
		comparison: compared && judgeComparison(compared, health),
		selection,
		thresholds,
		drift,
		leaks,
		leads: leads.map((lead) => reviewLead(dataset, candidate, lead)),
	};
}
