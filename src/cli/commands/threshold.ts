import type { Command } from "commander";
import { thresholdPlanJson } from "../../json/threshold-plan-json.ts";
import { replay } from "../../replay/replay.ts";
import { planThresholds } from "../../tune/threshold-plan.ts";
import { wrapText } from "../../words/wrap-text.ts";
import type { CommandContext } from "../command.ts";
import {
	datasetOption,
	loadDataset,
	loadModel,
	modelOption,
	type ReplayFlags,
	replayFlags,
	replayOptions,
} from "../inputs.ts";
import { replayHead } from "../replay-text.ts";
import { choiceFlags, cutOf, type ThresholdFlags, wishesOf } from "../threshold-flags.ts";
import { thresholdText } from "../threshold-text.ts";

interface Flags extends ReplayFlags, ThresholdFlags {
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
	choiceFlags(replayFlags(command))
		.option("--json", "every choice with its counts and the certificate, as one JSON document")
		.action(async (flags: Flags) => {
			const wishes = wishesOf(flags);
			const { dataset } = await loadDataset(flags.dataset, context);
			const model = await loadModel(flags.model, context, dataset);
			const options = replayOptions({ ...flags, by: [] }, dataset, context);
			const all = await replay(dataset, model, options);
			// Without a wish of one's own the first hand-off is the one that matters.
			const handoffs = flags.handoff === undefined ? all.handoffs.slice(0, 1) : all.handoffs;
			const plans = await planThresholds(
				dataset,
				model,
				handoffs.map(({ from: flag, to: outcome }) => ({ from: flag, to: outcome, ...wishes })),
				{ ...options, all, cutAt: cutOf(flags, dataset) },
			);
			const { terminal } = context;
			if (flags.json) {
				terminal.result(
					JSON.stringify({
						leadlab: "threshold/1",
						model: { name: model.name, fingerprint: all.modelFingerprint },
						dataset: { name: all.datasetName, fingerprint: all.datasetFingerprint },
						asOf: new Date(all.asOf).toISOString(),
						horizonDays: all.horizonDays,
						plans: plans.map(thresholdPlanJson),
					}),
				);
				return;
			}
			const { width } = terminal;
			for (const plan of plans) terminal.result(`${thresholdText(plan, { width, bold: terminal.style.bold })}\n`);
			terminal.result(terminal.style.dim(wrapText(replayHead(all), { width, indent: "  " })));
		});
}
