import type { Cell } from "../pair/cell.ts";
import type { CellOutputs } from "../pair/format-ipynb.ts";
import { brokenPromises } from "./broken-promises.ts";
import { collectOutputs, type Output, outputText } from "./collect-outputs.ts";
import { startKernel } from "./kernel-client.ts";
import { startSocketKernel } from "./socket-kernel.ts";

/** How cells are run. */
export type KernelKind = "handler" | "real";

/** Why a notebook did not run to its end, or did not show what it promised. */
export interface CellFailure {
	readonly cell: string;
	readonly source: string;
	readonly reason: string;
	/** What the cell wrote to stderr: tslab tells an error there and nowhere else. */
	readonly stderr: string;
}

/** What a cell showed in a run. */
export interface RunOutputs extends CellOutputs {
	readonly outputs: readonly Output[];
}

/** A run of a notebook. */
export interface ExecutedNotebook {
	readonly cells: readonly Cell[];
	/** By cell id; cells after a failure have none. */
	readonly outputs: ReadonlyMap<string, RunOutputs>;
	/** Milliseconds of each cell; not part of any output. */
	readonly times: ReadonlyMap<string, number>;
	readonly failure: CellFailure | undefined;
}

/**
 * Runs the cells of a notebook in a kernel of their own, in order, until one fails: it throws, has a type error, does not
 * show what it promises, takes too long, or the kernel stops. What was shown up to then is kept.
 *
 * @param folder where the notebook lies
 */
export async function executeNotebook(
	cells: readonly Cell[],
	options: {
		readonly folder: string;
		readonly timeoutMs?: number;
		/** `handler`: tslab's handler in a process; `real`: the kernel program itself, over its sockets. */
		readonly kernel?: KernelKind;
		readonly onCell?: (cell: Cell, pid: number | undefined) => void;
	},
): Promise<ExecutedNotebook> {
	const { folder, timeoutMs, kernel: kernelKind = "handler", onCell } = options;
	const start = kernelKind === "real" ? startSocketKernel : startKernel;
	const kernel = await start(folder, timeoutMs === undefined ? {} : { timeoutMs });
	const outputs = new Map<string, RunOutputs>();
	const times = new Map<string, number>();
	try {
		for (const cell of cells) {
			if (cell.kind !== "code") continue;
			onCell?.(cell, kernel.pid);
			const began = performance.now();
			const run = await kernel.run(cell.source);
			times.set(cell.id, performance.now() - began);
			const shown = collectOutputs(run.messages);
			outputs.set(cell.id, { executionCount: run.count, outputs: shown });
			const reason = run.stopped ?? (run.ok ? brokenPromises(cell, shown) : "the cell failed");
			if (reason !== undefined) {
				const stderr = shown
					.filter((output) => output.output_type === "stream" && output.name === "stderr")
					.map(outputText);
				return {
					cells,
					outputs,
					times,
					failure: { cell: cell.id, source: cell.source, reason, stderr: stderr.join("") },
				};
			}
		}
		return { cells, outputs, times, failure: undefined };
	} finally {
		kernel.close();
	}
}

/** A failure as text for a person: notebook, cell, its source, and what it wrote to stderr. */
export function failureText(name: string, { cell, source, reason, stderr }: CellFailure): string {
	const quoted = source
		.split("\n")
		.map((line) => `  | ${line}`)
		.join("\n");
	return `${name}, cell "${cell}": ${reason}\n${quoted}${stderr === "" ? "" : `\n${stderr.trimEnd()}`}`;
}
