import { join } from "node:path";
import { type ExportedModel, exportModel } from "../export/export-model.ts";
import { provenanceOf } from "../export/provenance.ts";
import { writeAtomic } from "../ingest/files/write-atomic.ts";
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
	return new WrittenExport(exported, files);
}
