import type { Drift, DriftPeriod, DriftRate, DriftStability, DriftTest, MeanChange } from "../drift/drift-result.ts";
import { estimateJson } from "./estimate-json.ts";

/** What `leadlab drift --json` prints: {@link Drift} with instants as ISO text and what is undefined as null. */
export type DriftJson = ReturnType<typeof driftJson>;

/**
 * A measured drift as plain JSON.
 *
 * @example driftJson(drift).findings[0]?.level // "act"
 */
export function driftJson(drift: Drift) {
	const { scores } = drift;
	return {
		leadlab: "drift/1" as const,
		model: { name: drift.modelName, fingerprint: drift.modelFingerprint },
		dataset: { name: drift.datasetName, fingerprint: drift.datasetFingerprint },
		asOf: iso(drift.asOf)!,
		timeZone: drift.timeZone,
		landmarkDays: drift.landmarkDays,
		horizonDays: drift.horizonDays,
		flagWithinDays: drift.flagWithinDays,
		risk: drift.risk,
		leads: drift.leads,
		reference: period(drift.reference),
		recent: period(drift.recent),
		between: drift.between,
		tooYoung: drift.tooYoung,
		sharedAccounts: drift.sharedAccounts,
		findings: drift.findings,
		scores: {
			...stability(scores.stability),
			mean: { ...mean(scores.mean), ...test(scores.mean) },
			trend: {
				pointsPerMonth: scores.trend.slope ?? null,
				interval: scores.trend.interval ?? null,
				...test(scores.trend),
			},
			spread: scores.spread ?? null,
			quantiles: scores.quantiles.map(({ share, before, after }) => ({
				share,
				before: before ?? null,
				after: after ?? null,
			})),
			above: scores.above.map(({ stage, threshold, before, after }) => ({
				stage,
				threshold,
				before: estimateJson(before),
				after: estimateJson(after),
			})),
			months: scores.months.map(({ month, leads, above, ...one }) => ({
				month,
				leads,
				mean: one.mean ?? null,
				interval: one.interval ?? null,
				median: one.median ?? null,
				high: one.high ?? null,
				above: above.map(({ stage, threshold, share }) => ({ stage, threshold, share: estimateJson(share) })),
			})),
		},
		attributes: drift.attributes.map((one) => ({
			...stability(one),
			usedBy: one.usedBy,
			unknownBefore: estimateJson(one.unknownBefore),
			unknownAfter: estimateJson(one.unknownAfter),
			newValues: one.newValues,
			newValueCount: one.newValueCount,
		})),
		precision: drift.precision.map((one) => ({
			flag: one.from,
			outcome: one.to,
			threshold: one.threshold,
			standing: one.standing,
			before: estimateJson(one.before),
			after: estimateJson(one.after),
			difference: one.difference ?? null,
			interval: one.interval ?? null,
			trend: { perMonth: one.trend.slope ?? null, interval: one.trend.interval ?? null, ...test(one.trend) },
			anyDifference: {
				statistic: one.anyDifference.statistic,
				degrees: one.anyDifference.degrees,
				...test(one.anyDifference),
			},
			recentMatureFrom: iso(one.recentMatureFrom),
			months: one.months.map(({ precision, ...month }) => ({ ...month, precision: estimateJson(precision) })),
		})),
		rules: drift.rules.map((one) => ({
			rule: one.rule,
			group: one.group,
			...rates(one),
			points: mean(one.points),
			because: one.because ?? null,
		})),
		limits: drift.caps.map(({ group, points }) => ({ group: group ?? null, points: mean(points) })),
		activities: drift.activities.map((one) => ({
			type: one.type,
			usedBy: one.usedBy,
			lastAt: iso(one.lastAt),
			...rates(one),
		})),
		notes: drift.notes,
	};
}

function test({ standing, pValue, adjustedP, moreNeeded, reason }: DriftTest) {
	return {
		standing,
		pValue: pValue ?? null,
		adjustedP: adjustedP ?? null,
		moreNeeded: moreNeeded ?? null,
		reason: reason ?? null,
	};
}

function stability({ name, psi, bins, ...tested }: DriftStability) {
	return {
		name,
		psi: psi.value ?? null,
		psiInterval: psi.interval ?? null,
		expectedByChance: psi.expectedByChance ?? null,
		highByChance: psi.highByChance ?? null,
		...test(tested),
		bins,
	};
}

function rates({ before, after, course, ...tested }: DriftRate) {
	return { course, before: estimateJson(before), after: estimateJson(after), ...test(tested) };
}

function mean({ before, after, difference, interval }: MeanChange) {
	return {
		before: before ?? null,
		after: after ?? null,
		difference: difference ?? null,
		interval: interval ?? null,
	};
}

function period({ from, to, leads }: DriftPeriod) {
	return { from: iso(from)!, to: iso(to)!, leads };
}

function iso(instant: number | undefined): string | null {
	return instant === undefined ? null : new Date(instant).toISOString();
}
