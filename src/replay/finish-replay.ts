import { fingerprint } from "../base/fingerprint.ts";
import type { ScoringModel } from "../model/schema.ts";
import { measureExits, measureTouchDelays } from "./after-flag.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import { measureFunnel } from "./funnel.ts";
import { measureHandoff } from "./handoff.ts";
import type { KernelResult } from "./kernel/kernel-input.ts";
import { measureRanking } from "./ranking.ts";
import type { Replay, ReplayColumns } from "./replay-result.ts";
import type { ReplaySetup } from "./replay-setup.ts";
import { measureMonths, measureSegments } from "./slices.ts";
import { sweepFrom } from "./sweep.ts";
import { weeklyFrom } from "./weekly-flags.ts";

/** What the kernel wrote and collected, measured: hand-offs, sweeps, weeks, ranking, months, segments. */
export function finishReplay(
	setup: ReplaySetup,
	model: ScoringModel,
	columns: ReplayColumns,
	result: KernelResult,
): Replay {
	const { dataset, handoffs, stages, leads, amounts, weeks, horizonDays, landmarkDays, from, to, segmentBy } = setup;
	const { differences, weekly } = result;
	const specs = handoffs.map((handoff) => ({ ...handoff, threshold: model.stages[handoff.from]!.score }));
	const measured = specs.map((spec) =>
		measureHandoff(dataset, { ...spec, horizonDays, leads, flaggedAt: flaggedAtOf(columns, spec.from) }),
	);
	const largestScore = largestOf(columns.largestScore);
	const createdRange = rangeOf(dataset.createdAt, leads);
	const sliceInput = { columns, handoffs: specs, horizonDays };
	return {
		model,
		modelFingerprint: fingerprint(model),
		datasetName: dataset.name,
		datasetFingerprint: dataset.fingerprint,
		asOf: dataset.asOf,
		timeZone: dataset.calendar.zone,
		cohort: { from, to, leads: leads.length },
		createdRange,
		horizonDays,
		landmarkDays,
		funnel: measureFunnel(dataset, columns),
		handoffs: measured,
		sweep: handoffs.map((handoff, i) =>
			sweepFrom(handoff, differences[i]!, {
				largestScore,
				reached: measured[i]!.reached,
				hasAmounts: amounts[i] !== undefined,
			}),
		),
		weekly:
			createdRange === undefined
				? []
				: stages.map((flag, stage) =>
						weeklyFrom(flag, weekly[stage], {
							...weeks,
							fromDay: dataset.calendar.dayOf(createdRange[0]),
							largestScore,
						}),
					),
		ranking: [...new Set(handoffs.map(({ to }) => to))].map((outcome) =>
			measureRanking(dataset, columns, { outcome, horizonDays, landmarkDays }),
		),
		months: measureMonths(dataset, sliceInput),
		segments: measureSegments(dataset, sliceInput, { by: segmentBy }),
		exitReasons: measureExits(dataset, columns),
		touchDelays: measureTouchDelays(dataset, columns, { handoffs, horizonDays }),
		tables: dataset.quality.tables,
		issues: dataset.quality.issues,
		columns,
	};
}

function largestOf(scores: Float64Array): number {
	let largest = Number.NEGATIVE_INFINITY;
	for (const score of scores) if (score > largest) largest = score;
	return largest;
}

function rangeOf(createdAt: Float64Array, leads: Int32Array): readonly [number, number] | undefined {
	if (leads.length === 0) return undefined;
	let first = Number.POSITIVE_INFINITY;
	let last = Number.NEGATIVE_INFINITY;
	for (const lead of leads) {
		if (createdAt[lead]! < first) first = createdAt[lead]!;
		if (createdAt[lead]! > last) last = createdAt[lead]!;
	}
	return [first, last];
}
