import type { Drift, DriftPeriod, DriftStability, DriftTest } from "../drift/drift-result.ts";
import { driftSummary } from "../drift/drift-summary.ts";
import type { Health } from "../health/health.ts";
import { isoInstant, resultJson } from "./result-json.ts";

/** What `leadlab drift --json` prints. */
export type DriftJson = ReturnType<typeof driftJson>;

/**
 * A measured drift as plain JSON.
 *
 * @example driftJson(drift).findings[0]?.level // "act"
 */
export function driftJson(drift: Drift, { health = [] }: { readonly health?: Health } = {}) {
	const { asOf, timeZone, landmarkDays, horizonDays, flagWithinDays, risk, leads, scores } = drift;
	const { between, tooYoung, sharedAccounts, findings, activities, notes } = drift;
	return resultJson({
		leadlab: "drift/2" as const,
		health,
		/** `looked` of `all` parts could be told; `takes` says what it takes to tell the rest. */
		verdict: verdictPart(drift),
		model: { name: drift.modelName, fingerprint: drift.modelFingerprint },
		dataset: { name: drift.datasetName, fingerprint: drift.datasetFingerprint },
		...{ asOf, timeZone, landmarkDays, horizonDays, flagWithinDays, risk, leads },
		reference: periodPart(drift.reference),
		recent: periodPart(drift.recent),
		...{ between, tooYoung, sharedAccounts, findings },
		scores: {
			...stabilityPart(scores.stability),
			mean: { ...scores.mean, ...testPart(scores.mean) },
			trend: {
				pointsPerMonth: scores.trend.slope,
				interval: scores.trend.interval,
				...testPart(scores.trend),
			},
			spread: scores.spread,
			quantiles: scores.quantiles,
			above: scores.above,
			months: scores.months,
		},
		attributes: drift.attributes.map(({ usedBy, unknownBefore, unknownAfter, newValues, newValueCount, ...one }) => ({
			...stabilityPart(one),
			...{ usedBy, unknownBefore, unknownAfter, newValues, newValueCount },
		})),
		precision: drift.precision.map(({ change, trend, anyDifference, ...one }) => ({
			...one,
			change: testPart(change),
			trend: { perMonth: trend.slope, interval: trend.interval, ...testPart(trend) },
			anyDifference: {
				statistic: anyDifference.statistic,
				degrees: anyDifference.degrees,
				...testPart(anyDifference),
			},
		})),
		rules: drift.rules,
		/** What caps and floors took; `group` is null for the score's own limits and rounding. */
		limits: drift.caps,
		...{ activities, notes },
	});
}

function verdictPart(drift: Drift) {
	const { state, text, looked, all, takes } = driftSummary(drift);
	return { state, text, looked, all, takes };
}

function testPart({ standing, pValue, adjustedP, moreNeeded, reason }: DriftTest) {
	return { standing, pValue, adjustedP, moreNeeded, reason };
}

function stabilityPart({ name, psi, bins, ...tested }: DriftStability) {
	return {
		name,
		/** Population stability index. */
		psi: psi.value,
		psiInterval: psi.interval,
		expectedByChance: psi.expectedByChance,
		highByChance: psi.highByChance,
		...testPart(tested),
		bins,
	};
}

function periodPart({ from, to, leads }: DriftPeriod) {
	return { from: isoInstant(from), to: isoInstant(to), leads };
}
