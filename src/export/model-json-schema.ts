import { z } from "zod";
import { scoringModelSchema } from "../model/schema.ts";

/** Name of the JSON Schema of model files; a name, not an address. */
export const MODEL_SCHEMA_ID = "urn:leadlab:model:1";

/**
 * The JSON Schema (draft 7) of a model file, for editors and other programs. What a schema cannot say (unique ids,
 * gates that name a rule, thresholds that can be reached) is checked when a model is read. Published as
 * `data/schemas/model-1.schema.json`.
 *
 * @example modelJsonSchema().$id // "urn:leadlab:model:1"
 */
export function modelJsonSchema(): Readonly<Record<string, unknown>> {
	const { $schema, ...schema } = z.toJSONSchema(scoringModelSchema, { target: "draft-7", io: "input" });
	return {
		$schema,
		$id: MODEL_SCHEMA_ID,
		title: "leadlab scoring model",
		description:
			"A transparent point-scoring model of leads: groups of rules with points, caps and decay; the stages it flags with thresholds and gates; bands. Text is compared trimmed, in Unicode NFC and without case.",
		...schema,
	};
}
