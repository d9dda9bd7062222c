import { join } from "node:path";
import { exportModel } from "../export/export-model.ts";
import { provenanceOf } from "../export/provenance.ts";
import { writeAtomic } from "../ingest/files/write-atomic.ts";
import type { Replay } from "../replay/replay-result.ts";
import { packageVersion } from "./package-version.ts";

/** What was written, and the proof that it scores the same. */
export interface WrittenExport {
	readonly fingerprint: string;
	readonly files: readonly string[];
	readonly vectors: number;
	readonly passed: number;
	readonly uncovered: readonly string[];
}

/**
 * Writes the model of a replay for production, with what it was measured on as its provenance.
 *
 * @param folder where the files go, relative to the notebook
 * @throws LabError when the configuration does not hold; the file system's own error when it cannot be written
 * @example (await writeExport(result, "../reports/export")).files // ["../reports/export/saas-baseline.json", ...]
 */
export async function writeExport(
	result: Replay,
	folder: string,
	{ now = () => new Date() }: { readonly now?: () => Date } = {},
): Promise<WrittenExport> {
	const provenance = provenanceOf(result, { generatedAt: now().toISOString(), toolVersion: packageVersion() });
	const exported = exportModel(result.model, { provenance });
	const files = exported.files.map(({ name }) => join(folder, name));
	for (const [i, { text }] of exported.files.entries()) await writeAtomic(files[i]!, text);
	return { ...exported, files };
}
