import { type Command, Option } from "commander";
import { createRandom } from "../../base/random.ts";
import { measureDrift } from "../../drift/drift.ts";
import { checkHealth } from "../../health/check-health.ts";
import { driftJson } from "../../json/drift-json.ts";
import { modelLeaks } from "../../leaks/model-leaks.ts";
import { replay } from "../../replay/replay.ts";
import { healthText } from "../../words/health-text.ts";
import { EXIT } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { driftText } from "../drift-text.ts";
import {
	datasetOption,
	instantOption,
	loadDataset,
	loadModel,
	modelOption,
	type ReplayOptionTexts,
	replayOptions,
	toReplayOptions,
	wholeNumber,
} from "../inputs.ts";

interface Options extends ReplayOptionTexts {
	readonly dataset: string;
	readonly model: string;
	readonly referenceTo?: string;
	readonly recentFrom?: string;
	readonly flagWithinDays: string;
	readonly callWithinDays?: string;
	readonly seed: string;
	readonly gate?: boolean;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab drift --dataset data/saas-sample --model saas-candidate
  $ leadlab drift -d my-history -m my-model.yaml --reference-to 2024-01-01 --recent-from 2024-07-01
  $ leadlab drift -d data/saas-sample -m saas-candidate --gate   # exit 1 when it must be acted on
  $ leadlab drift --dataset data/saas-sample --model saas-candidate --json > drift.json
`;

/** `leadlab drift`: whether the world moved since the points were made. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())))
		.option("--reference-to <date>", "the reference period ends before this day (default: half of the time)")
		.option("--recent-from <date>", "the recent period begins on this day (default: the last quarter of the time)")
		.option("--flag-within-days <days>", "precision is of flags made within so many days of creation", "30")
		.addOption(new Option("--call-within-days <days>", "the older name of --flag-within-days").hideHelp())
		.option("--seed <text>", "seed of the shuffles", "1")
		.option("--gate", "exit 1 when a finding says act");
	replayOptions(command)
		.option("--json", "everything measured, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			const { dataset } = await loadDataset(options.dataset, context);
			const at = (name: string, text: string | undefined) =>
				text === undefined ? undefined : instantOption(name, text, dataset.calendar, "start");
			const settings = {
				random: createRandom(options.seed),
				referenceTo: at("--reference-to", options.referenceTo),
				recentFrom: at("--recent-from", options.recentFrom),
				flagWithinDays: wholeNumber("--flag-within-days", options.callWithinDays ?? options.flagWithinDays, {
					least: 1,
				}),
				onProgress: terminal.onProgress,
			};
			const model = await loadModel(options.model, context, dataset);
			const result = await replay(dataset, model, toReplayOptions(options, dataset, context));
			const drift = measureDrift(dataset, result, settings);
			terminal.endProgress();
			const health = checkHealth({
				quality: dataset.quality,
				warnings: terminal.warnings,
				dataset,
				replay: result,
				drift,
				leaks: modelLeaks(dataset, result),
			});
			if (options.json) {
				terminal.result(JSON.stringify(driftJson(drift, { health })));
			} else {
				const { width, style } = terminal;
				// What drifted is the result itself.
				const others = health.filter(({ check }) => check !== "drift");
				terminal.result(`${healthText(others, { width })}\n`);
				for (const line of driftText(drift, { width, bold: style.bold })) terminal.result(line);
			}
			const acts = drift.findings.filter(({ level }) => level === "act");
			if (options.gate && acts.length > 0) process.exitCode = EXIT.gateFailed;
		});
}
