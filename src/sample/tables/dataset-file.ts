import { asOfText, type SamplePlan } from "../sample-options.ts";
import {
	HISTORY_ONLY_ATTRIBUTES,
	SAMPLE_ATTRIBUTES,
	SAMPLE_EXITS,
	SAMPLE_LADDER,
	SAMPLE_PROPERTIES,
	type SampleAttribute,
} from "../vocabulary.ts";

/** Zone of the sample's naive timestamps. */
export const SAMPLE_TIME_ZONE = "Europe/Berlin";

/** What is not known at creation: what sales hears, and what a data vendor adds some days later. */
const KNOWN: Readonly<Partial<Record<SampleAttribute, string>>> = {
	incumbent: ", known: { stage: sal }",
	revenue_band: ", known: { column: enriched_at }",
};

/** The `dataset.yaml` of a sample. */
export function datasetFile(plan: SamplePlan): string {
	const attributes = (Object.keys(SAMPLE_ATTRIBUTES) as SampleAttribute[]).map((name) => {
		const column = HISTORY_ONLY_ATTRIBUTES.includes(name) ? ", column: false" : "";
		return `    ${name}: { type: ${SAMPLE_ATTRIBUTES[name]}${column}${KNOWN[name] ?? ""} }`;
	});
	return `# Synthetic: made by "leadlab sample" from seed ${JSON.stringify(plan.seed)}. No person or company in it exists.
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
