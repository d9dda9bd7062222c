import { parentPort } from "node:worker_threads";
import { runKernel } from "./kernel.ts";
import type { KernelJob } from "./kernel-input.ts";

/** The other thread of a replay: takes a job, writes the columns in shared memory, sends back the result. */
parentPort?.on("message", (job: KernelJob) => {
	try {
		parentPort?.postMessage({ result: runKernel(job) });
	} catch (error) {
		parentPort?.postMessage({ error });
	}
});
