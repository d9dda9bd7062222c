import type { Comparison } from "../compare/comparison.ts";
import type { Drift } from "../drift/drift-result.ts";
import type { Evaluation } from "../evaluate/evaluate-replay.ts";
import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { Health } from "../health/health.ts";
import type { Leaks } from "../leaks/leaks.ts";
import type { Explanation } from "../model/score.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionReview } from "../selection/selection.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";

/** One lead to show as an example, by its id. */
export interface ReviewLead {
	readonly lead: string;
	readonly explanation: Explanation;
	/** Instant of the explanation, ms since 1970. */
	readonly at: number;
	/** From `at` (ms since 1970) on the score is `score`. */
	readonly path: readonly { readonly at: number; readonly score: number }[];
	/** When the model flagged the lead; empty: never. */
	readonly flags: readonly { readonly stage: string; readonly at: number }[];
}

/** All that is known of a candidate, alone or against a baseline: what the report, in every form, is made of. */
export interface Review {
	readonly candidate: Replay;
	/** What the candidate's replay says once its leads are looked at together. */
	readonly figures: Evaluation;
	readonly baseline: Replay | undefined;
	readonly baselineRanking: readonly RankingFigures[] | undefined;
	/** The two on the same leads: verdict, differences, who enters and who leaves. */
	readonly comparison: Comparison | undefined;
	/** Whether the figures hold for leads that sales never worked. */
	readonly selection: SelectionReview;
	/** How the candidate's threshold could be chosen: a plan for each hand-off to show. */
	readonly thresholds: readonly ThresholdPlan[];
	/** Whether the world moved. */
	readonly drift: Drift;
	/** Whether an attribute knows the future. */
	readonly leaks: Leaks;
	/** The checks that stand before everything else. */
	readonly health: Health;
	/** Leads to show as examples; none by default, since a report leaves the house. */
	readonly leads: readonly ReviewLead[];
}
