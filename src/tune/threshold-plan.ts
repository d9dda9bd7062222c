import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";
import { replay } from "../replay/replay.ts";
import type { Replay } from "../replay/replay-result.ts";
import {
	type CertificatePlan,
	type CertificateTerms,
	certifiablePrecision,
	planCertificate,
} from "./certificate-plan.ts";
import { chooseAndHoldOut } from "./choose-and-hold-out.ts";
import { chooseThreshold, type ThresholdChoice } from "./choose-threshold.ts";
import { constraintWords } from "./constraint-words.ts";
import { type Optimism, optimismOf } from "./optimism.ts";
import { checkConstraint, type ThresholdConstraint } from "./threshold-constraint.ts";
import { figuresAt, hasAmounts, measuredHandoff, type ThresholdFigures } from "./threshold-figures.ts";
import { type NoSplit, splitInTime, type TimeSplit, type TimeSplitOptions } from "./time-split.ts";

/** What sales can bear and wants, each part by itself and all together; and what is to be promised. */
export interface ThresholdTargets extends ThresholdConstraint {
	/** Left out: at a precision that the older leads suggest. */
	readonly certify?: CertificateTerms | undefined;
}

/** One way to choose the threshold. */
export interface PlannedChoice {
	/** `model`: its own threshold, not chosen. `together`: every limit and the aim at once. */
	readonly aim: "model" | "capacity" | "precision" | "recall" | "profit" | "fBeta" | "together";
	/** What is asked of it. */
	readonly words: string;
	readonly constraint: ThresholdConstraint;
	/** The one to set: chosen on all leads, the newest too. `undefined`: none keeps to it, for `reason`. */
	readonly threshold: number | undefined;
	readonly reason?: string;
	/** At `threshold`, on all leads: chosen there, so it flatters by about `optimism`. */
	readonly onAll: ThresholdFigures | undefined;
	/** The choice on all leads; `undefined` for the model's own threshold. */
	readonly choice: ThresholdChoice | undefined;
	/** The same choice made on the older leads alone; `undefined` where none keeps to it there, or the history cannot be cut. */
	readonly earlier: number | undefined;
	/** At `earlier`, on the older leads it was chosen on. */
	readonly tuned: ThresholdFigures | undefined;
	/** At `earlier`, on later leads, which had no part in that choice: what to expect of such a choice. */
	readonly heldOut: ThresholdFigures | undefined;
	readonly optimism: Optimism | undefined;
}

/** Each way to choose a hand-off's threshold side by side, with what later leads say of it, and the certificate. */
export interface ThresholdPlan extends HandoffSpec {
	readonly targets: ThresholdTargets;
	/** All leads. */
	readonly all: Replay;
	/** The cut, or why there is none. */
	readonly split: TimeSplit | NoSplit;
	/** The model's own threshold first, then what was asked for. */
	readonly choices: readonly PlannedChoice[];
	/** The choice to read first: all limits together, else the one asked for, else the model's own. */
	readonly answer: PlannedChoice;
	/** `undefined` when no precision was named and the older leads suggest none. */
	readonly certificate: CertificatePlan | undefined;
}

/** How the history is replayed and cut. */
export interface ThresholdPlanOptions extends TimeSplitOptions {
	/** The replay of all leads, when there is one already, made with the same options. */
	readonly all?: Replay | undefined;
}

/**
 * Plans the threshold of one hand-off or several: each limit and aim by itself and all together, chosen on all leads; what to
 * expect of such a choice, from the same one made on the older leads and measured on the younger; and the lowest threshold
 * with a certificate.
 *
 * ```
 * dataset -> all leads -> choices
 *         `-> cut -> older leads, as known at the cut -> the same choices, start of the certificate's sequence
 *                `-> younger leads -> held-out figures, optimism, certificate (one lead an account)
 * ```
 *
 * @param handoffs with the targets for each; hand-offs of the model
 * @throws RangeError when a number is out of range; LabError (configuration) as `replay`, `thresholdFigures`
 * @example (await planThresholds(history, model, [{ from: "mql", to: "sql", capacity: { perWeek: 12 } }]))[0].answer.threshold
 */
