import { join } from "node:path";
import { type Command, Option } from "commander";
import { exportModel } from "../../export/export-model.ts";
import { exportTargets } from "../../export/export-targets.ts";
import { type Provenance, provenanceOf } from "../../export/provenance.ts";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import type { ScoringModel } from "../../model/schema.ts";
import { packageVersion } from "../../notebook/package-version.ts";
import { replay } from "../../replay/replay.ts";
import type { CommandContext } from "../command.ts";
import { loadDataset, loadModel, modelOption, type ReplayFlags, replayFlags, replayOptions } from "../inputs.ts";

interface Flags extends ReplayFlags {
	readonly model: string;
	readonly dataset?: string;
	readonly out: string;
	readonly target: readonly string[];
	readonly json?: boolean;
}

const TARGETS = exportTargets.map(({ name }) => name);
const TARGET_TITLES = exportTargets.map(({ name, title }) => `${name}: ${title}`).join("\n");

const EXAMPLES = `
Examples:
  $ leadlab export --model saas-candidate --dataset data/saas-sample --out production
  $ leadlab export --model my-model.yaml --target javascript --out production
  $ leadlab verify production/my-model.scorer.mjs --config production/my-model.json
`;

/** `leadlab export`: a model as production configuration and as a scorer, with the proof that goes with them. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(command.addHelpText("before", EXAMPLES.trimStart()))
		.option("-d, --dataset <folder>", "dataset to measure it on; its hand-offs go into the provenance")
		.option("-o, --out <folder>", "where the files go", "reports/export")
		.addOption(
			new Option("-t, --target <target...>", `what to write:\n${TARGET_TITLES}`).choices(TARGETS).default(TARGETS),
		);
	replayFlags(command)
		.option("--json", "{ fingerprint, vectors, uncovered, files }")
		.action(async (flags: Flags) => {
			const { terminal } = context;
			const { model, provenance } = await measured(flags, context);
			const exported = exportModel(model, { provenance, targets: flags.target });
			const files: string[] = [];
			for (const { name, text } of exported.files) {
				const path = join(flags.out, name);
				await writeAtomic(path, text);
				files.push(path);
			}
			const { fingerprint, vectors, uncovered } = exported;
			if (flags.json) {
				terminal.result(JSON.stringify({ fingerprint, vectors, uncovered, files }));
				return;
			}
			for (const file of files) terminal.result(`wrote ${file}`);
			terminal.result(`fingerprint ${fingerprint}, ${vectors} parity vectors`);
			for (const gap of uncovered) terminal.message(`not covered by a vector: ${gap}`);
			if (provenance === undefined) {
				terminal.message(
					"The configuration says that it was not measured; name a dataset to have its precision in it.",
				);
			}
		});
}

async function measured(
	flags: Flags,
	context: CommandContext,
): Promise<{ readonly model: ScoringModel; readonly provenance: Provenance | undefined }> {
	if (flags.dataset === undefined) return { model: await loadModel(flags.model, context), provenance: undefined };
	const { dataset } = await loadDataset(flags.dataset, context);
	const model = await loadModel(flags.model, context, dataset);
	const result = await replay(dataset, model, replayOptions(flags, dataset, context));
	const generatedAt = context.now().toISOString();
	return { model, provenance: provenanceOf(result, { generatedAt, toolVersion: packageVersion() }) };
}
