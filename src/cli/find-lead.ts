import type { Dataset } from "../dataset/dataset.ts";
import { usageError } from "./cli-error.ts";

/**
 * Number of the lead with an id.
 *
 * @throws CliError (usage) when there is none
 */
export function findLead(dataset: Dataset, id: string): number {
	for (let lead = 0; lead < dataset.leadCount; lead++) if (dataset.idOf(lead) === id) return lead;
	const first = dataset.leadCount > 0 ? ` (the first is ${JSON.stringify(dataset.idOf(0))})` : "";
	throw usageError(`--lead: the dataset has no lead ${JSON.stringify(id)}${first}; it may have been rejected.`);
}
