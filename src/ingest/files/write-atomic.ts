import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { processIsRunning } from "./process-is-running.ts";

type Part = string | Uint8Array;

/**
 * Writes a file so that a reader, or a process killed at any moment, finds the old content or the new, never a part:
 * the content goes to a temporary file in the same folder, is flushed to disk, and is renamed over the target. What a
 * killed run left behind for the same target is removed by the next one.
 *
 * @param content text, bytes, or parts of either, made while they are written
 */
export async function writeAtomic(path: string, content: Part | Iterable<Part> | AsyncIterable<Part>): Promise<void> {
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const prefix = `.${basename(path)}.`;
	const temporary = join(folder, `${prefix}${process.pid}.${randomUUID().slice(0, 8)}.tmp`);
	try {
		const file = await open(temporary, "w");
		try {
			const parts = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
			for await (const part of parts) await file.writeFile(part);
			await file.sync();
		} finally {
			await file.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, { force: true });
		throw error;
	}
	await removeLeftovers(folder, prefix);
}

/** Temporary files of processes that are gone. */
async function removeLeftovers(folder: string, prefix: string): Promise<void> {
	for (const name of await readdir(folder)) {
		if (!name.startsWith(prefix) || !name.endsWith(".tmp")) continue;
		const pid = Number(name.slice(prefix.length).split(".")[0]);
		if (!processIsRunning(pid)) await rm(join(folder, name), { force: true });
	}
}
