import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { configurationError } from "../../base/error.ts";
import type { PairTexts } from "./sync-pair.ts";

/** A pair as it lies in a folder. */
export interface PairOnDisk extends PairTexts {
	/** File name without its ending: `01-look-at-the-data`. */
	readonly name: string;
}

const PAIR = /^(\d{2}-[\w-]+)\.(ts|ipynb)$/;

/**
 * The pairs of a folder in order: every `NN-name.ts` and `NN-name.ipynb`.
 *
 * @param only names, numbers or beginnings of names; empty: all
 * @throws LabError (configuration) when the folder cannot be read, or one of `only` names no notebook
 */
export async function readPairs(folder: string, only: readonly string[] = []): Promise<PairOnDisk[]> {
	const files = await readdir(folder).catch(() => undefined);
	if (files === undefined) {
		throw configurationError({
			code: "missing-folder",
			file: folder,
			message: "there is no such folder of notebooks.",
			cure: "Name the folder with --folder.",
		});
	}
	const names = [...new Set(files.flatMap((file) => PAIR.exec(file)?.[1] ?? []))].sort();
	for (const wanted of only) {
		if (names.some((name) => isNamed(name, wanted))) continue;
		throw configurationError({
			code: "unknown-notebook",
			file: folder,
			message: `there is no notebook "${wanted}"; there are ${names.join(", ") || "none"}.`,
			cure: "Name it by its number or its name.",
		});
	}
	const chosen = names.filter((name) => only.length === 0 || only.some((wanted) => isNamed(name, wanted)));
	return Promise.all(
		chosen.map(async (name) => ({
			name,
			script: files.includes(`${name}.ts`) ? await readFile(join(folder, `${name}.ts`), "utf8") : undefined,
			notebook: files.includes(`${name}.ipynb`) ? await readFile(join(folder, `${name}.ipynb`), "utf8") : undefined,
		})),
	);
}

function isNamed(name: string, wanted: string): boolean {
	const plain = wanted.replace(/^.*[\\/]/, "").replace(/\.(ts|ipynb)$/, "");
	return name === plain || name.startsWith(`${plain}-`);
}
