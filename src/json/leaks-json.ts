import type { LeakEvidence, LeakFall, LeakFinding } from "../leaks/leak-finding.ts";
import type { LeakLook } from "../leaks/leak-looks.ts";
import { leakVerdict } from "../leaks/leak-verdict.ts";
import type { Leaks } from "../leaks/leaks.ts";
import { estimateJson } from "./estimate-json.ts";

/**
 * What `leadlab leaks --json` prints: everything found, and everything looked at. Intervals are `[low, high]` at 95 %; what
 * has no value is `null`, with a `reason` beside it.
 *
 * @example leaksJson(leaks).verdict.state // "leak"
 */
export function leaksJson(leaks: Leaks) {
	const { findings, looks, outcomes, probe } = leaks;
	const { state, text, few } = leakVerdict(leaks);
	return {
		leadlab: "leaks/1" as const,
		dataset: { name: leaks.datasetName, fingerprint: leaks.datasetFingerprint },
		model:
			leaks.modelName === undefined ? null : { name: leaks.modelName, fingerprint: leaks.modelFingerprint ?? null },
		horizonDays: leaks.horizonDays,
		landmarkDays: leaks.landmarkDays,
		leads: leaks.leads,
		mature: leaks.mature,
		verdict: { state, text, few: few ?? null },
		outcomes: outcomes.map(({ stage, kind, reached, others, few }) => ({
			stage,
			kind,
			reached,
			others,
			enough: few === undefined,
			moreNeeded: few?.moreNeeded ?? null,
		})),
		findings: findings.map(findingJson),
		attributes: looks.map(lookJson),
		activityTypes: leaks.activityTypes,
		probe:
			probe === undefined
				? null
				: {
						scores: probe.scores,
						leads: probe.leads,
						cutoffs: probe.cutoffs,
						laterFacts: probe.laterFacts,
						movedWhenRemoved: probe.movedWhenRemoved.hits,
						movedWhenScrambled: probe.movedWhenScrambled.hits,
						replayDiffers: probe.replayDiffers.hits,
						examples: probe.examples.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
					},
	};
}

/** The JSON of a search for leaks. */
export type LeaksJson = ReturnType<typeof leaksJson>;

function findingJson({ kind, name, level, says, evidence, cure, use }: LeakFinding) {
	return {
		kind,
		name,
		level,
		says,
		evidence: evidence.map(evidenceJson),
		cure: { text: cure.text, yaml: cure.yaml ?? null },
		use:
			use === undefined
				? null
				: { rules: use.rules, gates: use.gates, reason: use.reason ?? null, falls: use.falls.map(fallJson) },
	};
}

function evidenceJson({ check, level, stage, text, rates, auc, pValue }: LeakEvidence) {
	return {
		check,
		level,
		stage: stage ?? null,
		text,
		rates: rates.map(({ of, rate }) => ({ of, ...estimateJson(rate) })),
		auc: auc === undefined ? null : estimateJson(auc),
		pValue: pValue ?? null,
	};
}

function fallJson({
	from: flag,
	to: outcome,
	precisionWith,
	precisionWithout,
	aucWith,
	aucWithout,
	aucFall,
	reason,
}: LeakFall) {
	return {
		from: flag,
		to: outcome,
		precisionWith: estimateJson(precisionWith),
		precisionWithout: estimateJson(precisionWithout),
		aucWith: aucWith ?? null,
		aucWithout: aucWithout ?? null,
		aucFall: aucFall?.value ?? null,
		aucFallInterval: aucFall?.interval ?? null,
		reason: reason ?? null,
	};
}

function lookJson({ attribute, when, filled, strengths, skipped }: LeakLook) {
	return {
		attribute,
		when,
		filled,
		skipped: skipped ?? null,
		alone: strengths.map(({ outcome, auc }) => ({ stage: outcome.stage, auc: estimateJson(auc) })),
	};
}
