import type { ChildProcess } from "node:child_process";

/**
 * Watches a kernel's process while a cell runs. `onLoss` is told why no answer will come: the process ended (also when it
 * had ended before), or the time is up, and then the process is killed.
 *
 * @param options.stray what the kernel wrote outside of any cell, told with the exit
 * @returns stops watching
 */
export function watchKernel(
	child: ChildProcess,
	{
		timeoutMs,
		stray,
		onLoss,
	}: { readonly timeoutMs: number; readonly stray: () => string; readonly onLoss: (why: string) => void },
): () => void {
	const onExit = (code: number | null, signal: string | null) =>
		onLoss(`the kernel stopped (${signal ?? `exit code ${code}`}). ${stray()}`.trim());
	const timer = setTimeout(() => {
		onLoss(`the cell took longer than ${timeoutMs / 1000} s and the kernel was ended.`);
		child.kill("SIGKILL");
	}, timeoutMs);
	child.on("exit", onExit);
	if (child.exitCode !== null || child.signalCode !== null)
		queueMicrotask(() => onExit(child.exitCode, child.signalCode));
	return () => {
		clearTimeout(timer);
		child.off("exit", onExit);
	};
}
