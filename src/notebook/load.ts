import { formatIssue } from "../base/issue.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { readDataset } from "../ingest/read-dataset.ts";
import { display } from "../jupyter/kernel.ts";
import { textBundle } from "../jupyter/mime-bundle.ts";
import { formatCount } from "../words/number-format.ts";
import { progressLine } from "./progress-line.ts";

const MOST_WARNINGS = 10;

/**
 * Loads a lead history and says in a line what came in. What was odd about the files stands below it, at most ten
 * warnings; every count is in `history.quality`.
 *
 * @param folder folder with `dataset.yaml`, relative to the notebook
 * @throws LabError when the folder, its contract or a file cannot be used; it names file, row and column
 * @example const history = await load("../data/saas-sample") // "saas-sample: 5,000 leads, ..."
 */
export async function load(folder: string, { quiet = false }: { readonly quiet?: boolean } = {}): Promise<Dataset> {
	const line = progressLine();
	try {
		const { dataset, warnings } = await readDataset(folder, { onProgress: line.onProgress });
		line.end(quiet ? "" : loadedText(dataset));
		if (!quiet && warnings.length > 0) {
			const told = warnings.slice(0, MOST_WARNINGS).map((issue) => `warning: ${formatIssue(issue)}`);
			const more = warnings.length - told.length;
			display(textBundle([...told, ...(more > 0 ? [`and ${more} more warnings`] : [])].join("\n")));
		}
		return dataset;
	} catch (error) {
		line.end();
		throw error;
	}
}

/** A dataset in a line: how much was loaded, until when, and how much was not. */
export function loadedText({ name, leadCount, asOf, calendar, activities, stages, quality }: Dataset): string {
	const rejected = Object.values(quality.tables).reduce((sum, table) => sum + table.rejected, 0);
	const until = new Date(asOf + calendar.offsetAt(asOf)).toISOString().slice(0, 10);
	return `${name}: ${formatCount(leadCount)} leads, ${formatCount(activities.count)} activities, ${formatCount(stages.count)} stage changes, as of ${until} (${calendar.zone}); ${formatCount(rejected)} rows rejected`;
}
