import type { Comparison, PairedRanking } from "../compare/comparison.ts";
import type { Health } from "../health/health.ts";
import { differencePart } from "./difference-json.ts";
import { equalVolumePart, recommendedPart } from "./equal-volume-json.ts";
import { handoffPart } from "./handoff-json.ts";
import { resultJson } from "./result-json.ts";
import { selectionPart } from "./selection-json.ts";

/** What `leadlab compare --json` prints. Differences are candidate minus baseline. */
export type ComparisonJson = ReturnType<typeof comparisonJson>;

/**
 * A comparison as plain JSON.
 *
 * @example comparisonJson(compareReplays(history, candidate, baseline)).verdict.decision // "roll-out"
 */
export function comparisonJson(comparison: Comparison, { health = [] }: { readonly health?: Health | undefined } = {}) {
	const { candidate, baseline, dataset, asOf, timeZone, leads, accounts, horizonDays, landmarkDays } = comparison;
	const { confidence, beta, verdict, guardrails } = comparison;
	return resultJson({
		leadlab: "compare/2" as const,
		health,
		...{ candidate, baseline, dataset, asOf, timeZone, leads, accounts, horizonDays, landmarkDays },
		...{ confidence, beta, verdict, guardrails },
		/** The threshold to set under what was asked; null when the models have no hand-off in common. */
		recommended: comparison.recommended && recommendedPart(comparison.recommended),
		/** Hand-offs of both models; the first is the main one. */
		handoffs: comparison.handoffs.map(({ from, to, tests, headStart, swap, equalVolume, ...one }) => ({
			...{ from, to },
			candidate: handoffPart(one.candidate),
			baseline: handoffPart(one.baseline),
			differences: one.differences.map(differencePart),
			...{ tests, headStart, swap },
			/** Both models where they flag as many a week. */
			equalVolume: equalVolumePart(equalVolume),
		})),
		ranking: comparison.ranking.map(({ stage, atRisk, positives, differences, delong }) => ({
			...{ stage, atRisk, positives },
			differences: differences.map(differencePart),
			delong: delongPart(delong),
		})),
		slices: comparison.slices.map(({ difference, ...slice }) => ({
			...slice,
			difference: differencePart(difference),
		})),
		selection: selectionPart(comparison.selection),
	});
}

function delongPart(delong: PairedRanking["delong"]) {
	return "z" in delong
		? { z: delong.z, pValue: delong.pValue, reason: undefined }
		: { z: undefined, pValue: undefined, reason: delong.reason };
}
