import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Command } from "commander";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { readModel } from "../../ingest/read-model.ts";
import { initJson } from "../../json/init-json.ts";
import { tableText } from "../../tables/render/to-text.ts";
import { columnsOf } from "../../tables/table.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { DATASET_TEMPLATE } from "../dataset-template.ts";
import { PACKAGE_ROOT } from "../package-root.ts";

const MODELS = join(PACKAGE_ROOT, "data", "models");
const SCHEMAS = join(PACKAGE_ROOT, "data", "schemas");

const EXAMPLES = `
Examples:
  $ leadlab init --list
  $ leadlab init my-workspace --template b2b-saas
`;

/** `leadlab init`: a folder with a commented dataset.yaml, a model from a template, and the schemas for editors. */
export function declare(command: Command, { terminal }: CommandContext): void {
	command
		.addHelpText("before", EXAMPLES.trimStart())
		.argument("[folder]", "where to start", ".")
		.option("-t, --template <name>", "model to start from", "b2b-saas")
		.option("--list", "list the templates")
		.option("--json", "the files or, with --list, the templates, as one JSON document")
		.action(async (folder: string, options: { template: string; list?: boolean; json?: boolean }) => {
			const templates = (await readdir(MODELS)).filter((name) => name.endsWith(".yaml")).sort();
			if (options.list) {
				const rows = await Promise.all(
					templates.map(async (file) => {
						const { model } = await readModel(join(MODELS, file));
						return [
							basename(file, ".yaml"),
							(model.description ?? model.source ?? model.name).split(/(?<=\.)\s/)[0]!.trim(),
						];
					}),
				);
				terminal.result(
					options.json
						? JSON.stringify(
								initJson({ templates: rows.map(([name = "", description = ""]) => ({ name, description })) }),
							)
						: tableText({ columns: columnsOf("template", "what it is"), rows }, { width: terminal.width }),
				);
				return;
			}
			const template = `${options.template}.yaml`;
			if (!templates.includes(template)) {
				const names = templates.map((name) => basename(name, ".yaml")).join(", ");
				throw usageError(`--template: there is no "${options.template}"; there are ${names}.`);
			}
			const model = (await readFile(join(MODELS, template), "utf8")).replace("../schemas/", "schemas/");
			const files = new Map<string, string>([
				[join("schemas", "dataset-1.schema.json"), await readFile(join(SCHEMAS, "dataset-1.schema.json"), "utf8")],
				[join("schemas", "model-1.schema.json"), await readFile(join(SCHEMAS, "model-1.schema.json"), "utf8")],
				["model.yaml", model],
				["dataset.yaml", DATASET_TEMPLATE],
			]);
			const there = [...files.keys()].filter((name) => existsSync(join(folder, name)));
			if (there.length > 0) {
				throw usageError(`${folder} already has ${there.join(", ")}; nothing was written. Name another folder.`);
			}
			for (const [name, content] of files) await writeAtomic(join(folder, name), content);
			if (options.json) {
				terminal.result(JSON.stringify(initJson({ files: [...files.keys()].map((name) => join(folder, name)) })));
				return;
			}
			for (const name of files.keys()) terminal.result(`wrote ${join(folder, name)}`);
			terminal.result(
				`Next: put your tables into ${folder}, name them in dataset.yaml, then\n  leadlab doctor --dataset ${folder} --model ${join(folder, "model.yaml")}`,
			);
		});
}
