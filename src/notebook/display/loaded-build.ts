import { readFileSync } from "node:fs";

/** A build that was loaded, to be held against what is on disk later. */
export interface LoadedBuild {
	/** `undefined` when it cannot be told. */
	readonly id: string | undefined;
	/** A sentence when the build on disk is another one now, else `undefined`. */
	readonly staleText: () => string | undefined;
}

/**
 * Remembers the build that is on disk now: a kernel keeps the code it has imported, whatever is built later.
 *
 * @param stamp the file that `run.mjs` writes when a build is whole
 * @example loadedBuild("dist/.built").id // "05262b48ae51"
 */
export function loadedBuild(stamp: string | URL): LoadedBuild {
	const id = readStamp(stamp);
	return {
		id,
		staleText: () => {
			const now = readStamp(stamp);
			if (id === undefined || now === undefined || now === id) return undefined;
			return `leadlab was built again (${now}) after this kernel imported it (${id}). Restart the kernel to use the new build; until then the old one goes on.`;
		},
	};
}

function readStamp(stamp: string | URL): string | undefined {
	try {
		return readFileSync(stamp, "utf8").trim() || undefined;
	} catch {
		return undefined;
	}
}
