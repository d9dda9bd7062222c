import type { ComparisonDecision } from "../compare/comparison.ts";
import { replayFinding } from "../evaluate/replay-finding.ts";
import type { Health } from "../health/health.ts";
import { ENOUGH } from "../metrics/rates/estimate.ts";
import type { Handoff, Replay } from "../replay/replay-result.ts";
import { countsText, estimateText, intervalText, isEnough } from "../words/estimate-text.ts";
import { formatCount, formatRate } from "../words/number-format.ts";
import { stageName } from "../words/stage-name.ts";

/** What the numbers allow to recommend. `alone`: there is no comparison with a baseline. */
export type Decision = ComparisonDecision | "alone";

/** A number that a reader should see at once. */
export interface VerdictFigure {
	readonly label: string;
	/** E.g. `55.3 % instead of 41.9 %`. */
	readonly value: string;
	/** The difference with its interval, and the counts. */
	readonly notes: readonly string[];
}

/** The first thing a reader sees. */
export interface Verdict {
	readonly decision: Decision;
	readonly headline: string;
	/** What to do. */
	readonly recommendation: string;
	/** The numbers that count most; empty when there is nothing to compare. */
	readonly figures: readonly VerdictFigure[];
	/** The numbers behind it, in full sentences, most important first. */
	readonly sentences: readonly string[];
}

/**
 * The verdict on one model: how precise its flags were, and that only a comparison says whether to change. Cannot tell yet
 * with fewer than 10 mature flags.
 *
 * @param options.isShownBeside whether a baseline is shown too that it was not compared with
 * @example judge(replay).decision // "alone"
 */
export function judge(
	model: Replay,
	{
		isShownBeside = false,
		health = [],
	}: { readonly isShownBeside?: boolean; readonly health?: Health | undefined } = {},
): Verdict {
	const main = model.handoffs[0];
	if (main === undefined) {
		return {
			decision: "alone",
			headline: "The model makes no flag that a later stage follows, so there is nothing to measure",
			recommendation: "Give a stage of the ladder a threshold in the model.",
			figures: [],
			sentences: [],
		};
	}
	const rate = main.precision;
	const change = isShownBeside
		? "Compare the two models on the same leads: only the paired difference says whether to change."
		: "Replay the baseline too: only the difference says whether to change.";
	const noMerit = whyNoMerit(model, health);
	if (isEnough(rate) && noMerit !== undefined) {
		return {
			decision: "alone",
			headline: noMerit,
			recommendation: "Do not flag by this model: look for points that tell these leads apart first.",
			figures: [],
			sentences: [precisionSentence(main, model), recallSentence(main), volumeSentence(main)],
		};
	}
	return {
		decision: isEnough(rate) ? "alone" : "cannot-tell",
		headline: isEnough(rate)
			? `${stageName(main.from)} flags became ${stageName(main.to)} ${formatRate(rate.value)} of the time; there is ${isShownBeside ? "no comparison with the baseline" : "no baseline to compare with"}`
			: `Cannot tell yet how precise ${stageName(main.from)} flags are: ${countsText(rate)} mature flags is too little data`,
		recommendation: isEnough(rate)
			? change
			: `At least ${ENOUGH - rate.total} more mature flags are needed before a rate means anything.`,
		figures: [],
		sentences: [precisionSentence(main, model), recallSentence(main), volumeSentence(main)],
	};
}

/** A precision is no merit of a model that orders leads by chance, or flags no better leads than everyone. */
function whyNoMerit(model: Replay, health: Health): string | undefined {
	const { state, kind } = replayFinding(model);
	const main = model.handoffs[0]!;
	const { precision, everyone } = main;
	if (state === "failed" && isEnough(precision) && isEnough(everyone)) {
		const than = kind === "worse" ? "worse" : "no better";
		return `The model's ${stageName(main.from)} flags are ${than} than flagging everyone: ${formatRate(precision.value)} became ${stageName(main.to)}, ${formatRate(everyone.value)} of everyone`;
	}
	const chance = health.find(({ check }) => check === "better than chance");
	if (chance?.state !== "failed") return undefined;
	return `The model is no better than chance: ${chance.message}`;
}

function precisionSentence({ from: flag, to: outcome, precision }: Handoff, { horizonDays }: Replay): string {
	const often = isEnough(precision)
		? ` ${formatRate(precision.value)} of the time (${countsText(precision)}; 95 % interval ${intervalText(precision)})`
		: `: ${estimateText(precision)}`;
	return `The model's ${stageName(flag)} flags became ${stageName(outcome)} within ${horizonDays} days${often}.`;
}

function recallSentence({ to: outcome, recall }: Handoff): string {
	return `Of the leads that reached ${stageName(outcome)}, the model flagged in time: ${estimateText(recall)}.`;
}

function volumeSentence({ flagged, perWeek, immature }: Handoff): string {
	const leads = `${formatCount(flagged)} ${flagged === 1 ? "lead" : "leads"}`;
	const volume = perWeek === undefined ? leads : `${leads} (${perWeek.toFixed(1)} a week)`;
	const open =
		immature === 0 ? "" : ` ${formatCount(immature)} of the model's flags are too recent to judge and are not counted.`;
	return `The model would have flagged ${volume}.${open}`;
}
