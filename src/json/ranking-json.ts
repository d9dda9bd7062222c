import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import { byRankingKey, type RankingKey } from "../metrics/measures/ranking-measures.ts";
import type { Ranking } from "../replay/replay-result.ts";
import { type EstimateJson, estimateJson } from "./estimate-json.ts";

/**
 * What is published of a ranking: the measures of exactly these leads, each with its interval where there is enough data.
 *
 * @param figures of the same ranking; left out: no intervals
 * @example rankingPart(replay.ranking[0], figures.ranking[0]).auc.value // 0.8212
 */
export function rankingPart(ranking: Ranking, figures: RankingFigures | undefined) {
	const { stage, atRisk, positives } = ranking;
	const exact = (key: RankingKey): EstimateJson => {
		const counts = { hits: positives, total: atRisk };
		const without = { low: null, high: null, ...counts, reason: ranking.reason ?? "no interval was asked for" };
		const told = figures === undefined ? { ...without, moreNeeded: null } : estimateJson(figures[key]);
		return { ...told, value: ranking[key] ?? null };
	};
	return {
		...{ stage, atRisk, positives },
		...byRankingKey(exact),
		/** Accounts of the leads, when leads share some: then accounts are what varies. */
		accounts: figures?.accounts,
		/** Whether the order is better than chance; null without figures. */
		finding: figures?.finding,
	};
}
