import type { Command } from "commander";
import { compareReplays } from "../../compare/compare-replays.ts";
import type { Comparison } from "../../compare/comparison.ts";
import { checkHealth } from "../../health/check-health.ts";
import { judgeComparison } from "../../health/judge-comparison.ts";
import { comparisonJson } from "../../json/comparison-json.ts";
import { modelLeaks } from "../../leaks/model-leaks.ts";
import { replay } from "../../replay/replay.ts";
import { segmentAttributes } from "../../replay/slices.ts";
import { selectionLines } from "../../selection/selection-words.ts";
import { healthText } from "../../words/health-text.ts";
import { wrapText } from "../../words/wrap-text.ts";
import { EXIT, usageError } from "../cli-error.ts";
import type { CommandContext } from "../command.ts";
import { comparisonText } from "../comparison-text.ts";
import {
	datasetOption,
	loadDataset,
	loadModel,
	modelOption,
	type ReplayOptionTexts,
	replayOptions,
	toReplayOptions,
} from "../inputs.ts";
import { limitOptions, type ThresholdOptionTexts, targetsOf } from "../threshold-options.ts";

interface Options extends ReplayOptionTexts, ThresholdOptionTexts {
	readonly dataset: string;
	readonly baseline: string;
	readonly model: string;
	readonly recallTolerance: string;
	readonly confidence: string;
	readonly gate?: string | true;
	readonly json?: boolean;
}

const GATES = ["hold", "roll-out"] as const;

const EXAMPLES = `
Examples:
  $ leadlab compare --dataset data/saas-sample --model saas-candidate --baseline saas-baseline
  $ leadlab compare -d data/saas-sample -m my-model.yaml -b our-model.yaml --capacity 40
  $ leadlab compare -d data/saas-sample -m saas-candidate -b saas-baseline --gate   # exit 1 on hold
  $ leadlab compare -d data/saas-sample -m saas-candidate -b saas-baseline --gate roll-out
  $ leadlab compare -d data/saas-sample -m saas-candidate -b saas-baseline --json > comparison.json
`;

/** `leadlab compare`: is the candidate better than the baseline, on the same leads? */
export function declare(command: Command, context: CommandContext): void {
	const models = modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart()))).requiredOption(
		"-b, --baseline <file>",
		"baseline: a model file, or the name of a template",
	);
	limitOptions(models)
		.option("--recall-tolerance <pp>", "recall of the last stage that may be lost, in percentage points", "5")
		.option("--confidence <percent>", "confidence of the intervals", "95")
		.option(
			"--gate [level]",
			"exit 1 when the decision is hold or a guardrail failed (hold, the default), or when it is anything but roll out (roll-out); without --gate the exit code says nothing about the decision",
		);
	replayOptions(command)
		.option("--json", "everything compared, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			const { capacity, ...others } = targetsOf(options);
			const limits = {
				capacity,
				limits: others,
				recallTolerance: percent("--recall-tolerance", options.recallTolerance, { least: 0, most: 100 }),
				confidence: percent("--confidence", options.confidence, { least: 50, most: 99.9 }),
			};
			const gate = gateLevel(options.gate);
			const { dataset } = await loadDataset(options.dataset, context);
			const segmentBy = options.by ?? segmentAttributes(dataset);
			const how = toReplayOptions({ ...options, by: segmentBy }, dataset, context);
			const run = async (name: string) => replay(dataset, await loadModel(name, context, dataset), how);
			const candidate = await run(options.model);
			const baseline = await run(options.baseline);
			terminal.onProgress({ step: "comparing the two models", done: 0 });
			const compared = compareReplays(dataset, candidate, baseline, limits);
			terminal.onProgress({ step: "looking for leaks in what the model uses", done: 0 });
			const leaks = modelLeaks(dataset, candidate);
			const health = checkHealth({
				quality: dataset.quality,
				warnings: terminal.warnings,
				dataset,
				replay: candidate,
				comparison: compared,
				leaks,
			});
			const comparison = judgeComparison(compared, health);
			terminal.endProgress();
			if (options.json) {
				terminal.result(JSON.stringify(comparisonJson(comparison, { health })));
			} else {
				const { width, style } = terminal;
				terminal.result(`${healthText(health, { width })}\n`);
				for (const line of comparisonText(comparison, { width, bold: style.bold })) terminal.result(line);
				terminal.result(`\n${style.bold("Were they worked?")}`);
				for (const line of selectionLines(comparison.selection))
					terminal.result(wrapText(line, { width, indent: "  " }));
			}
			if (gate !== undefined && !passes(comparison, gate)) process.exitCode = EXIT.gateFailed;
		});
}

function gateLevel(gate: string | true | undefined): (typeof GATES)[number] | undefined {
	if (gate === undefined) return undefined;
	const level = GATES.find((one) => one === (gate === true ? "hold" : gate));
	if (level === undefined) throw usageError(`--gate must be hold or roll-out, got "${gate}".`);
	return level;
}

/** Whether a build that asks may go on. */
function passes({ verdict, guardrails }: Comparison, gate: (typeof GATES)[number]): boolean {
	if (gate === "roll-out") return verdict.decision === "roll-out";
	return verdict.decision !== "hold" && guardrails.every(({ state }) => state !== "failed");
}

/** A percentage from an option, as a share. */
function percent(
	option: string,
	text: string,
	{ least, most }: { readonly least: number; readonly most: number },
): number {
	const number = Number(text);
	if (/^\d+(\.\d+)?$/.test(text) && number >= least && number <= most) return number / 100;
	throw usageError(`${option} must be a number from ${least} to ${most}, got "${text}".`);
}
