import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { sharedFloat64 } from "../dataset/shared-array.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import type { ScoringModel } from "../model/schema.ts";
import { bindModel } from "./bind-model.ts";
import { cohortLeads } from "./cohort.ts";
import { handoffsFor } from "./default-handoffs.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import { kernelData } from "./kernel/kernel-data.ts";
import type { KernelData, KernelJob } from "./kernel/kernel-input.ts";
import type { KernelPlan } from "./kernel/kernel-plan.ts";
import { type WeekRange, weekOfDay } from "./kernel/weekly-differences.ts";
import type { ReplayOptions } from "./replay.ts";
import type { ReplayColumns } from "./replay-result.ts";
import { winAmounts } from "./win-amount.ts";

/** What replays of models with the same stages over the same leads share. */
export interface ReplaySetup {
	readonly dataset: Dataset;
	readonly stages: readonly string[];
	readonly handoffs: readonly HandoffSpec[];
	readonly leads: Int32Array;
	readonly amounts: readonly (Float64Array | undefined)[];
	readonly outcomes: readonly Float64Array[];
	readonly data: KernelData;
	readonly weeks: WeekRange;
	readonly horizonDays: number;
	readonly landmarkDays: number;
	readonly from: number | undefined;
	readonly to: number | undefined;
	readonly segmentBy: readonly string[];
}

/**
 * Checks options and model, and lays out what the kernel reads.
 *
 * @throws LabError (configuration) when the model names what the dataset does not have, RangeError for an option
 */
export function setUpReplay(dataset: Dataset, model: ScoringModel, options: ReplayOptions): ReplaySetup {
	const { horizonDays = 90, landmarkDays = 14, from, to, keep, segmentBy = [] } = options;
	checkDays("horizonDays", horizonDays, 1);
	checkDays("landmarkDays", landmarkDays, 0);
	bindModel(model, dataset);
	const handoffs = handoffsFor(model, dataset, options.handoffs);
	const data = kernelData(dataset);
	const firstWeek = weekOfDay(data.firstDay);
	return {
		dataset,
		stages: Object.keys(model.stages),
		handoffs,
		leads: cohortLeads(dataset, { from, to, keep }),
		amounts: handoffs.map((handoff) => winAmounts(dataset, handoff.to)),
		outcomes: handoffs.map((handoff) => stageReachedAt(dataset, handoff.to)),
		data,
		weeks: { firstWeek, weeks: weekOfDay(dataset.calendar.dayOf(dataset.asOf)) - firstWeek + 1 },
		horizonDays,
		landmarkDays,
		from,
		to,
		segmentBy,
	};
}

/** Columns for the results of some leads. */
export function emptyColumns({ stages }: ReplaySetup, leads: Int32Array): ReplayColumns {
	return {
		lead: leads,
		flaggedAt: Object.fromEntries(stages.map((stage) => [stage, sharedFloat64(leads.length)])),
		landmarkScore: sharedFloat64(leads.length),
		finalScore: sharedFloat64(leads.length),
		largestScore: sharedFloat64(leads.length),
	};
}

/** The work of the kernel: a plan over the leads of some columns. */
export function kernelJob(
	setup: ReplaySetup,
	plan: KernelPlan,
	columns: ReplayColumns,
): Omit<KernelJob, "from" | "to"> {
	return {
		plan,
		data: setup.data,
		leads: columns.lead,
		handoffs: setup.handoffs.map(({ from }, i) => ({
			stage: setup.stages.indexOf(from),
			outcomeAt: setup.outcomes[i]!,
			amount: setup.amounts[i],
		})),
		weeks: setup.weeks,
		horizonMs: setup.horizonDays * DAY_MS,
		landmarkMs: setup.landmarkDays * DAY_MS,
		out: { ...columns, flaggedAt: setup.stages.map((stage) => flaggedAtOf(columns, stage)) },
	};
}

function checkDays(name: string, days: number, least: number): void {
	if (Number.isInteger(days) && days >= least && days <= 36_500) return;
	throw new RangeError(`replay: ${name} must be a whole number from ${least} to 36,500, got ${days}.`);
}
