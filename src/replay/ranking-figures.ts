import type { Random } from "../base/random.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { type ClusteredTable, clusteredTable } from "../metrics/clustered-table.ts";
import { delongInterval } from "../metrics/delong.ts";
import { clusteredDelongInterval, tooFewClusters } from "../metrics/delong-clustered.ts";
import { liftAt } from "../metrics/lift-curve.ts";
import { measureAll } from "../metrics/measure-all.ts";
import type { Measurement } from "../metrics/measured.ts";
import type { MeasureSpec } from "../metrics/registry.ts";
import { bootstrapEffort } from "./bootstrap-effort.ts";
import type { LeadAccounts } from "./lead-accounts.ts";
import { rankedLeads } from "./ranked-leads.ts";
import { type RankingFinding, rankingFinding } from "./ranking-finding.ts";
import type { Replay } from "./replay-result.ts";

/** How good the order by score is, each number with its interval or "cannot tell yet". */
export interface RankingFigures {
	readonly outcome: string;
	readonly atRisk: number;
	readonly positives: number;
	/** DeLong's interval; with accounts, that of their sums. */
	readonly auc: Measurement;
	readonly averagePrecision: Measurement;
	readonly ks: Measurement;
	/** Precision among the tenth of leads with the highest scores, over that of all. */
	readonly liftAt10: Measurement;
	/** The same on these leads, whatever its interval; `undefined` without a positive. */
	readonly liftAt10Value: number | undefined;
	/** Accounts the ranked leads belong to, when leads share some: then accounts are what varies. */
	readonly accounts: number | undefined;
	readonly finding: RankingFinding;
}

const SPECS: readonly MeasureSpec[] = [
	{ kind: "average-precision" },
	{ kind: "kolmogorov-smirnov" },
	{ kind: "lift-at", fraction: 0.1 },
];
/** How the intervals of a ranking are drawn. */
export interface RankingFigureOptions {
	readonly outcome: string;
	readonly random: Random;
	/** Accounts of the cohort's rows, when leads share some. */
	readonly accounts?: LeadAccounts | undefined;
	/** 2,000 by default; fewer where a table has very many scores. */
	readonly replicates?: number;
}

/**
 * The ranking by one outcome with its intervals: AUC by DeLong, the others by BCa from one bootstrap of the table of
 * counts; accounts are drawn whole when leads share one. "Cannot tell yet" below 20 leads (or accounts) of each outcome.
 *
 * @throws RangeError when the replay has no ranking by that outcome
 * @example rankingFigures(history, result, { outcome: "sql", random: createRandom(1) }).finding.text
 * // "the score orders leads better than chance: AUC 0.82, 95 % interval 0.80 to 0.85"
 */
export function rankingFigures(
	dataset: Dataset,
	replay: Replay,
	{ outcome, random, accounts, replicates = 2000 }: RankingFigureOptions,
): RankingFigures {
	const ranking = replay.ranking.find((one) => one.outcome === outcome);
	if (ranking === undefined) throw new RangeError(`rankingFigures: the replay has no ranking by ${outcome}.`);
	const { atRisk, positives, table } = ranking;
	const clustered = accounts === undefined ? undefined : clusteredRanking(dataset, replay, { outcome, accounts });
	const auc = clustered === undefined ? delongInterval(table) : clusteredDelongInterval(clustered);
	const few = clustered === undefined ? undefined : tooFewClusters(clustered);
	const [averagePrecision, ks, liftAt10] = (
		few === undefined
			? measureAll(clustered ?? table, SPECS, { random, ...bootstrapEffort(clustered ?? table, { replicates }) })
			: SPECS.map(() => few)
	) as [Measurement, Measurement, Measurement];
	return {
		outcome,
		atRisk,
		positives,
		auc,
		averagePrecision,
		ks,
		liftAt10,
		liftAt10Value: liftAt(table, { fraction: 0.1 }),
		accounts: clustered?.patterns.reduce((sum, { count }) => sum + count, 0),
		finding: rankingFinding(auc),
	};
}

/** The table of a ranking that remembers which leads share an account. */
export function clusteredRanking(
	dataset: Dataset,
	replay: Pick<Replay, "columns" | "horizonDays" | "landmarkDays">,
	{ outcome, accounts }: { readonly outcome: string; readonly accounts: LeadAccounts },
): ClusteredTable {
	const { horizonDays, landmarkDays } = replay;
	const { scores, outcomes } = rankedLeads(dataset, replay.columns, { outcome, horizonDays, landmarkDays });
	return clusteredTable(scores, outcomes, accounts.of);
}
