import type { Command } from "commander";
import { NEVER } from "../../dataset/dataset.ts";
import { explanationLines } from "../../model/explanation-text.ts";
import type { Gate } from "../../model/schema.ts";
import { compileModel } from "../../model/score.ts";
import { leadViewAt } from "../../replay/lead-view-at.ts";
import { firstFlag, referencePath } from "../../replay/reference.ts";
import { usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { findLead } from "../find-lead.ts";
import { datasetOption, instantOption, loadDataset, loadModel, modelOption } from "../inputs.ts";

const EXAMPLES = `
Examples:
  $ leadlab explain --dataset data/saas-sample --model saas-baseline --lead L-42
  $ leadlab explain --dataset data/saas-sample --model saas-baseline --lead L-42 --at 2024-06-30
`;

/** `leadlab explain`: one lead's score as arithmetic, its gates, and when the model flags it. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())))
		.requiredOption("-l, --lead <id>", "id of the lead")
		.option("--at <instant>", "when; a date means its end; default: when the extract was taken")
		.option("--json", "the whole explanation as JSON: { lead, at, explanation, stages, path }")
		.action(async (flags: { dataset: string; model: string; lead: string; at?: string; json?: boolean }) => {
			const { dataset } = await loadDataset(flags.dataset, context);
			const model = await loadModel(flags.model, context, dataset);
			const at = flags.at === undefined ? dataset.asOf : instantOption("--at", flags.at, dataset.calendar, "end");
			const lead = findLead(dataset, flags.lead);
			if (dataset.createdAt[lead]! > at) {
				throw usageError(`--at: lead "${flags.lead}" was created only on ${iso(dataset.createdAt[lead]!)}.`);
			}
			const scorer = compileModel(model);
			const view = leadViewAt(dataset, lead, at);
			const explanation = scorer.explain(view);
			const path = referencePath(dataset, scorer, lead);
			const stages = Object.entries(model.stages).map(([stage, { score }]) => {
				const flag = firstFlag(path, stage, score);
				return {
					stage,
					threshold: score,
					flaggedAt: flag === NEVER ? null : iso(flag),
					gates: scorer.gates(view, stage, explanation),
				};
			});
			const { terminal } = context;
			if (flags.json) {
				const steps = path.filter(({ score }, i) => i === 0 || score !== path[i - 1]!.score);
				terminal.result(
					JSON.stringify({
						lead: flags.lead,
						at: iso(at),
						explanation,
						stages,
						path: steps.map((step) => ({ at: iso(step.at), score: step.score })),
					}),
				);
				return;
			}
			terminal.result(terminal.style.bold(`${flags.lead} at ${iso(at)}, by ${model.name}`));
			for (const line of explanationLines(explanation)) terminal.result(line);
			for (const { stage, threshold, flaggedAt, gates } of stages) {
				terminal.result(
					`${stage} at ${threshold}: ${flaggedAt === null ? "never flagged" : `first flagged ${flaggedAt}`}`,
				);
				for (const { gate, holds } of gates) terminal.result(`  ${holds ? "holds" : "fails"}: ${gateText(gate)}`);
			}
		});
}

function iso(instant: number): string {
	return new Date(instant).toISOString();
}

/** A gate as words of the model file. */
function gateText(gate: Gate): string {
	return Object.entries(gate)
		.map(([key, value]) => `${key} ${typeof value === "string" ? value : JSON.stringify(value)}`)
		.join(", ");
}
