import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";

/** How Jupyter starts a kernel. */
export interface KernelSpec {
	readonly argv: readonly string[];
	readonly display_name: string;
	readonly language: string;
}

/** Name of the kernel, the same that tslab's own installation takes, so that notebooks open anywhere. */
export const KERNEL_NAME = "tslab" as const;

/**
 * The kernel of this installation: this Node and the tslab in `node_modules`, nothing global.
 *
 * @example kernelSpec().argv.slice(2) // ["kernel", "--config-path", "{connection_file}"]
 */
export function kernelSpec(): KernelSpec {
	const tslab = dirname(createRequire(import.meta.url).resolve("tslab/package.json"));
	return {
		argv: [process.execPath, join(tslab, "bin", "tslab"), "kernel", "--config-path", "{connection_file}"],
		display_name: "TypeScript",
		language: "typescript",
	};
}

/** Where a kernel lies under a Jupyter data folder such as `.venv/share/jupyter`. */
export function kernelFile(dataFolder: string): string {
	return join(dataFolder, "kernels", KERNEL_NAME, "kernel.json");
}

/** Registers the kernel of this installation in a Jupyter data folder. */
export async function registerKernel(dataFolder: string): Promise<void> {
	await writeAtomic(kernelFile(dataFolder), `${JSON.stringify(kernelSpec(), null, 2)}\n`);
}
