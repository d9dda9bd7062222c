import type { HandoffSpec } from "../dataset/dataset.ts";
import type { Estimate } from "../metrics/rates/estimate.ts";
import type { Replay } from "../replay/replay-result.ts";
import { estimateText, shortEstimate } from "../words/estimate-text.ts";
import { formatCount, formatPoints } from "../words/number-format.ts";
import { amountText } from "../words/plan-words.ts";
import { stageName } from "../words/stage-name.ts";
import { chooseThreshold } from "./choose-threshold.ts";
import { constraintWords } from "./constraint-words.ts";
import type { ThresholdConstraint } from "./threshold-constraint.ts";
import { figuresAt, hasAmounts, measuredHandoff, type ThresholdFigures } from "./threshold-figures.ts";

/** The threshold to set on a hand-off, and what it gave on all leads: the same wherever it is recommended. */
export interface RecommendedThreshold extends HandoffSpec {
	/** What was asked of it, in words; `undefined` when nothing was, so that the model's own stands. */
	readonly asked: string | undefined;
	/** The model's own threshold. */
	readonly own: number;
	/** `undefined`, with `reason`, when no threshold keeps to what was asked. */
	readonly threshold: number | undefined;
	readonly reason?: string;
	readonly figures: ThresholdFigures | undefined;
	/** Of the leads that reached the last stage of the ladder, those flagged in time; `undefined` when that was not measured. */
	readonly kept: { readonly stage: string; readonly recall: Estimate } | undefined;
}

/**
 * The threshold that a constraint asks for, chosen on all leads of a replay; the model's own without one.
 *
 * @throws LabError (configuration) when the replay did not measure the hand-off
 * @throws RangeError when a number of the constraint is out of range
 * @example recommendedThreshold(replay, { from: "mql", to: "sql" }, { capacity: { perWeek: 12 } }).threshold // 39
 */
export function recommendedThreshold(
	replay: Replay,
	{ from, to }: HandoffSpec,
	constraint: ThresholdConstraint = {},
): RecommendedThreshold {
	const { own, sweep } = measuredHandoff(replay, { from, to });
	const isAsked = Object.values(constraint).some((one) => one !== undefined);
	const common = { from, to, own: own.threshold };
	if (!isAsked) {
		const figures = figuresAt(replay, { from, to }, { threshold: own.threshold });
		return { ...common, asked: undefined, ...at(replay, { from, to }, figures) };
	}
	const asked = constraintWords(constraint);
	if (constraint.profit?.valuePerWin === "recorded" && !hasAmounts(sweep)) {
		return { ...common, asked, ...nothing, reason: "no win has an amount" };
	}
	const weekly = replay.weekly.find(({ stage }) => stage === from);
	if (constraint.capacity !== undefined && weekly !== undefined && weekly.counts === undefined) {
		return { ...common, asked, ...nothing, reason: "scores are too large for a table of flags by week" };
	}
	const { chosen, reason } = chooseThreshold(replay, { from, to }, constraint);
	return chosen === undefined
		? { ...common, asked, ...nothing, ...(reason && { reason }) }
		: { ...common, asked, ...at(replay, { from, to }, chosen) };
}

const nothing = { threshold: undefined, figures: undefined, kept: undefined };

function at(replay: Replay, { from, to }: HandoffSpec, figures: ThresholdFigures) {
	return { threshold: figures.threshold, figures, kept: keptAt(replay, { from, to }, figures.threshold) };
}

/** The recall of the last stage of the ladder at a threshold of a flag, where the replay measured it. */
export function keptAt(replay: Replay, { from, to }: HandoffSpec, threshold: number): RecommendedThreshold["kept"] {
	const stage = replay.funnel.at(-1)?.stage;
	if (stage === undefined || stage === to || stage === from) return undefined;
	const isMeasured = replay.sweep.some((one) => one.from === from && one.to === stage);
	return isMeasured ? { stage, recall: figuresAt(replay, { from, to: stage }, { threshold }).recall } : undefined;
}

/**
 * What a threshold gives, as the end of a sentence: precision, recall, customers kept, flags a week.
 *
 * @example figuresText(recommended) // "8.7 flags a week (longest wait 7 days); 53.3 % (...) became SQL; ..."
 */
export function figuresText({
	to,
	figures,
	kept,
}: Pick<RecommendedThreshold, "to" | "figures"> & Partial<Pick<RecommendedThreshold, "kept">>): string {
	if (figures === undefined) return "nothing is known of it";
	const { precision, recall, perWeek, queue, profit, fBeta } = figures;
	const wait = queue?.longestWaitDays;
	return [
		`${perWeek.toFixed(1)} flags a week${wait === undefined ? "" : ` (longest wait ${formatCount(wait)} days)`}`,
		`${estimateText(precision)} became ${stageName(to)}`,
		`recall ${shortEstimate(recall)}`,
		...(kept === undefined
			? []
			: [`of those who became ${stageName(kept.stage)}, flagged in time ${shortEstimate(kept.recall)}`]),
		...(profit?.perFlag === undefined ? [] : [`profit ${amountText(profit.perFlag)} a flag`]),
		...(fBeta === undefined ? [] : [`F ${fBeta.toFixed(3)}`]),
	].join("; ");
}

/**
 * The recommendation of a threshold in one sentence, the same for `threshold`, `compare`, report and notebooks.
 *
 * @example recommendedText(recommended) // "flag MQL at 39 (the model: 42): 8.7 flags a week ..."
 */
export function recommendedText(recommended: RecommendedThreshold): string {
	const { from, asked, own, threshold, reason } = recommended;
	const name = stageName(from);
	if (threshold === undefined) return `no threshold of ${name} has ${asked}: ${reason ?? "none keeps to it"}`;
	const model = threshold === own ? "as the model has it" : `the model: ${formatPoints(own)}`;
	return `flag ${name} at ${formatPoints(threshold)} (${model})${asked === undefined ? "" : `, for ${asked}`}: ${figuresText(recommended)}`;
}
