import type { Dataset } from "../dataset/dataset.ts";
import { tooFewClusters } from "../metrics/delong/clustered-delong-interval.ts";
import { rankingMeasure } from "../metrics/measures/ranking-measures.ts";
import { tooFew } from "../metrics/rates/too-few.ts";
import { leadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import { clusteredRanking } from "./ranking-figures.ts";
import { type RankingFinding, rankingFinding } from "./ranking-finding.ts";

/**
 * What the order of leads by score says for the outcome of the first hand-off: the AUC alone, which takes no draws. The same
 * as the finding of {@link rankingFigures}. `undefined` for a replay without a ranking.
 *
 * @example mainRanking(history, result)?.kind // "order"
 */
export function mainRanking(dataset: Dataset, replay: Replay): RankingFinding | undefined {
	const ranking = replay.ranking.find(({ stage }) => stage === replay.handoffs[0]?.to) ?? replay.ranking[0];
	if (ranking === undefined) return undefined;
	const accounts = leadAccounts(dataset, replay.columns.lead);
	const { table, reason } = ranking;
	if (accounts === undefined) {
		const few = tooFew(table);
		return rankingFinding(
			few === undefined ? rankingMeasure("auc").estimate!(table) : { ...few, ...(reason && { reason }) },
		);
	}
	const clustered = clusteredRanking(dataset, replay, { outcome: ranking.stage, accounts });
	const few = tooFewClusters(clustered);
	return rankingFinding(
		few === undefined ? rankingMeasure("auc").estimate!(clustered) : { ...few, ...(reason && { reason }) },
	);
}
