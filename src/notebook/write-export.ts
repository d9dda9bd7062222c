import { join } from "node:path";
import type { Dataset } from "../dataset/dataset.ts";
import { type ExportedModel, exportModel } from "../export/export-model.ts";
import { provenanceOf } from "../export/provenance.ts";
import type { Health } from "../health/health.ts";
import { refuseLeaks } from "../health/refuse-leaks.ts";
import { writeAtomic } from "../ingest/files/write-atomic.ts";
import { modelLeaks } from "../leaks/model-leaks.ts";
import type { Replay } from "../replay/replay-result.ts";
import { tableFrom } from "../tables/render/records.ts";
import type { Showable } from "./display/bundle-of.ts";
import { packageVersion } from "./display/package-version.ts";
import { Result } from "./display/result.ts";

/** What was written, and the proof that it scores the same. */
export class WrittenExport extends Result {
	readonly fingerprint: string;
	readonly files: readonly string[];
	/** Parity vectors in the configuration, and how many of them it passes. */
	readonly vectors: number;
	readonly passed: number;
	/** What no vector covers. */
	readonly uncovered: readonly string[];

	constructor({ fingerprint, vectors, passed, uncovered }: ExportedModel, files: readonly string[]) {
		super();
		this.fingerprint = fingerprint;
		this.files = files;
		this.vectors = vectors;
		this.passed = passed;
		this.uncovered = uncovered;
	}

	get finding(): string {
		return `${this.passed} of ${this.vectors} parity vectors give the expected score; fingerprint ${this.fingerprint}; not covered by a vector: ${this.uncovered.join("; ") || "nothing"}.`;
	}

	protected face(): readonly Showable[] {
		return [
			tableFrom(
				this.files.map((file) => ({ file })),
				{ note: this.finding },
			),
		];
	}
}

/**
 * Writes the model of a replay for production, with what it was measured on as its provenance.
 *
 * @param options.folder where the files go, relative to the notebook
 * @param options.accept leaks to export in spite of, each as `leak:NAME`
 * @throws LabError when the model uses what knows the future and nobody accepts it, or the configuration does not hold; the
 * file system's own error when it cannot be written
 * @example (await writeExport(dataset, result, { folder: "../reports/export" })).files // ["../reports/export/saas-baseline.json", ...]
 */
export async function writeExport(
	dataset: Dataset,
	result: Replay,
	{ folder, health, accept = [], now = () => new Date() }: WriteExportOptions,
): Promise<WrittenExport> {
	const accepted = refuseLeaks(modelLeaks(dataset, result), { accept });
	const provenance = provenanceOf(result, {
		generatedAt: now().toISOString(),
		toolVersion: packageVersion(),
		...{ health, accepted },
	});
	const exported = exportModel(result.model, { provenance });
	const files = exported.files.map(({ name }) => join(folder, name));
	for (const [i, { text }] of exported.files.entries()) await writeAtomic(files[i]!, text);
	return new WrittenExport(exported, files);
}

/** Where a model goes, and what stands before it. */
export interface WriteExportOptions {
	readonly folder: string;
	/** The checks, for the provenance. */
	readonly health?: Health | undefined;
	readonly accept?: readonly string[];
	/** The clock; default: the machine's. */
	readonly now?: () => Date;
}
