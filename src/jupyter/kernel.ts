import { createRequire } from "node:module";
import type { MimeBundle } from "./mime-bundle.ts";

/** What tslab hands to a cell: a display message, or with `update` a change of an earlier one of the same id. */
type WriteDisplay = (
	message: MimeBundle & { readonly transient: { readonly display_id?: string } },
	update: boolean,
) => void;

interface TslabGlobal {
	readonly __tslab__?: { readonly require: (name: "tslab") => { display: { raw(type: string, data: unknown): void } } };
}

/** Whether this code runs in a notebook kernel. */
export function inKernel(): boolean {
	return (globalThis as TslabGlobal).__tslab__ !== undefined;
}

/**
 * Shows a bundle under the running cell; outside a kernel its text goes to stdout.
 *
 * tslab's public `display` sends a single media type. A bundle goes through the writer that its handler keeps for it;
 * should a later tslab not have that any more, the richest type is sent alone.
 *
 * @param options.id name of the output, so that it can be changed later
 * @param options.update whether it changes the output of that id instead of adding one
 */
export function display(
	bundle: MimeBundle,
	{ id, update = false }: { readonly id?: string; readonly update?: boolean } = {},
): void {
	const kernel = (globalThis as TslabGlobal).__tslab__;
	if (kernel === undefined) {
		process.stdout.write(`${String(bundle.data["text/plain"] ?? "")}\n`);
		return;
	}
	const write = displayWriter();
	if (write !== undefined) {
		write({ ...bundle, transient: id === undefined ? {} : { display_id: id } }, update);
		return;
	}
	const [richest] = Object.entries(bundle.data);
	if (richest === undefined || update) return;
	try {
		kernel.require("tslab").display.raw(richest[0], richest[1]);
	} catch {
		// No cell is running yet, or tslab has changed: words are better than a failed cell.
		process.stdout.write(`${String(bundle.data["text/plain"] ?? "")}\n`);
	}
}

/**
 * Shows bundles in the place of a line that is about to be printed: tslab prints the last expression of a cell with
 * `console.log`, which asks the value for its text and then ends the line. That one line end is dropped.
 *
 * @param options.id name of the first output, so that it can be changed later
 * @returns what to print: nothing
 */
export function displayInsteadOfText(bundles: readonly MimeBundle[], options: { readonly id?: string } = {}): "" {
	for (const [i, bundle] of bundles.entries()) display(bundle, i === 0 ? options : {});
	const { write } = process.stdout;
	process.stdout.write = ((...args: Parameters<typeof write>) => {
		process.stdout.write = write;
		return args[0] === "\n" || write.apply(process.stdout, args);
	}) as typeof write;
	return "";
}

function displayWriter(): WriteDisplay | undefined {
	try {
		const tslab: unknown = createRequire(import.meta.url)("tslab/dist/jupyter.js");
		const { lastWriteDisplayData } = tslab as { readonly lastWriteDisplayData?: WriteDisplay | null };
		return lastWriteDisplayData ?? undefined;
	} catch {
		return undefined;
	}
}
