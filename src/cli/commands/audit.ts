import type { Command } from "commander";
import { fingerprint } from "../../base/fingerprint.ts";
import { auditJson } from "../../json/tune/audit-json.ts";
import { auditRules } from "../../tune/audit/rule-audit.ts";
import { auditText } from "../audit-text.ts";
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

interface Options extends ReplayOptionTexts {
	readonly dataset: string;
	readonly model: string;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab audit --dataset data/saas-sample --model saas-baseline
  $ leadlab audit -d data/saas-sample -m saas-baseline --handoff mql:sql --json > audit.json
`;

/** `leadlab audit`: what each rule of a model does for its precision. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())));
	replayOptions(command)
		.option("--json", "every rule with its effect, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			const { dataset } = await loadDataset(options.dataset, context);
			const model = await loadModel(options.model, context, dataset);
			const how = toReplayOptions({ ...options, by: [] }, dataset, context);
			const { horizonDays = 90, landmarkDays = 14, handoffs } = how;
			const audit = await auditRules(dataset, model, {
				...how,
				...(handoffs?.[0] === undefined ? {} : { handoff: handoffs[0] }),
			});
			terminal.endProgress();
			if (options.json) {
				const run = {
					model: { name: model.name, fingerprint: fingerprint(model) },
					dataset: { name: dataset.name, fingerprint: dataset.fingerprint },
					...{ asOf: dataset.asOf, horizonDays, landmarkDays },
				};
				terminal.result(JSON.stringify(auditJson(audit, run)));
			} else terminal.result(auditText(audit, { width: terminal.width, bold: terminal.style.bold }));
		});
}
