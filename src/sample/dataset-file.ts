import { asOfText, type SamplePlan } from "./sample-options.ts";
import {
	SAMPLE_ATTRIBUTES,
	SAMPLE_EXITS,
	SAMPLE_LADDER,
	SAMPLE_PROPERTIES,
	type SampleAttribute,
} from "./vocabulary.ts";

/** Zone of the sample's naive timestamps. */
export const SAMPLE_TIME_ZONE = "Europe/Berlin";

/** The `dataset.yaml` of a sample. */
export function datasetFile(plan: SamplePlan): string {
	const attributes = (Object.keys(SAMPLE_ATTRIBUTES) as SampleAttribute[]).map((name) => {
		const known = name === "incumbent" ? ", known: { stage: sal }" : "";
		return `    ${name}: { type: ${SAMPLE_ATTRIBUTES[name]}${known} }`;
	});
	return `# yaml-language-server: $schema=../schemas/dataset-1.schema.json
# Synthetic: made by "leadlab sample" from seed ${JSON.stringify(plan.seed)}. No person or company in it exists.
leadlab: dataset/1
name: saas-sample
as_of: ${asOfText(plan)}
time_zone: ${SAMPLE_TIME_ZONE}
ladder: [${SAMPLE_LADDER.join(", ")}]
exits: [${SAMPLE_EXITS.join(", ")}]
leads:
  file: leads.csv
  id: id
  created: created_at
  account: account_id
  attributes:
${attributes.join("\n")}
activities:
  file: activities.csv.gz
  lead: lead_id
  at: at
  type: type
  known: seen_at
  properties: [${SAMPLE_PROPERTIES.join(", ")}]
stages: { file: stages.csv, lead: lead_id, stage: stage, at: at, reason: reason, amount: amount }
attribute_history: { file: attribute_history.csv, lead: lead_id, attribute: attribute, value: value, known: known_at }
worked: { activities: [sales_email, sales_call] }
`;
}
