import type { Health } from "../health/health.ts";
import type { LeakFall } from "../leaks/leak-finding.ts";
import type { LeakProbe } from "../leaks/leak-probe.ts";
import { leakVerdict } from "../leaks/leak-verdict.ts";
import type { Leaks } from "../leaks/leaks.ts";
import { resultJson } from "./result-json.ts";

/** What `leadlab leaks --json` prints: everything found, and everything looked at. */
export type LeaksJson = ReturnType<typeof leaksJson>;

/**
 * A search for leaks as plain JSON.
 *
 * @example leaksJson(leaks).verdict.state // "failed"
 */
export function leaksJson(leaks: Leaks, { health = [] }: { readonly health?: Health } = {}) {
	const { horizonDays, landmarkDays, leads, mature, activityTypes, probe } = leaks;
	const { state, text, few, looked, all, takes } = leakVerdict(leaks);
	return resultJson({
		leadlab: "leaks/2" as const,
		health,
		model: leaks.modelName === undefined ? undefined : { name: leaks.modelName, fingerprint: leaks.modelFingerprint },
		dataset: { name: leaks.datasetName, fingerprint: leaks.datasetFingerprint },
		...{ horizonDays, landmarkDays, leads, mature },
		/** `looked` of `all` attributes were looked at; `takes` says what it takes to look at the rest. */
		verdict: { state, text, looked, all, takes, few },
		outcomes: leaks.outcomes.map(({ stage, kind, reached, others, few }) => ({
			...{ stage, kind, reached, others },
			enough: few === undefined,
			moreNeeded: few?.moreNeeded,
		})),
		findings: leaks.findings.map(({ use, cure, ...finding }) => ({
			...finding,
			cure: { text: cure.text, yaml: cure.yaml },
			/** Where the model uses it. */
			use: use && { ...use, falls: use.falls.map(fallPart) },
		})),
		attributes: leaks.looks.map(({ attribute, when, filled, skipped, fromDays, strengths }) => ({
			...{ attribute, when, filled, skipped, fromDays },
			/** How well it alone orders leads by each outcome. */
			alone: strengths.map(({ outcome, auc }) => ({ stage: outcome.stage, auc })),
		})),
		activityTypes,
		probe: probe && probePart(probe),
	});
}

function fallPart({ aucFall, ...fall }: LeakFall) {
	return { ...fall, aucFall: aucFall?.value, aucFallInterval: aucFall?.interval };
}

function probePart({ scores, leads, cutoffs, laterFacts, examples, ...probe }: LeakProbe) {
	return {
		...{ scores, leads, cutoffs, laterFacts },
		movedWhenRemoved: probe.movedWhenRemoved.hits,
		movedWhenScrambled: probe.movedWhenScrambled.hits,
		replayDiffers: probe.replayDiffers.hits,
		examples,
	};
}
