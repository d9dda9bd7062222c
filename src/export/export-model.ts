import type { ScoringModel } from "../model/schema.ts";
import type { ExportedFile } from "./export-target.ts";
import { exportTargets } from "./export-targets.ts";
import { parityCoverage } from "./parity/parity-coverage.ts";
import { parityVectors } from "./parity/parity-vectors.ts";
import { exportConfig } from "./production-config.ts";
import type { Provenance } from "./provenance.ts";
import { verifyConfig } from "./verify.ts";

/** A model as it leaves: its files, which the caller writes, and the proof that they score the same. */
export interface ExportedModel {
	readonly fingerprint: string;
	readonly files: readonly ExportedFile[];
	/** Parity vectors in the configuration, and how many of them it passes. */
	readonly vectors: number;
	readonly passed: number;
	/** What no vector covers. */
	readonly uncovered: readonly string[];
}

/**
 * A model for production: the one function behind `leadlab export` and a notebook's export. The configuration proves itself
 * before anything can be written.
 *
 * @param options.targets names of targets; default: all
 * @throws LabError when the configuration does not hold, or a target cannot express the model
 * @example exportModel(model).files.map(({ name }) => name) // ["saas-baseline.json", "saas-baseline.yaml", ...]
 */
export function exportModel(
	model: ScoringModel,
	{ provenance, targets }: { readonly provenance?: Provenance | undefined; readonly targets?: readonly string[] } = {},
): ExportedModel {
	const vectors = parityVectors(model);
	const config = exportConfig(model, { provenance, vectors });
	const { passed } = verifyConfig(config.json);
	return {
		fingerprint: config.fingerprint,
		files: exportTargets
			.filter(({ name }) => targets === undefined || targets.includes(name))
			.flatMap((target) => target.files(model, { provenance, vectors })),
		vectors: vectors.length,
		passed,
		uncovered: parityCoverage(model, vectors),
	};
}
