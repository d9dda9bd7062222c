import { join } from "node:path";
import { type Command, Option } from "commander";
import { exportModel } from "../../export/export-model.ts";
import { exportTargets } from "../../export/export-targets.ts";
import { type Provenance, provenanceOf } from "../../export/provenance.ts";
import { checkHealth } from "../../health/check-health.ts";
import type { Health } from "../../health/health.ts";
import { refuseLeaks } from "../../health/refuse-leaks.ts";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { exportJson } from "../../json/export-json.ts";
import { modelLeaks } from "../../leaks/model-leaks.ts";
import type { ScoringModel } from "../../model/schema.ts";
import { packageVersion } from "../../notebook/display/package-version.ts";
import { replay } from "../../replay/replay.ts";
import { healthText } from "../../words/health-text.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import {
	loadDataset,
	loadModel,
	modelOption,
	type ReplayOptionTexts,
	replayOptions,
	toReplayOptions,
} from "../inputs.ts";

interface Options extends ReplayOptionTexts {
	readonly model: string;
	readonly dataset?: string;
	readonly out: string;
	readonly target: readonly string[];
	readonly accept: readonly string[];
	readonly json?: boolean;
}

const TARGETS = exportTargets.map(({ name }) => name);
const TARGET_TITLES = exportTargets.map(({ name, title }) => `${name}: ${title}`).join("\n");

const EXAMPLES = `
Examples:
  $ leadlab export --dataset data/saas-sample --model saas-candidate --out production
  $ leadlab export --model my-model.yaml --target javascript --out production
  $ leadlab verify production/my-model.scorer.mjs --config production/my-model.json
`;

/** `leadlab export`: a model as production configuration and as a scorer, with the proof that goes with them. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(
		command
			.addHelpText("before", EXAMPLES.trimStart())
			.option("-d, --dataset <folder>", "dataset to measure it on; its hand-offs go into the provenance"),
	)
		.option("-o, --out <folder>", "where the files go", "reports/export")
		.addOption(
			new Option("-t, --target <target...>", `what to write:\n${TARGET_TITLES}`).choices(TARGETS).default(TARGETS),
		);
	replayOptions(command)
		.option("--accept <leak...>", "export although the model uses what knows the future: leak:NAME, for each", [])
		.option("--json", "what was written, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			checkAccepted(options.accept);
			const { model, provenance, health } = await measured(options, context);
			const exported = exportModel(model, { provenance, targets: options.target });
			const files: string[] = [];
			for (const { name, text } of exported.files) {
				const path = join(options.out, name);
				await writeAtomic(path, text);
				files.push(path);
			}
			const { fingerprint, vectors, uncovered } = exported;
			if (options.json) {
				const document = exportJson({ ...exported, files }, { health });
				terminal.result(JSON.stringify(document));
				return;
			}
			if (provenance !== undefined) terminal.result(`${healthText(health, { width: terminal.width })}\n`);
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

function checkAccepted(accept: readonly string[]): void {
	const odd = accept.find((one) => !/^leak:./.test(one));
	if (odd !== undefined) throw usageError(`--accept takes leak:NAME, got ${JSON.stringify(odd)}.`);
}

async function measured(
	options: Options,
	context: CommandContext,
): Promise<{ readonly model: ScoringModel; readonly provenance: Provenance | undefined; readonly health: Health }> {
	if (options.dataset === undefined)
		return { model: await loadModel(options.model, context), provenance: undefined, health: [] };
	const { dataset } = await loadDataset(options.dataset, context);
	const model = await loadModel(options.model, context, dataset);
	const result = await replay(dataset, model, toReplayOptions(options, dataset, context));
	const leaks = modelLeaks(dataset, result);
	const accepted = refuseLeaks(leaks, { accept: options.accept });
	const { warnings } = context.terminal;
	const health = checkHealth({ quality: dataset.quality, warnings, dataset, replay: result, leaks });
	const generatedAt = context.now().toISOString();
	const provenance = provenanceOf(result, { generatedAt, toolVersion: packageVersion(), health, accepted });
	return { model, health, provenance };
}
