import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { formatIssue } from "../base/issue.ts";
import type { Dataset } from "../dataset/dataset.ts";
import { readModel } from "../ingest/read-model.ts";
import { display } from "../jupyter/kernel.ts";
import { textBundle } from "../jupyter/mime-bundle.ts";
import type { ScoringModel } from "../model/schema.ts";
import { bindModel } from "../replay/bind-model.ts";

/**
 * Reads a model file, or a template that comes along by its name, and says what is odd about it and where it does not fit a
 * history.
 *
 * @param name path relative to the notebook, or the name of a template such as `saas-baseline`
 * @throws LabError with file, row and key of every fault
 */
export async function readNamedModel(name: string, dataset: Dataset): Promise<ScoringModel> {
	const file = templateFile(name) ?? name;
	const { model, warnings, lineOf } = await readModel(file);
	const unfit = bindModel(model, dataset, { file, lineOf });
	const told = [...warnings, ...unfit].map((issue) => `warning: ${formatIssue({ ...issue, file: basename(file) })}`);
	if (told.length > 0) display(textBundle(told.join("\n")));
	return model;
}

/** File of a template by its name; `undefined` when the name is a path or no template. */
function templateFile(name: string): string | undefined {
	if (existsSync(resolve(name)) || /[\\/.]/.test(name)) return undefined;
	const file = fileURLToPath(new URL(`../../data/models/${encodeURIComponent(name)}.yaml`, import.meta.url));
	return existsSync(file) ? file : undefined;
}
