import { stringify } from "yaml";
import { z } from "zod";
import { LabError } from "../base/error.ts";
import { fingerprint } from "../base/fingerprint.ts";
import { deepFreeze, modelFrom, parseYaml } from "../model/parse-model.ts";
import { type ScoringModel, scoringModelSchema } from "../model/schema.ts";
import { schemaIssues } from "../model/schema-issues.ts";
import { MODEL_SCHEMA_ID } from "./model-json-schema.ts";
import { type ParityVector, parityVectorSchema } from "./parity/parity-vector.ts";
import { type Provenance, provenanceSchema } from "./provenance.ts";

/** The production configuration, `leadlab: production/2`: a model that was agreed on, and the proof that goes with it. */
export const productionConfigSchema = z.strictObject({
	leadlab: z.literal("production/2"),
	modelSchema: z.literal(MODEL_SCHEMA_ID).describe("The JSON Schema of `model`."),
	fingerprint: z.string().describe("Of the model; a model changed by hand does not match it any more."),
	provenance: provenanceSchema.nullable().describe("What the model was measured on; null when it was not."),
	model: scoringModelSchema,
	vectors: z.array(parityVectorSchema).describe("Leads with the score that every implementation must give."),
});

export type ProductionConfig = z.output<typeof productionConfigSchema>;

/** Texts are quoted, so that readers of older YAML do not take `no` for false or a fingerprint for a number. */
const YAML = {
	lineWidth: 0,
	aliasDuplicateObjects: false,
	defaultStringType: "QUOTE_DOUBLE",
	defaultKeyType: "PLAIN",
} as const;

/** The same configuration in both notations; every vector is one line, so that a diff shows which changed. */
export interface ExportedConfig {
	readonly json: string;
	readonly yaml: string;
	readonly fingerprint: string;
}

/**
 * A model as production configuration. Keys of the model stand in the order of its schema; equal input gives equal
 * bytes.
 *
 * @param options.provenance on what it was measured, from `provenanceOf`; left out: it says that it was not
 * @param options.vectors from `parityVectors`, and vectors of real leads
 * @example exportConfig(model, { provenance, vectors }).fingerprint // "3f0c..."
 */
export function exportConfig(
	model: ScoringModel,
	{ provenance, vectors }: { readonly provenance?: Provenance | undefined; readonly vectors: readonly ParityVector[] },
): ExportedConfig {
	const print = fingerprint(model);
	const head = {
		leadlab: "production/2",
		modelSchema: MODEL_SCHEMA_ID,
		fingerprint: print,
		provenance: provenance ?? null,
		model: scoringModelSchema.parse(model),
	};
	const lines = vectors.map((vector) => JSON.stringify(vector));
	const body = JSON.stringify(head, null, 2).slice(0, -2);
	const list = lines.length === 0 ? "[]" : `[\n    ${lines.join(",\n    ")}\n  ]`;
	// JSON is YAML: a vector written as JSON on its line is read back as it stands.
	const items = lines.length === 0 ? " []\n" : `\n${lines.map((line) => `  - ${line}\n`).join("")}`;
	return {
		json: `${body},\n  "vectors": ${list}\n}\n`,
		yaml: `${stringify(head, YAML)}vectors:${items}`,
		fingerprint: print,
	};
}

/**
 * Reads a production configuration (JSON or YAML) back and checks it all: schema, model, and that the model is the
 * one that was exported.
 *
 * @throws LabError (configuration) with every issue found; `fingerprint-mismatch` when the model was edited
 */
export function parseProductionConfig(
	text: string,
	{ file = "config" }: { readonly file?: string } = {},
): ProductionConfig {
	const { data, lineOf, issues } = parseYaml(text, file);
	if (issues.length > 0) throw new LabError("configuration", issues);
	const result = productionConfigSchema.safeParse(data);
	if (!result.success) {
		throw new LabError(
			"configuration",
			schemaIssues(result.error.issues, { data, file, lineOf, code: "config-schema" }),
		);
	}
	const config = result.data;
	const { model } = modelFrom(config.model, { file, lineOf: (path) => lineOf(["model", ...path]) });
	const print = fingerprint(model);
	if (print !== config.fingerprint) {
		const row = lineOf(["fingerprint"]);
		throw new LabError("configuration", [
			{
				code: "fingerprint-mismatch",
				severity: "error",
				file,
				...(row === undefined ? {} : { row }),
				column: "fingerprint",
				message: `the model in this configuration is not the one that was exported: its fingerprint is ${print}, the configuration was written for ${config.fingerprint}.`,
				cure: "Change the model file, measure it again and export it again; an edited configuration is not in force.",
			},
		]);
	}
	return deepFreeze({ ...config, model });
}
