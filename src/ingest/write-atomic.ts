import { randomUUID } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/**
 * Writes a file so that a reader, or a process killed at any moment, finds the old content or the new, never a part:
 * the content goes to a temporary file in the same folder, is flushed to disk, and is renamed over the target. What a
 * killed run left behind for the same target is removed by the next one.
 *
 * @param content text, bytes, or bytes in parts (for what is too large for one piece)
 */
export async function writeAtomic(path: string, content: string | Uint8Array | readonly Uint8Array[]): Promise<void> {
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const prefix = `.${basename(path)}.`;
	const temporary = join(folder, `${prefix}${process.pid}.${randomUUID().slice(0, 8)}.tmp`);
	try {
		const file = await open(temporary, "w");
		try {
			for (const part of Array.isArray(content) ? content : [content]) await file.writeFile(part);
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
		if (!isRunning(pid)) await rm(join(folder, name), { force: true });
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === "EPERM";
	}
}
