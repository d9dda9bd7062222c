import type { Command } from "commander";
import { checkHealth } from "../../health/check-health.ts";
import { leaksJson } from "../../json/leaks-json.ts";
import { leakVerdict } from "../../leaks/leak-verdict.ts";
import { findLeaks } from "../../leaks/leaks.ts";
import { healthText } from "../../words/health-text.ts";
import { EXIT } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { datasetOption, loadDataset, loadModel, wholeNumber } from "../inputs.ts";
import { leaksText } from "../leaks-text.ts";

interface Options {
	readonly dataset: string;
	readonly model?: string;
	readonly horizonDays: string;
	readonly landmarkDays: string;
	readonly gate?: boolean;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab leaks --dataset data/saas-sample
  $ leadlab leaks --dataset data/saas-sample --model saas-candidate
  $ leadlab leaks --dataset data/saas-sample --gate --quiet
  $ leadlab leaks --dataset data/saas-sample --json > leaks.json
`;

const LEVELS = `
Levels:
  certain     the data contradict what dataset.yaml says of when the fact is known
  suspect     an honest fact would hardly look like this: ask who writes it, and when
  look at it  worth a minute; honest facts look like this too

Exit code: 0, also when something is found; with --gate 1 when a leak is certain.
`;

/** `leadlab leaks`: which attributes, activities and scores know the future. */
export function declare(command: Command, context: CommandContext): void {
	datasetOption(command.addHelpText("before", EXAMPLES.trimStart()).addHelpText("after", LEVELS.trimEnd()))
		.option("-m, --model <file>", "also probe this model's scores, and say what its rules gain from a leak")
		.option("--horizon-days <days>", "only leads at least this old, so that what became of them is known", "90")
		.option("--landmark-days <days>", "age in days at which attributes with dates of their own are looked at", "14")
		.option("--gate", "exit 1 when a leak is certain, for CI")
		.option("--json", "everything found and everything looked at, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			const { dataset } = await loadDataset(options.dataset, context);
			const model = options.model === undefined ? undefined : await loadModel(options.model, context, dataset);
			const leaks = await findLeaks(dataset, {
				horizonDays: wholeNumber("--horizon-days", options.horizonDays, { least: 1 }),
				landmarkDays: wholeNumber("--landmark-days", options.landmarkDays, { least: 0 }),
				...(model === undefined ? {} : { model }),
				onProgress: terminal.onProgress,
			});
			terminal.endProgress();
			const health = checkHealth({ quality: dataset.quality, warnings: terminal.warnings, dataset, model, leaks });
			if (options.json) terminal.result(JSON.stringify(leaksJson(leaks, { health })));
			else {
				const { width, style } = terminal;
				const own = health.filter(({ check }) => check === "data" || (check === "model" && model !== undefined));
				if (own.some(({ state }) => state !== "passed")) {
					terminal.result(`${healthText(own, { width })}\n`);
				}
				terminal.result(leaksText(leaks, { width, style }));
			}
			if (options.gate && leakVerdict(leaks).state === "failed") process.exitCode = EXIT.gateFailed;
		});
}