export async function planThresholds(
	dataset: Dataset,
	model: ScoringModel,
	handoffs: readonly (HandoffSpec & ThresholdTargets)[],
	{ all: given, ...options }: ThresholdPlanOptions = {},
): Promise<readonly ThresholdPlan[]> {
	for (const { from: _, to: __, certify: ___, ...constraint } of handoffs) {
		if (Object.values(constraint).some((one) => one !== undefined)) checkConstraint(constraint);
	}
	const all = given ?? (await replay(dataset, model, options));
	for (const handoff of handoffs) measuredHandoff(all, handoff);
	const split = await splitInTime(dataset, model, { ...options, segmentBy: [] });
	return handoffs.map(({ from: flag, to: outcome, ...targets }) =>
		planThreshold(all, split, { from: flag, to: outcome, targets }),
	);
}

/** The plan from the replays of all leads and of both sides of the cut. */
export function planThreshold(
	all: Replay,
	split: TimeSplit | NoSplit,
	{ from: flag, to: outcome, targets }: HandoffSpec & { readonly targets: ThresholdTargets },
): ThresholdPlan {
	const handoff = { from: flag, to: outcome };
	const { certify, capacity, precision, recall, profit, fBeta } = targets;
	const given: ThresholdConstraint = { capacity, precision, recall, profit, fBeta };
	const aims = (["capacity", "precision", "recall", "profit", "fBeta"] as const).filter(
		(aim) => given[aim] !== undefined,
	);
	const choices = [
		ownThreshold(all, split, { ...handoff, constraint: given }),
		...aims.map((aim) => choice(all, split, { ...handoff, aim, constraint: { [aim]: given[aim] } })),
		...(aims.length > 1 ? [choice(all, split, { ...handoff, aim: "together" as const, constraint: given })] : []),
	];
	const own = "cutAt" in split ? measuredHandoff(split.older, handoff).own : measuredHandoff(all, handoff).own;
	const suggested = certifiablePrecision(own.precision);
	const terms = certify ?? (suggested === undefined ? undefined : { precision: suggested });
	return {
		...handoff,
		targets,
		all,
		split,
		choices,
		answer: choices.at(-1)!.aim === "together" ? choices.at(-1)! : (choices[1] ?? choices[0]!),
		certificate: terms === undefined ? undefined : planCertificate(split, handoff, terms),
	};
}

type Asked = HandoffSpec & { readonly constraint: ThresholdConstraint };

function choice(
	all: Replay,
	split: TimeSplit | NoSplit,
	{ from: flag, to: outcome, aim, constraint }: Asked & { readonly aim: PlannedChoice["aim"] },
): PlannedChoice {
	const handoff = { from: flag, to: outcome };
	const made = chooseThreshold(all, handoff, constraint);
	const { chosen, reason } = made;
	const now = {
		...{ aim, words: constraintWords(constraint), constraint, choice: made },
		...{ threshold: chosen?.threshold, onAll: chosen },
		...(reason && { reason }),
	};
	const none = { ...now, earlier: undefined, tuned: undefined, heldOut: undefined, optimism: undefined };
	if (!("cutAt" in split)) return none;
	// No win of the older leads may have an amount yet: nothing to choose by.
	const noAmounts =
		constraint.profit?.valuePerWin === "recorded" && !hasAmounts(measuredHandoff(split.older, handoff).sweep);
	if (noAmounts) return none;
	const { threshold: earlier, onOlder, heldOut, optimism } = chooseAndHoldOut(split, handoff, constraint);
	return { ...now, earlier, tuned: onOlder.chosen, heldOut, optimism };
}

/** The model's own threshold: nobody chose it here, so that what looks like optimism is the difference of two periods. */
function ownThreshold(
	all: Replay,
	split: TimeSplit | NoSplit,
	{ from: flag, to: outcome, constraint }: Asked,
): PlannedChoice {
	const handoff = { from: flag, to: outcome };
	const { threshold } = measuredHandoff(all, handoff).own;
	// Recorded amounts are missing where they are, and no reason to fail.
	const recorded = constraint.profit?.valuePerWin === "recorded" && !hasAmounts(measuredHandoff(all, handoff).sweep);
	const asked = { ...constraint, profit: recorded ? undefined : constraint.profit, threshold };
	const onAll = figuresAt(all, handoff, asked);
	const own = { aim: "model", words: "the model's own threshold", constraint: {}, choice: undefined } as const;
	const common = { ...own, threshold, onAll };
	if (!("cutAt" in split))
		return { ...common, earlier: undefined, tuned: undefined, heldOut: undefined, optimism: undefined };
	const tuned = figuresAt(split.older, handoff, asked);
	const heldOut = figuresAt(split.younger, handoff, asked);
	return { ...common, earlier: threshold, tuned, heldOut, optimism: optimismOf(tuned, heldOut) };
}
