import type { Dataset } from "../dataset/dataset.ts";
import { landmarkOutcomes } from "../replay/landmark-outcomes.ts";
import type { LeadAccounts } from "../replay/leads/lead-accounts.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { PairedRanking } from "./comparison.ts";
import { scoreDifferences } from "./score-differences.ts";

/** How rankings are compared. */
export interface PairedRankingOptions {
	readonly outcome: string;
	readonly accounts?: LeadAccounts | undefined;
	/** In (0, 1); 0.95 by default. */
	readonly confidence?: number;
}

/**
 * How well the two scores at the landmark order the same leads: those at risk of the outcome whose horizon has passed, as
 * a replay's ranking has them; see {@link scoreDifferences}. `undefined` when a replay has no ranking by the outcome.
 *
 * @example pairedRanking(history, candidate, baseline, { outcome: "sql" })?.delong
 */
export function pairedRanking(
	dataset: Dataset,
	candidate: Replay,
	baseline: Replay,
	{ outcome, accounts, ...options }: PairedRankingOptions,
): PairedRanking | undefined {
	const own = baseline.ranking.find((one) => one.stage === outcome);
	const other = candidate.ranking.find((one) => one.stage === outcome);
	if (own === undefined || other === undefined) return undefined;
	const { rows, outcomes } = landmarkOutcomes(dataset, candidate, outcome);
	const { differences, delong } = scoreDifferences(
		{
			baseline: Float64Array.from(rows, (row) => baseline.columns.landmarkScore[row]!),
			candidate: Float64Array.from(rows, (row) => candidate.columns.landmarkScore[row]!),
			outcomes,
			accounts: accounts === undefined ? undefined : Int32Array.from(rows, (row) => accounts.of[row]!),
		},
		options,
	);
	return {
		stage: outcome,
		atRisk: rows.length,
		positives: outcomes.reduce((sum, one) => sum + one, 0),
		baseline: own,
		candidate: other,
		differences,
		delong: delong.state === "measured" ? { z: delong.z, pValue: delong.pValue } : delong,
	};
}
