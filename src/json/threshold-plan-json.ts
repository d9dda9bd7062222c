import { seenOf } from "../metrics/rates/estimate.ts";
import type { FlagCounts } from "../replay/replay-result.ts";
import type { CertificatePlan } from "../tune/certificate-plan.ts";
import type { Gap } from "../tune/optimism.ts";
import type { ThresholdFigures } from "../tune/threshold-figures.ts";
import type { PlannedChoice, ThresholdPlan } from "../tune/threshold-plan.ts";
import { estimateJson } from "./estimate-json.ts";

/**
 * A plan as `leadlab threshold --json` prints it: `null` where something is undefined, and `reason` says why; instants in
 * ISO 8601, intervals `[low, high]` at 95 %.
 */
export function thresholdPlanJson({
	from: flag,
	to: outcome,
	all,
	split,
	choices,
	answer,
	certificate,
}: ThresholdPlan) {
	return {
		from: flag,
		to: outcome,
		answer: answer.aim,
		split:
			"cutAt" in split
				? {
						cutAt: iso(split.cutAt),
						olderLeads: split.older.cohort.leads,
						youngerLeads: split.younger.cohort.leads,
					}
				: { reason: split.reason },
		leads: all.cohort.leads,
		choices: choices.map(choiceJson),
		certificate: certificate === undefined ? null : certificateJson(certificate),
	};
}

function choiceJson({ aim, words, threshold, reason, tuned, heldOut, optimism, again }: PlannedChoice) {
	return {
		aim,
		words,
		threshold: threshold ?? null,
		...(reason === undefined ? {} : { reason }),
		tuned: tuned === undefined ? null : figuresJson(tuned),
		heldOut: heldOut === undefined ? null : figuresJson(heldOut),
		optimism:
			optimism === undefined
				? null
				: {
						precision: of(optimism.precision),
						recall: of(optimism.recall),
						perWeek: of(optimism.perWeek),
						profitPerFlag: of(optimism.profitPerFlag),
						fBeta: of(optimism.fBeta),
					},
		onAllLeads:
			again === undefined
				? null
				: {
						threshold: again.chosen?.threshold ?? null,
						...(again.reason === undefined ? {} : { reason: again.reason }),
						indistinct: again.indistinct ?? null,
						fBetaInterval: again.fBeta?.state === "measured" ? again.fBeta.interval : null,
					},
	};
}

function figuresJson({ counts, precision, recall, perWeek, queue, profit, fBeta }: ThresholdFigures) {
	const { threshold, flagged, late, immature, hits, misses, reached, caught }: FlagCounts = counts;
	return {
		...{ threshold, flagged, late, immature, hits, misses, reached, caught },
		precision: estimateJson(precision),
		recall: estimateJson(recall),
		perWeek,
		queue:
			queue === undefined
				? null
				: {
						perWeek: queue.perWeek,
						medianWaitDays: queue.medianWaitDays ?? null,
						longestWaitDays: queue.longestWaitDays ?? null,
						largestBacklog: queue.largestBacklog,
						backlogAtEnd: queue.backlogAtEnd,
						overAWeek: seenOf(queue.overAWeek).value ?? null,
					},
		profit:
			profit === undefined
				? null
				: { total: profit.total, interval: profit.interval ?? null, perFlag: profit.perFlag ?? null },
		fBeta: fBeta ?? null,
	};
}

function certificateJson(plan: CertificatePlan) {
	const { precision, risk, state, threshold, reason, moreCalls, needed, start, speaks, leads, sequence } = plan;
	return {
		precision,
		risk,
		state,
		threshold: threshold ?? null,
		...(reason === undefined ? {} : { reason }),
		moreCalls: moreCalls ?? null,
		needed: needed.map(({ observed, flags }) => ({ observed, flags: flags ?? null })),
		start:
			start === undefined
				? null
				: {
						threshold: start.threshold,
						precision: estimateJson(start.onOlder),
						flagsNeeded: start.flagsNeeded ?? null,
						flagsThere: start.flagsThere,
					},
		speaks:
			speaks === undefined ? null : { createdFrom: iso(speaks.createdFrom), flaggedUntil: iso(speaks.flaggedUntil) },
		leads: leads ?? null,
		sequence:
			sequence?.thresholds.map(({ threshold: at, hits, flagged, pValue, lowerLimit, state: tested }) => ({
				...{ threshold: at, hits, flagged, pValue, lowerLimit },
				state: tested,
			})) ?? null,
	};
}

function of(gap: Gap | undefined): number | null {
	return gap?.optimism ?? null;
}

function iso(instant: number): string {
	return new Date(instant).toISOString();
}
