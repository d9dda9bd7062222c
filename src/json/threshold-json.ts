import type { Health } from "../health/health.ts";
import { seenOf } from "../metrics/rates/estimate.ts";
import type { Replay } from "../replay/replay-result.ts";
import type { CertificatePlan } from "../tune/certificate-plan.ts";
import type { Optimism } from "../tune/optimism.ts";
import { recommendedOf } from "../tune/plan-sentences.ts";
import type { ThresholdFigures } from "../tune/threshold-figures.ts";
import type { PlannedChoice, ThresholdPlan } from "../tune/threshold-plan.ts";
import { thresholdPart } from "./equal-volume-json.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab threshold --json` prints. */
export type ThresholdJson = ReturnType<typeof thresholdJson>;

/**
 * Threshold plans of one model as plain JSON.
 *
 * @param all the replay of all leads
 * @example thresholdJson(plans, { all }).plans[0].answer // "capacity"
 */
export function thresholdJson(
	plans: readonly ThresholdPlan[],
	{ all, health = [] }: { readonly all: Replay; readonly health?: Health },
) {
	return resultJson({
		leadlab: "threshold/2" as const,
		health,
		model: { name: all.model.name, fingerprint: all.modelFingerprint },
		dataset: { name: all.datasetName, fingerprint: all.datasetFingerprint },
		asOf: all.asOf,
		horizonDays: all.horizonDays,
		plans: plans.map(planPart),
	});
}

function planPart(plan: ThresholdPlan) {
	const { from, to, all, split, choices, answer, certificate } = plan;
	return {
		...{ from, to },
		/** The choice to read first, by its aim. */
		answer: answer.aim,
		/** The threshold to set, with its figures on all leads. */
		recommended: thresholdPart(recommendedOf(plan)),
		/** Where the history is cut; with `reason` it cannot be. */
		split: {
			cutAt: "cutAt" in split ? split.cutAt : undefined,
			olderLeads: "cutAt" in split ? split.older.cohort.leads : undefined,
			youngerLeads: "cutAt" in split ? split.younger.cohort.leads : undefined,
			reason: "cutAt" in split ? undefined : split.reason,
		},
		leads: all.cohort.leads,
		choices: choices.map(choicePart),
		certificate: certificate && certificatePart(certificate),
	};
}

function choicePart(choice: PlannedChoice) {
	const { aim, words, threshold, reason, onAll, earlier, tuned, heldOut, optimism, choice: made } = choice;
	return {
		/** `threshold` is the one to set, chosen on all leads. */
		...{ aim, words, threshold, reason },
		/** At `threshold`, on all leads. */
		onAllLeads: onAll && figuresPart(onAll),
		indistinct: made?.indistinct,
		fBetaInterval: made?.fBeta?.state === "measured" ? made.fBeta.interval : undefined,
		/** The same choice made on the older leads: `tuned` there, `heldOut` on the younger. */
		earlierThreshold: earlier,
		tuned: tuned && figuresPart(tuned),
		heldOut: heldOut && figuresPart(heldOut),
		optimism: optimism && optimismPart(optimism),
	};
}

/** Where it was chosen less held out. */
function optimismPart({ precision, recall, perWeek, profitPerFlag, fBeta }: Optimism) {
	return {
		precision: precision.optimism,
		recall: recall.optimism,
		perWeek: perWeek.optimism,
		profitPerFlag: profitPerFlag?.optimism,
		fBeta: fBeta?.optimism,
	};
}

function figuresPart({ counts, precision, recall, perWeek, queue, profit, fBeta }: ThresholdFigures) {
	return {
		...counts,
		...{ precision, recall, perWeek },
		queue: queue && {
			perWeek: queue.perWeek,
			medianWaitDays: queue.medianWaitDays,
			longestWaitDays: queue.longestWaitDays,
			largestBacklog: queue.largestBacklog,
			backlogAtEnd: queue.backlogAtEnd,
			overAWeek: seenOf(queue.overAWeek).value,
		},
		profit: profit && { total: profit.total, interval: profit.interval, perFlag: profit.perFlag },
		fBeta,
	};
}

function certificatePart({ start, leads, sequence, ...plan }: CertificatePlan) {
	const { precision, risk, state, threshold, reason, moreCalls, needed, speaks } = plan;
	return {
		...{ precision, risk, state, threshold, reason, moreCalls },
		needed: needed.map(({ observed, flags }) => ({ observed, flags })),
		start: start && {
			threshold: start.threshold,
			precision: start.onOlder,
			flagsNeeded: start.flagsNeeded,
			flagsThere: start.flagsThere,
		},
		...{ speaks, leads },
		sequence: sequence?.thresholds.map(({ threshold: at, hits, flagged, pValue, lowerLimit, state: tested }) => ({
			...{ threshold: at, hits, flagged, pValue, lowerLimit },
			state: tested,
		})),
	};
}
