import { join } from "node:path";
import { exportTargets } from "../export/export-targets.ts";
import { parityCoverage } from "../export/parity/parity-coverage.ts";
import { parityVectors } from "../export/parity/parity-vectors.ts";
import { exportConfig } from "../export/production-config.ts";
import { provenanceOf } from "../export/provenance.ts";
import { verifyConfig } from "../export/verify.ts";
import { writeAtomic } from "../ingest/files/write-atomic.ts";
import type { Replay } from "../replay/replay-result.ts";
import { packageVersion } from "./package-version.ts";

/** What was written, and the proof that it scores the same. */
export interface ExportedModel {
	readonly fingerprint: string;
	readonly files: readonly string[];
	/** Parity vectors in the configuration, and how many of them it passes. */
	readonly vectors: number;
	readonly passed: number;
	/** What no vector covers. */
	readonly uncovered: readonly string[];
}

/**
 * Writes the model of a replay for production: the configuration (JSON, YAML) with its provenance and parity vectors, and
 * the scorer without dependencies. The configuration proves itself before anything is written.
 *
 * @param folder where the files go, relative to the notebook
 * @throws LabError when the configuration does not hold; the file system's own error when it cannot be written
 * @example (await exportModel(result, "../reports/export")).files // ["../reports/export/saas-baseline.json", ...]
 */
export async function exportModel(
	result: Replay,
	folder: string,
	{ now = () => new Date() }: { readonly now?: () => Date } = {},
): Promise<ExportedModel> {
	const { model } = result;
	const vectors = parityVectors(model);
	const provenance = provenanceOf(result, { generatedAt: now().toISOString(), toolVersion: packageVersion() });
	const config = exportConfig(model, { provenance, vectors });
	const { passed } = verifyConfig(config.json);
	const files: string[] = [];
	for (const { name, text } of exportTargets.flatMap((target) => target.export(model, { provenance, vectors }))) {
		await writeAtomic(join(folder, name), text);
		files.push(join(folder, name));
	}
	return {
		fingerprint: config.fingerprint,
		files,
		vectors: vectors.length,
		passed,
		uncovered: parityCoverage(model, vectors),
	};
}
