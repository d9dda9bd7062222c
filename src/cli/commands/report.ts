import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { createRandom } from "../../base/random.ts";
import { compareReplays } from "../../compare/compare-replays.ts";
import { type Dataset, NEVER } from "../../dataset/dataset.ts";
import { measureDrift } from "../../drift/drift.ts";
import { FIGURES_SEED, rankingFiguresOf, replayFigures } from "../../evaluate/replay-figures.ts";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { findLeaks } from "../../leaks/leaks.ts";
import { compileModel } from "../../model/score.ts";
import { packageVersion } from "../../notebook/package-version.ts";
import { leadViewAt } from "../../replay/lead-view-at.ts";
import { firstFlag, referencePath } from "../../replay/reference.ts";
import { replay } from "../../replay/replay.ts";
import type { Replay } from "../../replay/replay-result.ts";
import { segmentAttributes } from "../../replay/slices.ts";
import { buildReport } from "../../report/report.ts";
import { selectionReview } from "../../selection/selection-comparison.ts";
import { planThresholds } from "../../tune/threshold-plan.ts";
import { wrapText } from "../../words/wrap-text.ts";
import type { CommandContext } from "../command.ts";
import { findLead } from "../find-lead.ts";
import {
	datasetOption,
	loadDataset,
	loadModel,
	modelOption,
	type ReplayFlags,
	replayFlags,
	replayOptions,
} from "../inputs.ts";
import { handoffTable, populationText } from "../replay-text.ts";
import { businessFlags, type ThresholdFlags, wishesOf } from "../threshold-flags.ts";

interface Flags extends ReplayFlags, ThresholdFlags {
	readonly dataset: string;
	readonly model: string;
	readonly baseline?: string;
	readonly out: string;
	readonly markdown?: string;
	readonly charts?: string;
	readonly lead?: readonly string[];
	readonly leadIds?: boolean;
	readonly title?: string;
	readonly json?: boolean;
}

const EXAMPLES = `
Examples:
  $ leadlab report --dataset data/saas-sample --model saas-candidate --baseline saas-baseline
  $ leadlab report -d data/saas-sample -m my-model.yaml --out review.html --charts charts
  $ leadlab report --dataset data/saas-sample --model my-model.yaml --lead L-42 L-107
  $ leadlab report -d data/saas-sample --model my-model.yaml --baseline saas-baseline --lead-ids
  $ leadlab report -d my-history -m my-model.yaml --capacity 12 --cost 50 --value 400 --certify 0.5
`;

