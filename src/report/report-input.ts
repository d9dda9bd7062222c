import type { Comparison } from "../compare/comparison.ts";
import type { Drift } from "../drift/drift-result.ts";
import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { ReplayFigures } from "../evaluate/replay-figures.ts";
import type { Leaks } from "../leaks/leaks.ts";
import type { Explanation } from "../model/score.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { SelectionReview } from "../selection/selection.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";

/** One lead to show as an example, by its id. */
export interface ReportLead {
	readonly replay: "candidate" | "baseline";
	readonly lead: string;
	readonly explanation: Explanation;
	/** Instant of the explanation, ms since 1970. */
	readonly at?: number;
	/** From `at` (ms since 1970) on the score is `score`. */
	readonly path: readonly { readonly at: number; readonly score: number }[];
	/** When the model flagged the lead; empty: never; left out: nothing is said of flags. */
	readonly flags?: readonly { readonly stage: string; readonly at: number }[];
	/** What happened to the lead, drawn as ticks. */
	readonly events?: readonly { readonly at: number; readonly label: string }[];
}

/** Everything a report is made of. It reads no clock and no disk: equal input, equal report. */
export interface ReportInput {
	readonly candidate: Replay;
	readonly baseline?: Replay;
	/** The two on the same leads (`compareReplays`): verdict, differences, who enters and who leaves. */
	readonly comparison?: Comparison;
	/** Whether the figures hold for leads that sales never worked (`selectionReview`). */
	readonly selection?: SelectionReview;
	/** Whether an attribute knows the future (`findLeaks`). */
	readonly leaks?: Leaks;
	/** How the candidate's threshold could be chosen (`planThresholds`): a plan for each hand-off to show. */
	readonly thresholds?: readonly ThresholdPlan[];
	/** Whether to name example leads that enter or leave by their ids. Off by default: a report leaves the house. */
	readonly leadIds?: boolean;
	/**
	 * `replayFigures` of the candidate: calibration and time to outcome, and a ranking that knows accounts. Without it the
	 * ranking takes leads as independent, and the two sections are left out.
	 */
	readonly figures?: ReplayFigures;
	/** `rankingFiguresOf` the baseline. */
	readonly baselineRanking?: readonly RankingFigures[];
	/** Whether the world moved (`measureDrift` of the candidate). */
	readonly drift?: Drift;
	/** Leads to show as examples; none by default, since a report leaves the house. */
	readonly leads?: readonly ReportLead[];
	/** When the report was made: an ISO instant, or text as it should be printed. */
	readonly generatedAt?: string;
	/** Version of leadlab. */
	readonly version: string;
	readonly title?: string;
	/**
	 * Whether to print an example with each kind of data issue. Off by default: an example quotes a row, which may hold
	 * a name or an address.
	 */
	readonly issueExamples?: boolean;
}
