import type { Dataset } from "../dataset/dataset.ts";
import { attributeTable } from "../tables/attribute-table.ts";
import { formatCount } from "../words/number-format.ts";
import { dayOf } from "./start-of-day.ts";

/**
 * A history in a sentence.
 *
 * @example historyFinding(dataset) // "saas-sample: 5,000 leads, 57,319 activities, 10,358 stage changes, ..."
 */
export function historyFinding(dataset: Dataset): string {
	const { name, leadCount, asOf, calendar, activities, stages } = dataset;
	return `${name}: ${formatCount(leadCount)} leads, ${formatCount(activities.count)} activities, ${formatCount(stages.count)} stage changes, as of ${dayOf(dataset, asOf)} (${calendar.zone}); ${formatCount(rowsOf(dataset).rejected)} rows rejected`;
}

/**
 * What reading came to, in a sentence.
 *
 * @example qualityFinding(dataset) // "Rows read: 78,632; rejected: 0."
 */
export function qualityFinding(dataset: Dataset): string {
	const { read, rejected } = rowsOf(dataset);
	return `Rows read: ${formatCount(read)}; rejected: ${formatCount(rejected)}.`;
}

/** Which attributes are filled suspiciously often for winners, in a sentence. */
export function attributesFinding(dataset: Dataset, won: string): string {
	const suspects = attributeTable(dataset, won)
		.rows.filter((row) => row.at(-1) === "look")
		.map(([name]) => String(name));
	if (suspects.length === 0) return "No attribute is filled much more often for winners than for others: 0 suspects.";
	return `${suspects.length} to keep out of every model until somebody explains it: ${suspects.join(", ")}.`;
}

function rowsOf({ quality }: Dataset): { readonly read: number; readonly rejected: number } {
	const tables = Object.values(quality.tables);
	return {
		read: tables.reduce((sum, table) => sum + table.read, 0),
		rejected: tables.reduce((sum, table) => sum + table.rejected, 0),
	};
}
