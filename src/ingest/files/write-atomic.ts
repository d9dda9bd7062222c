import { randomUUID } from "node:crypto";
import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readdir, readlink, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { processIsRunning } from "./process-is-running.ts";

type Part = string | Uint8Array;

/**
 * Writes a file so that a reader, or a process killed at any moment, finds the old content or the new, never a part:
 * the content goes to a temporary file in the same folder, is flushed to disk, and is renamed over the target. What a
 * killed run left behind for the same target is removed by the next one. A link stays a link and its target is written;
 * a device, a pipe or `/dev/stdout` is written through, never replaced.
 *
 * @param content text, bytes, or parts of either, made while they are written
 */
export async function writeAtomic(path: string, content: Content): Promise<void> {
	try {
		const { target, through } = await targetOf(path);
		if (through) await writeThrough(target, content);
		else await replaceFile(target, content);
	} catch (error) {
		// What fails in the middle of writing names no file.
		if (error instanceof Error && "code" in error && !("path" in error)) Object.assign(error, { path });
		throw error;
	}
}

type Content = Part | Iterable<Part> | AsyncIterable<Part>;

async function writeParts(file: FileHandle, content: Content): Promise<void> {
	const parts = typeof content === "string" || content instanceof Uint8Array ? [content] : content;
	for await (const part of parts) await file.writeFile(part);
}

async function writeThrough(path: string, content: Content): Promise<void> {
	const file = await open(path, constants.O_WRONLY | constants.O_APPEND);
	try {
		await writeParts(file, content);
	} finally {
		await file.close();
	}
}

/** Links that are followed at most. */
const LINKS = 40;
/** What lies here is the system's, whatever it looks like: `/dev/stdout` leads to the file that output is redirected to. */
const SYSTEM = /^\/(dev|proc)\//;

/** The file that a path leads to, and whether it is something other than a file and must not be replaced. */
async function targetOf(path: string): Promise<{ readonly target: string; readonly through: boolean }> {
	let target = resolve(path);
	for (let links = 0; links < LINKS; links++) {
		const found = await lstat(target).catch(absent);
		if (found?.isSymbolicLink() !== true) break;
		if (SYSTEM.test(target)) return { target: path, through: true };
		target = resolve(dirname(target), await readlink(target));
	}
	const found = await stat(path).catch(absent);
	const through = found !== undefined && !found.isFile() && !found.isDirectory();
	return through ? { target: path, through } : { target, through };
}

function absent(error: NodeJS.ErrnoException): undefined {
	if (error.code === "ENOENT" || error.code === "ENOTDIR") return undefined;
	throw error;
}

async function replaceFile(path: string, content: Content): Promise<void> {
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const prefix = `.${basename(path)}.`;
	const temporary = join(folder, `${prefix}${process.pid}.${randomUUID().slice(0, 8)}.tmp`);
	try {
		const file = await open(temporary, "w");
		try {
			await writeParts(file, content);
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
