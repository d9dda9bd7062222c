import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import type { Dataset } from "../../dataset/dataset.ts";
import { runKernel } from "./kernel.ts";
import type { KernelJob, KernelResult } from "./kernel-input.ts";
import { addDifferences } from "./threshold-differences.ts";
import { addWeekly } from "./weekly-differences.ts";

/** Below this many activities and leads a second thread costs more than it saves. */
const WORTH_A_THREAD = 200_000;
const MOST_THREADS = 8;

/** Idle workers, kept for the next replay; they do not keep the process alive. */
const idle: Worker[] = [];

/**
 * Runs the kernel over a cohort, with one thread for each core when there is enough to do. The result does not depend
 * on the number of threads: leads are independent, and the differences are whole numbers that add up.
 */
export async function runParallel(
	job: Omit<KernelJob, "from" | "to">,
	dataset: Dataset,
	{
		threads = availableParallelism(),
		onLeads,
	}: { readonly threads?: number; readonly onLeads?: (done: number) => void } = {},
): Promise<KernelResult> {
	const rows = job.leads.length;
	const work = rows + dataset.activities.count;
	const script = workerScript();
	const parts = script === undefined || work < WORTH_A_THREAD ? 1 : Math.max(1, Math.min(threads, MOST_THREADS));
	const cuts = cutPoints(job.leads, dataset.activities.offsets, parts);
	const others = cuts.slice(1, -1).map((from, i) => runInWorker(script!, { ...job, from, to: cuts[i + 2]! }));
	const scale = parts;
	const own = runKernel(
		{ ...job, from: 0, to: cuts[1]! },
		onLeads === undefined ? {} : { onLeads: (done) => onLeads(Math.min(rows, done * scale)) },
	);
	const all = [own, ...(await Promise.all(others))];
	return {
		differences: job.handoffs.map((_, handoff) => addDifferences(all.map((part) => part.differences[handoff]!))),
		weekly: job.plan.stages.map((_, stage) => addWeekly(all.map((part) => part.weekly[stage]))),
	};
}

/** Rows that cut the cohort into parts of about equal work (leads plus activities). */
function cutPoints(leads: Int32Array, offsets: Int32Array, parts: number): number[] {
	if (parts === 1) return [0, leads.length];
	let total = leads.length;
	for (const lead of leads) total += offsets[lead + 1]! - offsets[lead]!;
	const cuts = [0];
	let done = 0;
	for (let row = 0; row < leads.length && cuts.length < parts; row++) {
		const lead = leads[row]!;
		done += 1 + offsets[lead + 1]! - offsets[lead]!;
		if (done >= (total * cuts.length) / parts) cuts.push(row + 1);
	}
	while (cuts.length <= parts) cuts.push(leads.length);
	return cuts;
}

/** The built worker; from the sources (in tests) that of the last build, if there is one. */
function workerScript(): string | undefined {
	const here = fileURLToPath(import.meta.url);
	const script = here.endsWith(".ts")
		? fileURLToPath(new URL("../../../dist/replay/kernel/kernel-worker.js", import.meta.url))
		: fileURLToPath(new URL("./kernel-worker.js", import.meta.url));
	return existsSync(script) ? script : undefined;
}

function runInWorker(script: string, job: KernelJob): Promise<KernelResult> {
	return new Promise((resolve, reject) => {
		const worker = idle.pop() ?? new Worker(script);
		worker.ref();
		const finish = () => {
			worker.removeAllListeners("message");
			worker.removeAllListeners("error");
		};
		worker.once("message", (message: { result?: KernelResult; error?: unknown }) => {
			finish();
			worker.unref();
			idle.push(worker);
			if (message.result === undefined) reject(message.error);
			else resolve(message.result);
		});
		worker.once("error", (error) => {
			finish();
			reject(error);
		});
		worker.postMessage(job);
	});
}
