import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { processIsRunning } from "./process-is-running.ts";

const PREFIX = "leadlab-run-";

/**
 * Makes a folder for the temporary files of this process, which may hold rows of the user's tables. The name tells the
 * process, so that folders left behind by killed ones are removed here.
 */
export async function temporaryFolder({ parent = tmpdir() }: { readonly parent?: string } = {}): Promise<string> {
	await removeAbandoned(parent);
	return mkdtemp(join(parent, `${PREFIX}${process.pid}-`));
}

async function removeAbandoned(parent: string): Promise<void> {
	for (const name of await readdir(parent).catch(() => [])) {
		const pid = /^leadlab-run-(\d+)-/.exec(name)?.[1];
		if (pid === undefined || processIsRunning(Number(pid))) continue;
		// Another user's folder cannot be removed, and is theirs to clear.
		await rm(join(parent, name), { recursive: true, force: true }).catch(() => {});
	}
}
