import type { Issue } from "../base/issue.ts";
import type { Comparison } from "../compare/comparison.ts";
import type { Dataset, Quality } from "../dataset/dataset.ts";
import type { Drift } from "../drift/drift-result.ts";
import type { RankingFigures } from "../evaluate/ranking-figures.ts";
import type { Leaks } from "../leaks/leaks.ts";
import type { ScoringModel } from "../model/schema.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { ThresholdPlan } from "../tune/threshold-plan.ts";
import type { HealthFound } from "./health.ts";

/** What a command has at hand when it tells the health of its result; what is left out was not run. */
export interface HealthInput {
	/** What loading the dataset found. */
	readonly quality: Quality;
	/** What was told of dataset and model while they were read; those of a table have its name. */
	readonly warnings?: readonly Issue[] | undefined;
	readonly dataset?: Dataset | undefined;
	/** Where there is a model and no replay of it. */
	readonly model?: ScoringModel | undefined;
	/** Of the model, or of the candidate. */
	readonly replay?: Replay | undefined;
	/** Intervals of the same replay's rankings; left out: the AUC is made here. */
	readonly ranking?: readonly RankingFigures[] | undefined;
	readonly comparison?: Comparison | undefined;
	readonly leaks?: Leaks | undefined;
	readonly drift?: Drift | undefined;
	readonly plan?: ThresholdPlan | undefined;
}

/** A check of the registry: reads the input, reports what it finds. It may look at the main (first) hand-off alone. */
export interface HealthRule {
	/** What is checked, in a word or three; unique. */
	readonly name: string;
	/** Heading of `reports/README.md` that explains it, as its anchor. */
	readonly anchor: string;
	/** Section of the report that shows it, by its id. */
	readonly section: string;
	readonly find: (input: HealthInput) => HealthFound;
}

/** The model that a result is about; `undefined` where it is about the data alone. */
export function modelOf({ replay, model }: HealthInput): ScoringModel | undefined {
	return replay?.model ?? model;
}

/** What a check says when there is no replay to look at. */
export const NO_REPLAY: HealthFound = { state: "not tested", message: "no model was replayed" };
