import { fingerprint } from "../base/fingerprint.ts";
import type { OnProgress } from "../base/progress.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { sharedFloat64 } from "../dataset/shared-array.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { usualRange } from "../dataset/usual-range.ts";
import type { ScoringModel } from "../model/schema.ts";
import { measureExits, measureTouchDelays } from "./after-flag.ts";
import { bindModel } from "./bind-model.ts";
import { cohortLeads } from "./cohort.ts";
import { handoffsFor } from "./default-handoffs.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import { measureFunnel } from "./funnel.ts";
import { measureHandoff } from "./handoff.ts";
import { kernelData } from "./kernel/kernel-data.ts";
import type { KernelData, KernelJob, KernelResult } from "./kernel/kernel-input.ts";
import { type KernelPlan, planKernel } from "./kernel/kernel-plan.ts";
import { runParallel } from "./kernel/run-parallel.ts";
import { type WeekRange, weekOfDay } from "./kernel/weekly-differences.ts";
import { accountTallies } from "./leads/account-tallies.ts";
import { leadAccounts } from "./leads/lead-accounts.ts";
import { winAmounts } from "./leads/win-amount.ts";
import { measureRanking } from "./ranking.ts";
import type { Replay, ReplayColumns } from "./replay-result.ts";
import { measureMonths, measureSegments } from "./slices.ts";
import { sweepFrom } from "./sweep.ts";
import { sweepSpreads } from "./sweep-spreads.ts";
import { weeklyFrom } from "./weekly-flags.ts";

/** How to replay. */
export interface ReplayOptions {
	/** Days within which an outcome must follow a flag; default 90. */
	readonly horizonDays?: number;
	/** Age at which leads are ranked; default 14. */
	readonly landmarkDays?: number;
	/** Only leads created from this instant on. */
	readonly from?: number | undefined;
	/** Only leads created before this instant. */
	readonly to?: number | undefined;
	/** Only leads, by their number in the dataset, for which this holds: a part that was drawn, say. */
	readonly keep?: ((lead: number) => boolean) | undefined;
	/** Hand-offs to measure; default: those of the dataset, else MQL -> SQL, SQL -> customer, MQL -> customer. */
	readonly handoffs?: readonly HandoffSpec[] | undefined;
	/** Attributes (known at creation) to split the hand-offs by; default none. */
	readonly segmentBy?: readonly string[];
	/** Threads; default one for each core. */
	readonly threads?: number;
	readonly onProgress?: OnProgress;
}

/**
 * Replays a model over a dataset: what the model would have flagged, when, and what became of it.
 *
 * ```
 * model + dataset -> bind (is everything there?) -> plan (tables by dictionary code)
 *   -> kernel, one part of the cohort a thread -> flags, landmark scores, threshold differences
 *   -> hand-offs, sweeps and volume by week (every integer threshold), ranking, funnel, months, segments
 * ```
 *
 * @throws LabError (configuration) when the model names what the dataset does not have, or an option is out of range
 */
export async function replay(dataset: Dataset, model: ScoringModel, options: ReplayOptions = {}): Promise<Replay> {
	const { threads, onProgress } = options;
	const setup = setUpReplay(dataset, model, options);
	const { leads } = setup;
	const columns = emptyColumns(setup, leads);
	const result = await runParallel(kernelJob(setup, planKernel(model, dataset), columns), dataset, {
		...(threads === undefined ? {} : { threads }),
		...(onProgress === undefined
			? {}
			: { onLeads: (done) => onProgress({ step: `replaying ${model.name}`, done, total: leads.length }) }),
	});
	onProgress?.({ step: `replaying ${model.name}`, done: leads.length, total: leads.length });
	return finishReplay(setup, model, columns, result);
}

/** What replays of models with the same stages over the same leads share. */
export interface ReplaySetup {
	readonly dataset: Dataset;
	readonly stages: readonly string[];
	readonly handoffs: readonly HandoffSpec[];
	readonly leads: Int32Array;
	/** When they were created, those years away from all others left out. */
	readonly created: ReturnType<typeof usualRange>;
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
	const leads = cohortLeads(dataset, { from, to, keep });
	const created = usualRange(leads.length, (row) => dataset.createdAt[leads[row]!]!);
	const firstWeek = weekOfDay(created === undefined ? data.firstDay : dataset.calendar.dayOf(created.from));
	return {
		dataset,
		created,
		stages: Object.keys(model.stages),
		handoffs,
		leads,
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

/** What the kernel wrote and collected, measured: hand-offs, sweeps, weeks, ranking, months, segments. */
export function finishReplay(
	setup: ReplaySetup,
	model: ScoringModel,
	columns: ReplayColumns,
	result: KernelResult,
): Replay {
	const { dataset, handoffs, stages, leads, amounts, weeks, horizonDays, landmarkDays, from, to, segmentBy } = setup;
	const { differences, weekly } = result;
	const { created } = setup;
	const createdRange = created && ([created.from, created.to] as const);
	const specs = handoffs.map((handoff) => ({ ...handoff, threshold: model.stages[handoff.from]!.score }));
	const accounts = leadAccounts(dataset, leads);
	const tallies = accountTallies(accounts);
	const measured = specs.map((spec) =>
		measureHandoff(dataset, { ...spec, horizonDays, leads, flaggedAt: flaggedAtOf(columns, spec.from), tallies }),
	);
	const largestScore = largestOf(columns.largestScore);
	const sliceInput = { columns, handoffs: specs, horizonDays, tallies };
	return {
		model,
		modelFingerprint: fingerprint(model),
		datasetName: dataset.name,
		datasetFingerprint: dataset.fingerprint,
		asOf: dataset.asOf,
		timeZone: dataset.calendar.zone,
		cohort: { from, to, leads: leads.length },
		createdRange,
		createdOutside: created?.outside ?? 0,
		horizonDays,
		landmarkDays,
		funnel: measureFunnel(dataset, columns),
		handoffs: measured,
		sweep: handoffs.map((handoff, i) =>
			sweepFrom(handoff, differences[i]!, {
				largestScore,
				reached: measured[i]!.reached,
				hasAmounts: amounts[i] !== undefined,
				spreads: tallies && sweepSpreads(dataset, columns, { own: measured[i]!, tallies, horizonDays, largestScore }),
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
		touchDelays: measureTouchDelays(dataset, columns, { handoffs, horizonDays, accounts }),
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
