import { fingerprint } from "../base/fingerprint.ts";
import type { OnProgress } from "../base/progress.ts";
import { DAY_MS } from "../dataset/calendar.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import { sharedFloat64 } from "../dataset/shared-array.ts";
import { stageReachedAt } from "../dataset/stage-reached-at.ts";
import { usualRange } from "../dataset/usual-range.ts";
import type { ScoringModel } from "../model/schema.ts";
import { accountTallies } from "./account-tallies.ts";
import { measureExits, measureTouchDelays } from "./after-flag.ts";
import { bindModel } from "./bind-model.ts";
import { cohortLeads } from "./cohort.ts";
import { handoffsFor } from "./default-handoffs.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import { measureFunnel } from "./funnel.ts";
import { measureHandoff } from "./handoff.ts";
import { kernelData } from "./kernel/kernel-data.ts";
import { planKernel } from "./kernel/kernel-plan.ts";
import { runParallel } from "./kernel/run-parallel.ts";
import { weekOfDay } from "./kernel/weekly-differences.ts";
import { leadAccounts } from "./lead-accounts.ts";
import { measureRanking } from "./ranking.ts";
import type { Replay, ReplayColumns } from "./replay-result.ts";
import { measureMonths, measureSegments } from "./slices.ts";
import { sweepFrom } from "./sweep.ts";
import { sweepSpreads } from "./sweep-spreads.ts";
import { weeklyFrom } from "./weekly-flags.ts";
import { winAmounts } from "./win-amount.ts";

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
	const { horizonDays = 90, landmarkDays = 14, from, to, keep, segmentBy = [], threads, onProgress } = options;
	checkDays("horizonDays", horizonDays, 1);
	checkDays("landmarkDays", landmarkDays, 0);
	bindModel(model, dataset);
	const handoffs = handoffsFor(model, dataset, options.handoffs);
	const stages = Object.keys(model.stages);
	const leads = cohortLeads(dataset, { from, to, keep });
	const columns: ReplayColumns = {
		lead: leads,
		flaggedAt: Object.fromEntries(stages.map((stage) => [stage, sharedFloat64(leads.length)])),
		landmarkScore: sharedFloat64(leads.length),
		finalScore: sharedFloat64(leads.length),
		largestScore: sharedFloat64(leads.length),
	};
	const amounts = handoffs.map(({ to }) => winAmounts(dataset, to));
	const data = kernelData(dataset);
	const created = usualRange(leads.length, (row) => dataset.createdAt[leads[row]!]!);
	const createdRange = created && ([created.from, created.to] as const);
	const firstWeek = weekOfDay(createdRange === undefined ? data.firstDay : dataset.calendar.dayOf(createdRange[0]));
	const weeks = { firstWeek, weeks: weekOfDay(dataset.calendar.dayOf(dataset.asOf)) - firstWeek + 1 };
	const { differences, weekly } = await runParallel(
		{
			plan: planKernel(model, dataset),
			data,
			leads,
			handoffs: handoffs.map(({ from, to }, i) => ({
				stage: stages.indexOf(from),
				outcomeAt: stageReachedAt(dataset, to),
				amount: amounts[i],
			})),
			weeks,
			horizonMs: horizonDays * DAY_MS,
			landmarkMs: landmarkDays * DAY_MS,
			out: { ...columns, flaggedAt: stages.map((stage) => flaggedAtOf(columns, stage)) },
		},
		dataset,
		{
			...(threads === undefined ? {} : { threads }),
			...(onProgress === undefined
				? {}
				: { onLeads: (done) => onProgress({ step: `replaying ${model.name}`, done, total: leads.length }) }),
		},
	);
	onProgress?.({ step: `replaying ${model.name}`, done: leads.length, total: leads.length });

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

function checkDays(name: string, days: number, least: number): void {
	if (Number.isInteger(days) && days >= least && days <= 36_500) return;
	throw new RangeError(`replay: ${name} must be a whole number from ${least} to 36,500, got ${days}.`);
}

function largestOf(scores: Float64Array): number {
	let largest = Number.NEGATIVE_INFINITY;
	for (const score of scores) if (score > largest) largest = score;
	return largest;
}
