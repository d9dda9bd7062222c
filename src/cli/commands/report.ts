import { pathToFileURL } from "node:url";
import type { Command } from "commander";
import { writeAtomic } from "../../ingest/files/write-atomic.ts";
import { reportJson } from "../../json/report-json.ts";
import { packageVersion } from "../../notebook/display/package-version.ts";
import { replay } from "../../replay/replay.ts";
import { segmentAttributes } from "../../replay/slices.ts";
import { buildReport } from "../../report/report.ts";
import { reportFiles } from "../../report/report-files.ts";
import { makeReview } from "../../review/make-review.ts";
import { handoffTable } from "../../tables/handoff-table.ts";
import { tableText } from "../../tables/render/to-text.ts";
import { healthText } from "../../words/health-text.ts";
import { wrapText } from "../../words/wrap-text.ts";
import type { CommandContext } from "../command.ts";
import { findLead } from "../find-lead.ts";
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
import { businessOptions, type ThresholdOptionTexts, targetsOf } from "../threshold-options.ts";

interface Options extends ReplayOptionTexts, ThresholdOptionTexts {
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
		.option("-b, --baseline <file>", "baseline to compare with: a model file, or the name of a template")
		.option("-o, --out <file>", "the HTML file", "reports/report.html")
		.option("--markdown <file>", "also as Markdown")
		.option("--charts <folder>", "also each chart as SVG and PNG")
		.option("-l, --lead <id...>", "example leads to show with their arithmetic; ids only")
		.option("--lead-ids", "name examples of leads that enter and leave by their ids")
		.option("--title <text>", "title of the report");
	businessOptions(replayOptions(command))
		.option("--json", "where it is and what it says first, as one JSON document")
		.action(async (options: Options) => {
			const { terminal } = context;
			const { dataset } = await loadDataset(options.dataset, context);
			const segmentBy = options.by ?? segmentAttributes(dataset);
			const how = toReplayOptions({ ...options, by: segmentBy }, dataset, context);
			const run = async (name: string) => replay(dataset, await loadModel(name, context, dataset), how);
			const candidate = await run(options.model);
			const baseline = options.baseline === undefined ? undefined : await run(options.baseline);
			const review = await makeReview(dataset, candidate, {
				baseline,
				targets: targetsOf(options),
				warnings: terminal.warnings,
				leads: (options.lead ?? []).map((id) => findLead(dataset, id)),
				onProgress: terminal.onProgress,
			});
			terminal.onProgress({ step: "drawing the report", done: 0 });
			const document = buildReport({
				...review,
				leadIds: options.leadIds ?? false,
				generatedAt: context.now().toISOString(),
				version: packageVersion(),
				title: options.title,
			});
			const { verdict } = document;
			const paths = { file: options.out, markdown: options.markdown, charts: options.charts };
			for (const { path, content } of await reportFiles(document, paths)) await writeAtomic(path, content);
			if (options.json) {
				const reported = { report: options.out, verdict, candidate, baseline };
				terminal.result(JSON.stringify(reportJson(reported, { health: review.health })));
				return;
			}
			const { width } = terminal;
			terminal.result(`${healthText(review.health, { width })}\n`);
			for (const one of baseline === undefined ? [candidate] : [baseline, candidate]) {
				terminal.result(terminal.style.bold(wrapText(replayHead(one), { width, indent: "  " })));
				terminal.result(`${tableText(handoffTable(one.handoffs), { width })}\n`);
			}
			terminal.result(wrapText(`${terminal.style.bold(verdict.headline)}. ${verdict.recommendation}\n`, { width }));
			terminal.result(`The report is in ${options.out} (${pathToFileURL(options.out).href})`);
		});
}
