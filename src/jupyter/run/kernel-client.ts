import { type ChildProcess, fork } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { configurationError } from "../../base/error.ts";
import { watchKernel } from "./kernel-loss.ts";
import type { FromKernel, ToKernel } from "./kernel-messages.ts";

/** How a cell ended: with its outputs so far also when the kernel stopped or took too long. */
export interface CellRun {
	readonly messages: readonly FromKernel[];
	readonly ok: boolean;
	readonly count: number;
	/** Why there is no more kernel; the notebook cannot go on. */
	readonly stopped?: string;
}

/** A running kernel. */
export interface Kernel {
	readonly pid: number | undefined;
	readonly run: (code: string) => Promise<CellRun>;
	readonly close: () => void;
}

/**
 * Starts a kernel process in a folder. Cells run one after the other; a kernel that stops, or a cell that takes longer
 * than the limit, ends the run with what was shown so far.
 *
 * @param folder where the notebook lies; the cells' paths are relative to it
 * @throws LabError (configuration) when leadlab has not been built
 */
export async function startKernel(
	folder: string,
	{ timeoutMs = 600_000 }: { readonly timeoutMs?: number } = {},
): Promise<Kernel> {
	const child = fork(kernelScript(), { cwd: folder, stdio: ["ignore", "pipe", "pipe", "ipc"], execArgv: [] });
	let stray = "";
	// What is written before the first cell or by native code does not pass through tslab.
	for (const stream of [child.stdout, child.stderr]) stream?.on("data", (data: Buffer) => (stray += data.toString()));
	const ready = await firstMessage(child);
	if (ready !== undefined) throw new Error(`the kernel did not start: ${ready} ${stray}`.trim());
	return {
		pid: child.pid,
		run: (code) => runCell(child, code, { timeoutMs, stray: () => stray }),
		close: () => child.kill("SIGKILL"),
	};
}

function runCell(
	child: ChildProcess,
	code: string,
	{ timeoutMs, stray }: { readonly timeoutMs: number; readonly stray: () => string },
): Promise<CellRun> {
	return new Promise((resolve) => {
		const messages: FromKernel[] = [];
		const finish = (run: Omit<CellRun, "messages">) => {
			unwatch();
			child.off("message", onMessage);
			resolve({ messages, ...run });
		};
		const onMessage = (message: FromKernel) => {
			if (message.kind === "done") finish({ ok: message.ok, count: message.count });
			else messages.push(message);
		};
		const onLoss = (stopped: string) => finish({ ok: false, count: 0, stopped });
		const unwatch = watchKernel(child, { timeoutMs, stray, onLoss });
		child.on("message", onMessage);
		if (child.connected) child.send({ code } satisfies ToKernel);
	});
}

/** `undefined` when the process is ready, else why it is not. */
function firstMessage(child: ChildProcess): Promise<string | undefined> {
	return new Promise((resolve) => {
		child.once("message", () => resolve(undefined));
		child.once("error", (error) => resolve(error.message));
		child.once("exit", (code, signal) => resolve(`it ended with ${signal ?? `exit code ${code}`}.`));
	});
}

/** The built process; from the sources (in tests) that of the last build. */
function kernelScript(): string {
	const here = fileURLToPath(import.meta.url);
	const path = here.endsWith(".ts") ? "../../../dist/jupyter/run/kernel-process.js" : "./kernel-process.js";
	const script = fileURLToPath(new URL(path, import.meta.url));
	if (existsSync(script)) return script;
	throw configurationError({
		code: "missing-build",
		message: "notebooks run on the built leadlab, and there is no build.",
		cure: "Run npm run build.",
	});
}
