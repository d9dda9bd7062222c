import type { Command } from "commander";
import { createRandom } from "../../base/random.ts";
import { evaluateReplay, FIGURES_SEED, rankingFiguresOf } from "../../evaluate/evaluate-replay.ts";
import type { RankingFigures } from "../../evaluate/ranking-figures.ts";
import { checkHealth } from "../../health/check-health.ts";
import { replayJson } from "../../json/replay-json.ts";
import { replay } from "../../replay/replay.ts";
import { healthText } from "../../words/health-text.ts";
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
import { replayText } from "../replay-text.ts";

interface Options extends ReplayOptionTexts {
	readonly dataset: string;
	readonly model: string;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab replay --dataset data/saas-sample --model saas-baseline
  $ leadlab replay -d data/saas-sample -m my-model.yaml --from 2024-01-01 --to 2024-07-01
  $ leadlab replay --dataset data/saas-sample --model saas-baseline --handoff mql:sql --by industry
  $ leadlab replay --dataset data/saas-sample --model saas-baseline --json > replay.json
`;

/** `leadlab replay`: what a model would have flagged, and what became of it. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())));
	replayOptions(command)
		.option("--json", "everything measured, with the counts of every threshold, as one JSON document")
		.action(async (options: Options) => {
			const { dataset } = await loadDataset(options.dataset, context);
			const model = await loadModel(options.model, context, dataset);
			const result = await replay(dataset, model, toReplayOptions(options, dataset, context));
			const { terminal } = context;
			const health = (ranking: readonly RankingFigures[]) =>
				checkHealth({ quality: dataset.quality, warnings: terminal.warnings, dataset, replay: result, ranking });
			if (options.json) {
				const figures = evaluateReplay(dataset, result, { random: createRandom(FIGURES_SEED) });
				terminal.result(JSON.stringify(replayJson(result, { figures, health: health(figures.ranking) })));
				return;
			}
			const ranking = rankingFiguresOf(dataset, result, { random: createRandom(FIGURES_SEED) });
			terminal.result(`${healthText(health(ranking), { width: terminal.width })}\n`);
			terminal.result(replayText(result, ranking, { width: terminal.width, bold: terminal.style.bold }));
		});
}
