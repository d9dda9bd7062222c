import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, onTestFinished, test } from "vitest";

const HERE = fileURLToPath(new URL(".", import.meta.url));
/** How the mappings name the folder of the data. */
const WRITTEN = "../../../../shared/data";
const DATA = resolve(process.env.LEADLAB_DATA ?? join(HERE, "../../../shared/data"));

/** Where the raw files of a data set lie: `../shared/data` beside the repository, or `LEADLAB_DATA`. */
export const rawFolder = (name: string) => join(DATA, name);

/** The folder of a mapping. */
export const mappingFolder = (name: string) => join(HERE, name);

/** Tests on a data set. Where it is absent nothing of them is run, not even to list them, and the report says so. */
export function describeReal(name: string, tests: () => void): void {
	if (existsSync(join(rawFolder(name), "SOURCE.md"))) describe(name, tests);
	else describe.skip(`not run: ../shared/data/${name} is not there`, () => test("its tests", () => {}));
}

/**
 * A folder that `readDataset` can read: the mapping as it is, or a copy in a temporary folder when the data lies
 * elsewhere, when the text is changed or when files are prepared. It goes when the test has finished.
 *
 * @param change edits the text of `dataset.yaml`
 * @param prepare writes the files that the mapping names beside itself
 */
export async function datasetFolder(
	name: string,
	{
		change = (text) => text,
		prepare,
	}: {
		readonly change?: (text: string) => string;
		readonly prepare?: (raw: string, into: string) => Promise<void>;
	} = {},
): Promise<string> {
	const written = readFileSync(join(mappingFolder(name), "dataset.yaml"), "utf8");
	const text = change(process.env.LEADLAB_DATA === undefined ? written : written.replaceAll(WRITTEN, DATA));
	if (text === written && prepare === undefined) return mappingFolder(name);
	const folder = mkdtempSync(join(tmpdir(), "leadlab-real-"));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	writeFileSync(join(folder, "dataset.yaml"), text.replaceAll(WRITTEN, DATA));
	await prepare?.(rawFolder(name), folder);
	return folder;
}
