import type { Command } from "commander";
import { NEVER } from "../../dataset/dataset.ts";
import { checkHealth } from "../../health/check-health.ts";
import { explainJson } from "../../json/explain-json.ts";
import { explanationLines } from "../../model/explanation-text.ts";
import type { Gate } from "../../model/schema.ts";
import { compileModel } from "../../model/score.ts";
import { leadViewAt } from "../../replay/lead-view-at.ts";
import { firstFlag, referencePath } from "../../replay/reference.ts";
import { escapeLine } from "../../words/escape.ts";
import { healthText } from "../../words/health-text.ts";
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
		.option("--json", "the whole explanation, as one JSON document")
		.action(async (options: { dataset: string; model: string; lead: string; at?: string; json?: boolean }) => {
			const { dataset } = await loadDataset(options.dataset, context);
			const model = await loadModel(options.model, context, dataset);
			const at = options.at === undefined ? dataset.asOf : instantOption("--at", options.at, dataset.calendar, "end");
			const lead = findLead(dataset, options.lead);
			if (dataset.createdAt[lead]! > at) {
				throw usageError(`--at: lead "${options.lead}" was created only on ${iso(dataset.createdAt[lead]!)}.`);
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
					flaggedAt: flag === NEVER ? undefined : flag,
					gates: scorer.gates(view, stage, explanation),
				};
			});
			const { terminal } = context;
			const health = checkHealth({ quality: dataset.quality, warnings: terminal.warnings, dataset, model });
			if (options.json) {
				const steps = path.filter(({ score }, i) => i === 0 || score !== path[i - 1]!.score);
				const explained = { lead: options.lead, at, explanation, stages, path: steps };
				terminal.result(JSON.stringify(explainJson(explained, { health })));
				return;
			}
			const own = health.filter(({ check }) => check === "data" || check === "model");
			if (own.some(({ state }) => state !== "passed")) {
				terminal.result(`${healthText(own, { width: terminal.width })}\n`);
			}
			terminal.result(terminal.style.bold(`${escapeLine(options.lead)} at ${iso(at)}, by ${model.name}`));
			for (const line of explanationLines(explanation)) terminal.result(line);
			for (const { stage, threshold, flaggedAt, gates } of stages) {
				terminal.result(
					`${stage} at ${threshold}: ${flaggedAt === undefined ? "never flagged" : `first flagged ${iso(flaggedAt)}`}`,
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