/** `leadlab report`: one HTML file for the review of sales and marketing. */
export function declare(command: Command, context: CommandContext): void {
	modelOption(datasetOption(command.addHelpText("before", EXAMPLES.trimStart())))
		.option("-b, --baseline <file>", "model in production, to compare with")
		.option("-o, --out <file>", "the HTML file", "reports/report.html")
		.option("--markdown <file>", "also as Markdown")
		.option("--charts <folder>", "also each chart as SVG and PNG")
		.option("-l, --lead <id...>", "example leads to show with their arithmetic; ids only")
		.option("--lead-ids", "name examples of leads that enter and leave by their ids")
		.option("--title <text>", "title of the report");
	businessFlags(replayFlags(command))
		.option("--json", "{ report, verdict, candidate, baseline } instead of text")
		.action(async (flags: Flags) => {
			const { terminal } = context;
			const { dataset } = await loadDataset(flags.dataset, context);
			const segmentBy = flags.by ?? segmentAttributes(dataset);
			const options = replayOptions({ ...flags, by: segmentBy }, dataset, context);
			const run = async (name: string) => replay(dataset, await loadModel(name, context, dataset), options);
			const candidate = await run(flags.model);
			const baseline = flags.baseline === undefined ? undefined : await run(flags.baseline);
			if (baseline !== undefined) terminal.onProgress({ step: "comparing the two models", done: 0 });
			const wishes = wishesOf(flags);
			const comparison =
				baseline === undefined
					? undefined
					: compareReplays(dataset, baseline, candidate, { capacity: wishes.capacity?.perWeek });
			terminal.onProgress({ step: "looking at who was worked", done: 0 });
			const selection = selectionReview(dataset, candidate, { baseline });
			terminal.onProgress({ step: "choosing thresholds", done: 0 });
			const thresholds = await planThresholds(
				dataset,
				candidate.model,
				candidate.handoffs.slice(0, 1).map(({ from: flag, to: outcome }) => ({ from: flag, to: outcome, ...wishes })),
				{ ...options, onProgress: () => undefined, all: candidate },
			);
			const drift = measureDrift(dataset, candidate, { random: createRandom(1), onProgress: terminal.onProgress });
			const leaks = await findLeaks(dataset, {
				horizonDays: candidate.horizonDays,
				landmarkDays: candidate.landmarkDays,
				model: candidate.model,
				replayed: candidate,
				onProgress: terminal.onProgress,
			});
			terminal.onProgress({ step: "drawing the report", done: 0 });
			const drawn = () => ({ random: createRandom(FIGURES_SEED), replicates: 1000 });
			const document = buildReport({
				candidate,
				figures: replayFigures(dataset, candidate, drawn()),
				...(baseline === undefined ? {} : { baseline, baselineRanking: rankingFiguresOf(dataset, baseline, drawn()) }),
				...(comparison === undefined ? {} : { comparison }),
				selection,
				thresholds,
				drift,
				leaks,
				...(flags.leadIds === undefined ? {} : { leadIds: flags.leadIds }),
				leads: (flags.lead ?? []).map((id) => exampleLead(dataset, candidate, id)),
				generatedAt: context.now().toISOString(),
				version: packageVersion(),
				...(flags.title === undefined ? {} : { title: flags.title }),
			});
			const { verdict } = document;
			// Vega and what draws with it are large: only this command loads them.
			const { chartFiles, renderHtml } = await import("../../report/render.ts");
			await writeAtomic(flags.out, await renderHtml(document));
			if (flags.markdown !== undefined) {
				const { renderMarkdown } = await import("../../report/markdown.ts");
				await writeAtomic(flags.markdown, renderMarkdown(document));
			}
			if (flags.charts !== undefined) {
				for (const { name, content } of await chartFiles(document))
					await writeAtomic(join(flags.charts, name), content);
			}
			if (flags.json) {
				const { replayJson } = await import("../../json/replay-json.ts");
				terminal.result(
					JSON.stringify({
						report: flags.out,
						verdict: { decision: verdict.decision, headline: verdict.headline, recommendation: verdict.recommendation },
						candidate: replayJson(candidate).handoffs,
						baseline: baseline === undefined ? null : replayJson(baseline).handoffs,
					}),
				);
				return;
			}
			const { width } = terminal;
			for (const one of baseline === undefined ? [candidate] : [baseline, candidate]) {
				terminal.result(terminal.style.bold(wrapText(populationText(one), { width, indent: "  " })));
				terminal.result(`${handoffTable(one.handoffs, { width })}\n`);
			}
			terminal.result(wrapText(`${terminal.style.bold(verdict.headline)}. ${verdict.recommendation}\n`, { width }));
			terminal.result(`The report is in ${flags.out} (${pathToFileURL(flags.out).href})`);
		});
}

function exampleLead(dataset: Dataset, { model }: Replay, id: string) {
	const lead = findLead(dataset, id);
	const scorer = compileModel(model);
	const path = referencePath(dataset, scorer, lead);
	return {
		replay: "candidate" as const,
		lead: id,
		explanation: scorer.explain(leadViewAt(dataset, lead, dataset.asOf)),
		at: dataset.asOf,
		path: path.map(({ at, score }) => ({ at, score })),
		flags: Object.entries(model.stages).flatMap(([stage, { score }]) => {
			const at = firstFlag(path, stage, score);
			return at === NEVER ? [] : [{ stage, at }];
		}),
	};
}
