import { LabError } from "../base/error.ts";
import type { Issue } from "../base/issue.ts";
import { modelFrom } from "../model/parse-model.ts";
import type { ScoringModel } from "../model/schema.ts";
import { exportJavaScript } from "./javascript-scorer.ts";
import type { ParityVector } from "./parity/parity-vector.ts";
import { exportConfig } from "./production-config.ts";
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

/** A system or form that a model can be exported to. */
export interface ExportTarget {
	/** What the command line calls it. */
	readonly name: string;
	/** What it is, in a few words. */
	readonly title: string;
	/** Names of the files it writes. */
	fileNames(model: ScoringModel): readonly string[];
	/** What of a model the target cannot express; with an error among them, `export` throws it. */
	limits(model: ScoringModel): readonly Issue[];
	/**
	 * The files.
	 *
	 * @throws LabError (configuration) with the errors of `limits`
	 */
	export(model: ScoringModel, input: ExportInput): readonly ExportedFile[];
}

const json = configTarget("json", "JSON");
const yaml = configTarget("yaml", "YAML");

function configTarget(name: "json" | "yaml", notation: string): ExportTarget {
	const target: ExportTarget = {
		name,
		title: `production configuration in ${notation}, with provenance and parity vectors`,
		fileNames: (model) => [`${fileStem(model)}.${name}`],
		limits: (model) => issuesOf(() => modelFrom(model)),
		export: (model, input) => withNames(target.fileNames(model), [exportConfig(model, input)[name]]),
	};
	return target;
}

const javascript: ExportTarget = {
	name: "javascript",
	title: "JavaScript module without dependencies, and its TypeScript declarations",
	fileNames: (model) => [`${fileStem(model)}.scorer.mjs`, `${fileStem(model)}.scorer.d.mts`],
	limits: (model) => issuesOf(() => exportJavaScript(model)),
	export: (model) => {
		const { code, types } = exportJavaScript(model);
		return withNames(javascript.fileNames(model), [code, types]);
	},
};

/** Every target, in the order in which help lists them. */
export const exportTargets: readonly ExportTarget[] = [json, yaml, javascript];

/**
 * The name of a model as the first part of a file name: lower case letters, digits and hyphens.
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
	return stem === "" ? "model" : stem;
}

function withNames(names: readonly string[], texts: readonly string[]): ExportedFile[] {
	return names.map((name, i) => ({ name, text: texts[i] ?? "" }));
}

function issuesOf(attempt: () => unknown): readonly Issue[] {
	try {
		attempt();
		return [];
	} catch (error) {
		if (error instanceof LabError) return error.issues;
		throw error;
	}
}
