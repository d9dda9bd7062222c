import type { Comparison } from "../compare/comparison.ts";
import type { Dataset, Quality } from "../dataset/dataset.ts";
import type { Drift } from "../drift/drift-result.ts";
import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { Leaks } from "../leaks/leaks.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import type { HealthCheck } from "./health.ts";

/** What a command has at hand when it tells the health of its result; what is left out was not run. */
export interface HealthInput {
	/** What loading the dataset found. */
	readonly quality: Quality;
	readonly dataset?: Dataset | undefined;
	/** Of the model, or of the candidate. */
	readonly replay?: Replay | undefined;
	/** Intervals of the same replay's rankings. */
	readonly ranking?: readonly RankingFigures[] | undefined;
	readonly comparison?: Comparison | undefined;
	readonly leaks?: Leaks | undefined;
	readonly drift?: Drift | undefined;
	readonly plan?: ThresholdPlan | undefined;
}

/** A check of the registry: reads the input, reports what it finds. It may look at the main (first) hand-off alone. */
export type Check = (input: HealthInput) => Omit<HealthCheck, "check">;
