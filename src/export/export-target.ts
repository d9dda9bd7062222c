import type { ScoringModel } from "../model/schema.ts";
import type { ParityVector } from "./parity/parity-vector.ts";
import type { Provenance } from "./provenance.ts";

/** A file of an artefact; the caller writes it. */
export interface ExportedFile {
	readonly name: string;
	readonly text: string;
}

/** What goes into an artefact beside the model. */
export interface ExportInput {
	readonly provenance?: Provenance | undefined;
	readonly vectors: readonly ParityVector[];
}

/** A system or form that a model can be exported to: a file beside this one, and a line in `export-targets.ts`. */
export interface ExportTarget {
	/** What `--target` calls it. */
	readonly name: string;
	/** What it is, in a few words; help and the notebooks print it. */
	readonly title: string;
	/**
	 * The files; their names begin with `fileStem(model)`, their texts end with a line break.
	 *
	 * @throws LabError (configuration) with an issue for each part of the model that the target cannot express
	 */
	files(model: ScoringModel, input: ExportInput): readonly ExportedFile[];
}

/** Devices of Windows, which no file can be named after, whatever its extension. */
const RESERVED = /^(con|prn|aux|nul|(com|lpt)\d)$/;

/**
 * The name of a model as the first part of a file name: lower case letters, digits and hyphens, and no
 * device of Windows.
 *
 * @example fileStem({ ...model, name: "SaaS baseline (EU)" }) // "saas-baseline-eu"
 */
export function fileStem({ name }: Pick<ScoringModel, "name">): string {
	const stem = name
		.normalize("NFKD")
		.toLowerCase()
		.replace(/\p{M}/gu, "")
		.replace(/[^a-z0-9]+/g, "-")
		.replace(/^-+|-+$/g, "")
		.slice(0, 80);
	if (stem === "") return "model";
	return RESERVED.test(stem) ? `${stem}-model` : stem;
}
