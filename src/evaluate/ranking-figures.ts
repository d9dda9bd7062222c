import type { Random } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { tooFewClusters } from "../metrics/delong/clustered-delong-interval.ts";
import { measureAll } from "../metrics/measures/measure-all.ts";
import {
	type ByRankingKey,
	byRankingKey,
	RANKING_KEYS,
	RANKING_MEASURES,
	rankingMeasure,
} from "../metrics/measures/ranking-measures.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import { tooFew } from "../metrics/rates/too-few.ts";
import { binnedTable } from "../metrics/tables/binned-table.ts";
import { type ClusteredTable, clusteredTable } from "../metrics/tables/clustered-table.ts";
import type { ScoreTable } from "../metrics/tables/score-table.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import { rankedLeads } from "../replay/ranked-leads.ts";
import type { Ranking, Replay } from "../replay/replay-result.ts";
import { bootstrapEffort } from "./bootstrap-effort.ts";
import { type RankingFinding, rankingFinding } from "./ranking-finding.ts";

/** How good the order by score is, each number with its interval or "cannot tell yet". */
export interface RankingFigures extends ByRankingKey<Estimate> {
	readonly stage: string;
	readonly atRisk: number;
	readonly positives: number;
	/** Accounts the ranked leads belong to, when leads share some: then accounts are what varies. */
	readonly accounts: number | undefined;
	readonly finding: RankingFinding;
}

/** Those whose intervals are drawn, from the same draws. */
const DRAWN = RANKING_KEYS.filter((key) => rankingMeasure(key).estimate === undefined);

/** How the intervals of a ranking are drawn. */
export interface RankingFigureOptions {
	readonly random: Random;
	/** The same leads with their accounts, when leads share some. */
	readonly clustered?: ClusteredTable | undefined;
	/** 2,000 by default; fewer where a table has very many scores. */
	readonly replicates?: number;
}

/**
 * A ranking with its intervals: AUC by DeLong, the others by BCa from one bootstrap of the table of counts; accounts are
 * drawn whole when leads share one. "Cannot tell yet" below 20 leads (or accounts) of each outcome.
 *
 * @example rankingFigures(result.ranking[0], { random: createRandom(1) }).finding.text
 * // "the score orders leads better than chance: AUC 0.82, 95 % interval 0.80 to 0.84"
 */
export function rankingFigures(
	{ stage: outcome, atRisk, positives, table, reason }: Ranking,
	{ random, clustered, replicates = 2000 }: RankingFigureOptions,
): RankingFigures {
	const few = clustered === undefined ? tooFew(table) : tooFewClusters(clustered);
	// Why there is nothing to count says more than the count.
	const uncertain = few === undefined || reason === undefined ? few : { ...few, reason };
	const from = clustered ?? table;
	const intervals = uncertain === undefined ? drawn(from, { random, replicates }) : [];
	const estimates = byRankingKey(
		(key) => uncertain ?? rankingMeasure(key).estimate?.(from) ?? intervals[DRAWN.indexOf(key)]!,
	);
	return {
		stage: outcome,
		atRisk,
		positives,
		...estimates,
		accounts: clustered?.patterns.reduce((sum, { count }) => sum + count, 0),
		finding: rankingFinding(estimates.auc),
	};
}

/**
 * The measures with intervals from one bootstrap. Above 2,000 distinct scores it draws from that many steps of scores: the
 * value is that of the table itself, and the interval is as far from it as the steps say.
 */
function drawn(
	from: ScoreTable | ClusteredTable,
	{ random, replicates }: { readonly random: Random; readonly replicates: number },
): Estimate[] {
	const coarse = binnedTable(from);
	const specs = DRAWN.map((key) => RANKING_MEASURES[key].spec);
	const measured = measureAll(coarse, specs, { random, ...bootstrapEffort(coarse, { replicates }) });
	if (coarse === from) return measured;
	return measured.map((one, i): Estimate => {
		const { of, range } = rankingMeasure(DRAWN[i]!);
		const value = of("patterns" in from ? from.table : from);
		if (one.state !== "measured" || value === undefined) return one;
		const at = (end: number) => Math.min(range[1], Math.max(range[0], end + value - one.value));
		return { ...one, value, interval: [at(one.interval[0]), at(one.interval[1])] };
	});
}

/**
 * The table of a ranking that remembers which leads share an account.
 *
 * @example clusteredRanking(history, result, { outcome: "sql", accounts }).patterns.length // 2040
 */
export function clusteredRanking(
	dataset: Dataset,
	replay: Pick<Replay, "columns" | "horizonDays" | "landmarkDays">,
	{ outcome, accounts }: { readonly outcome: string; readonly accounts: LeadAccounts },
): ClusteredTable {
	const { horizonDays, landmarkDays } = replay;
	const { scores, outcomes } = rankedLeads(dataset, replay.columns, { outcome, horizonDays, landmarkDays });
	return clusteredTable(scores, outcomes, accounts.of);
}
