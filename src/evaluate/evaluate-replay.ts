import type { Random } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { leadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { calibration } from "./calibration.ts";
import type { Calibration } from "./calibration-fit.ts";
import { type MonthCohorts, monthCohorts } from "./month-cohorts.ts";
import { clusteredRanking, type RankingFigures, rankingFigures } from "./ranking-figures.ts";
import { type TimeToOutcome, timeToOutcome } from "./time-to-outcome.ts";

/** What a replay says once its leads are looked at together: each list has one entry for each outcome of the ranking. */
export interface Evaluation {
	readonly ranking: readonly RankingFigures[];
	readonly calibration: readonly Calibration[];
	readonly time: readonly TimeToOutcome[];
	readonly cohorts: readonly MonthCohorts[];
}

/** The seed of the commands, so that the same history gives the same intervals to the last digit. */
export const FIGURES_SEED = "figures";

/** How intervals are drawn. */
export interface FigureOptions {
	readonly random: Random;
	/** Draws of each interval; 2,000 by default, fewer where a table has very many scores. */
	readonly replicates?: number;
}

/**
 * Ranking with intervals, calibration, time to outcome and months as cohorts, for every outcome of a replay's ranking.
 * Beside the replay and not in it: a replay of a million leads takes less time than their intervals.
 *
 * ```
 * dataset + replay -> accounts -> ranking (DeLong, BCa) -> calibration (fitted on older leads, judged on younger)
 *                                                       -> time (Kaplan-Meier by band) -> months by age
 * ```
 *
 * @example evaluateReplay(history, result, { random: createRandom(1) }).ranking[0].finding.text
 */
export function evaluateReplay(dataset: Dataset, replay: Replay, { random, replicates }: FigureOptions): Evaluation {
	const accounts = leadAccounts(dataset, replay.columns.lead);
	const outcomes = replay.ranking.map(({ stage: outcome }) => outcome);
	const draws = replicates === undefined ? {} : { replicates };
	return {
		// A stream for each part, so that a part more moves no other.
		ranking: rankingFiguresOf(dataset, replay, { random, ...draws }),
		calibration: outcomes.map((outcome) =>
			calibration(dataset, replay, { outcome, random: random.fork(`calibration/${outcome}`), accounts, ...draws }),
		),
		time: outcomes.map((outcome) => timeToOutcome(dataset, replay, { outcome, accounts })),
		cohorts: outcomes.map((outcome) => monthCohorts(dataset, replay, { outcome, accounts })),
	};
}

/**
 * The rankings of a replay with their intervals alone: what a second model beside the first needs. The same numbers as
 * {@link evaluateReplay} gives.
 *
 * @example rankingFiguresOf(history, result, { random: createRandom(1) })[0].auc.interval // [0.805, 0.842]
 */
export function rankingFiguresOf(
	dataset: Dataset,
	replay: Replay,
	{ random, replicates }: FigureOptions,
): RankingFigures[] {
	const accounts = leadAccounts(dataset, replay.columns.lead);
	return replay.ranking.map((ranking) =>
		rankingFigures(ranking, {
			random: random.fork(`ranking/${ranking.stage}`),
			clustered:
				accounts === undefined ? undefined : clusteredRanking(dataset, replay, { outcome: ranking.stage, accounts }),
			...(replicates === undefined ? {} : { replicates }),
		}),
	);
}
