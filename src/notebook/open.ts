import { formatIssue } from "../base/issue.ts";
import { readDataset } from "../ingest/read-dataset.ts";
import { loadPicturesInKernel } from "./display/drawing.ts";
import { progressLine } from "./display/progress-line.ts";
import { History } from "./history.ts";

const MOST_WARNINGS = 10;

/**
 * Opens a lead history. What was odd about the files is told, at most ten warnings; every count is in `history.quality`.
 *
 * @param folder folder with `dataset.yaml`, relative to the notebook
 * @param options.quiet whether to leave the warnings out
 * @throws LabError when the folder, its contract or a file cannot be used; it names file, row and column
 * @example const history = await open("../data/saas-sample")
 */
export async function open(folder: string, { quiet = false }: { readonly quiet?: boolean } = {}): Promise<History> {
	const line = progressLine();
	try {
		const pictures = loadPicturesInKernel();
		const { dataset, warnings } = await readDataset(folder, { onProgress: line.onProgress });
		await pictures;
		const told = warnings.slice(0, quiet ? 0 : MOST_WARNINGS).map((issue) => `warning: ${formatIssue(issue)}`);
		const more = quiet ? 0 : warnings.length - told.length;
		line.end([...told, ...(more > 0 ? [`and ${more} more warnings`] : [])].join("\n"));
		return new History(dataset, { warnings });
	} catch (error) {
		line.end();
		throw error;
	}
}
