import type { OnProgress } from "../base/progress.ts";
import type { Dataset, HandoffSpec } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";
import { finishReplay } from "./finish-replay.ts";
import { planKernel } from "./kernel/kernel-plan.ts";
import { runParallel } from "./kernel/run-parallel.ts";
import type { Replay } from "./replay-result.ts";
import { emptyColumns, kernelJob, setUpReplay } from "./replay-setup.ts";

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
