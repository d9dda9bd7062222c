import type { Command } from "commander";
import { scoreJson } from "../../json/score-json.ts";
import { compileModel } from "../../model/score.ts";
import { leadViewAt } from "../../replay/lead-view-at.ts";
import { escapeLine } from "../../words/escape.ts";
import { formatPoints } from "../../words/number-format.ts";
import type { CommandContext } from "../command.ts";
import { datasetOption, instantOption, loadDataset, loadModel, modelOption } from "../inputs.ts";

const EXAMPLES = `
Examples:
  $ leadlab score --dataset data/saas-sample --model saas-baseline | sort -k2 -nr | head
  $ leadlab score --dataset data/saas-sample --model saas-baseline --at 2024-06-30 --json
`;

/** `leadlab score`: a line a lead with its score at an instant. Leads created later are left out. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())))
		.option("--at <instant>", "when; a date means its end; default: when the extract was taken")
		.option("--json", "a JSON object a line: { lead, score, raw, groups, contributions }")
		.action(async (options: { dataset: string; model: string; at?: string; json?: boolean }) => {
			const { dataset } = await loadDataset(options.dataset, context);
			const model = await loadModel(options.model, context, dataset);
			const at = options.at === undefined ? dataset.asOf : instantOption("--at", options.at, dataset.calendar, "end");
			const scorer = compileModel(model);
			const { terminal } = context;
			if (dataset.createdAt.every((createdAt) => createdAt > at)) {
				terminal.message(`No lead had been created by ${new Date(at).toISOString()}, so there is nothing to score.`);
			}
			for (let lead = 0; lead < dataset.leadCount; lead++) {
				if (dataset.createdAt[lead]! > at) continue;
				const explanation = scorer.explain(leadViewAt(dataset, lead, at));
				const id = dataset.idOf(lead);
				terminal.result(
					options.json
						? JSON.stringify(scoreJson(id, explanation))
						: `${escapeLine(id)}\t${formatPoints(explanation.score)}`,
				);
			}
		});
}
