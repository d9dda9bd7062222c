import type { Command } from "commander";
import { checkHealth } from "../../health/check-health.ts";
import { thresholdJson } from "../../json/threshold-json.ts";
import { modelLeaks } from "../../leaks/model-leaks.ts";
import { replay } from "../../replay/replay.ts";
import { planThresholds } from "../../tune/threshold-plan.ts";
import { healthText } from "../../words/health-text.ts";
import { wrapText } from "../../words/wrap-text.ts";
import type { CommandContext } from "../command.ts";
import {
	datasetOption,
	loadDataset,
	loadModel,
	modelOption,
	type ReplayOptionTexts,
	replayOptions,
	toReplayOptions,
} from "../inputs.ts";
import { replayHead } from "../replay-text.ts";
import { choiceOptions, cutOf, type ThresholdOptionTexts, targetsOf } from "../threshold-options.ts";
import { thresholdText } from "../threshold-text.ts";

interface Options extends ReplayOptionTexts, ThresholdOptionTexts {
	readonly dataset: string;
	readonly model: string;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab threshold --dataset data/saas-sample --model saas-candidate --capacity 12
  $ leadlab threshold -d data/saas-sample -m saas-candidate --cost 50 --value 400 --min-recall 0.2
  $ leadlab threshold -d my-history -m my.yaml --handoff mql:customer --cost 200 --value recorded
  $ leadlab threshold -d data/saas-sample -m saas-candidate --certify 0.5 --delta 0.05 --json
`;

/** `leadlab threshold`: at which score to flag, under what sales can bear, held out in time. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())));
	choiceOptions(replayOptions(command))
		.option("--json", "every choice with its counts and the certificate, as one JSON document")
		.action(async (options: Options) => {
			const targets = targetsOf(options);
			const { dataset } = await loadDataset(options.dataset, context);
			const model = await loadModel(options.model, context, dataset);
			const how = toReplayOptions({ ...options, by: [] }, dataset, context);
			const all = await replay(dataset, model, how);
			// Without a wish of one's own the first hand-off is the one that matters.
			const handoffs = options.handoff === undefined ? all.handoffs.slice(0, 1) : all.handoffs;
			const plans = await planThresholds(
				dataset,
				model,
				handoffs.map(({ from, to }) => ({ from, to, ...targets })),
				{ ...how, all, cutAt: cutOf(options, dataset) },
			);
			const { terminal } = context;
			const health = checkHealth({
				quality: dataset.quality,
				warnings: terminal.warnings,
				dataset,
				replay: all,
				plan: plans[0],
				leaks: modelLeaks(dataset, all),
			});
			if (options.json) {
				terminal.result(JSON.stringify(thresholdJson(plans, { all, health })));
				return;
			}
			const { width } = terminal;
			terminal.result(`${healthText(health, { width })}\n`);
			for (const plan of plans) terminal.result(`${thresholdText(plan, { width, bold: terminal.style.bold })}\n`);
			terminal.result(terminal.style.dim(wrapText(replayHead(all), { width, indent: "  " })));
		});
}
