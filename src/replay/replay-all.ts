import type { Dataset } from "../dataset/dataset.ts";
import type { ScoringModel } from "../model/schema.ts";
import { bindModel } from "./bind-model.ts";
import { flaggedAtOf } from "./flagged-at.ts";
import type { KernelResult } from "./kernel/kernel-input.ts";
import { planKernel } from "./kernel/kernel-plan.ts";
import { runParallel } from "./kernel/run-parallel.ts";
import { addDifferences } from "./kernel/threshold-differences.ts";
import { touchedLeads } from "./kernel/touched-leads.ts";
import { addWeekly } from "./kernel/weekly-differences.ts";
import {
	emptyColumns,
	finishReplay,
	kernelJob,
	type ReplayOptions,
	type ReplaySetup,
	replay,
	setUpReplay,
} from "./replay.ts";
import type { Replay, ReplayColumns } from "./replay-result.ts";

/**
 * Replays variants of a model over one dataset, in the order given; exactly what `replay` gives for each of them.
 *
 * The first model is walked through all leads. Of each other one only the leads are walked on which it can differ: those
 * with a value or an occurrence that a changed rule reads. What the others add to every count is the first model's. So a
 * variant of one rule costs what its leads cost; a variant with other thresholds, gates, caps of the whole or rules of time
 * costs a replay.
 *
 * @throws as `replay` does, for the first model that cannot be replayed
 * @example (await replayAll(dataset, [model, withoutRule(model, "demo")]))[1].handoffs[0].precision
 */
export async function replayAll(
	dataset: Dataset,
	models: readonly ScoringModel[],
	options: ReplayOptions = {},
): Promise<readonly Replay[]> {
	const [first, ...others] = models;
	if (first === undefined) return [];
	const setup = setUpReplay(dataset, first, options);
	const columns = emptyColumns(setup, setup.leads);
	const base = { plan: planKernel(first, dataset), ids: ruleIds(first) };
	const whole = await runParallel(kernelJob(setup, base.plan, columns), dataset, threadsOf(options));
	const replays = [finishReplay(setup, first, columns, whole)];
	/** What the first model counts on the leads of a part, by the part: variants of one rule have the same. */
	const parts = new Map<string, { rows: Int32Array; own: KernelResult }>();
	for (const model of others) {
		bindModel(model, dataset);
		const plan = planKernel(model, dataset);
		const sameStages = Object.keys(model.stages).join("\n") === setup.stages.join("\n");
		const touched = sameStages ? touchedLeads(dataset, base, { plan, ids: ruleIds(model) }) : undefined;
		const rows = touched === undefined ? undefined : rowsOf(setup.leads, touched);
		if (rows === undefined || whole.weekly.some((weeks) => weeks === undefined)) {
			replays.push(await replay(dataset, model, options));
			continue;
		}
		const key = String(rows);
		let part = parts.get(key);
		if (part === undefined) {
			part = { rows, own: (await walkPart(setup, base.plan, rows, options)).result };
			parts.set(key, part);
		}
		const walked = await walkPart(setup, plan, rows, options);
		if (walked.result.weekly.some((weeks) => weeks === undefined)) {
			replays.push(await replay(dataset, model, options));
			continue;
		}
		const merged = withPart(setup, columns, walked.columns, rows);
		replays.push(finishReplay(setup, model, merged, exchange(whole, part.own, walked.result)));
	}
	return replays;
}

/** Walks some rows of the cohort alone. */
async function walkPart(
	setup: ReplaySetup,
	plan: ReturnType<typeof planKernel>,
	rows: Int32Array,
	options: ReplayOptions,
): Promise<{ readonly columns: ReplayColumns; readonly result: KernelResult }> {
	const columns = emptyColumns(setup, new Int32Array(new SharedArrayBuffer(rows.length * 4)));
	for (let i = 0; i < rows.length; i++) columns.lead[i] = setup.leads[rows[i]!]!;
	const result = await runParallel(kernelJob(setup, plan, columns), setup.dataset, threadsOf(options));
	return { columns, result };
}

/** Counts of all leads once those of a part are taken out and put in anew: whole numbers, so exact. */
function exchange(whole: KernelResult, out: KernelResult, back: KernelResult): KernelResult {
	return {
		differences: whole.differences.map((all, i) =>
			addDifferences([all, out.differences[i]!.map((one) => one.map((value) => -value)), back.differences[i]!]),
		),
		weekly: whole.weekly.map((all, i) => addWeekly([all, out.weekly[i]!.map((value) => -value), back.weekly[i]])),
	};
}

/** The columns of all rows, with those of a part in their place. */
function withPart(setup: ReplaySetup, whole: ReplayColumns, part: ReplayColumns, rows: Int32Array): ReplayColumns {
	const merged = emptyColumns(setup, setup.leads);
	const put = (to: Float64Array, from: Float64Array, own: Float64Array) => {
		to.set(from);
		for (let i = 0; i < rows.length; i++) to[rows[i]!] = own[i]!;
	};
	for (const stage of setup.stages)
		put(flaggedAtOf(merged, stage), flaggedAtOf(whole, stage), flaggedAtOf(part, stage));
	put(merged.landmarkScore, whole.landmarkScore, part.landmarkScore);
	put(merged.finalScore, whole.finalScore, part.finalScore);
	put(merged.largestScore, whole.largestScore, part.largestScore);
	return merged;
}

function rowsOf(leads: Int32Array, touched: Uint8Array): Int32Array {
	const rows: number[] = [];
	for (let row = 0; row < leads.length; row++) if (touched[leads[row]!] === 1) rows.push(row);
	return Int32Array.from(rows);
}

function ruleIds(model: ScoringModel): string[] {
	return model.groups.flatMap(({ rules }) => rules.map(({ id }) => id));
}

function threadsOf({ threads }: ReplayOptions): { readonly threads?: number } {
	return threads === undefined ? {} : { threads };
}
